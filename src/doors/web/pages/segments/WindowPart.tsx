import { NumberInput, Select, Stack } from '@mantine/core';
import { DateFields } from '../../ui/DateFields.tsx';
import { addDays } from '../../ui/dates.ts';
import { SentencePanel } from '../../ui/SentencePanel.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { type Window, windowSaid } from './saying.ts';

const kinds = ['days', 'hours', 'before_last', 'between', 'ever'] as const;
type Kind = (typeof kinds)[number];

const kindOf = (window: Window): Kind => (window.kind === 'last' ? window.unit : window.kind);

/** When something was done, as a part of the sentence. */
export function WindowPart({ window, lastDay, ever = true, onChange }: WindowPartProps) {
  const words = useWords();
  const figures = useFigures();
  const { t } = words;
  const kind = kindOf(window);
  const offered = kinds.filter((one) => ever || one !== 'ever' || kind === 'ever');
  return (
    <SentencePanel label={t('segments.part.window')} reads={windowSaid(window, words, figures)}>
      {() => (
        <Stack gap="sm">
          <Select
            aria-label={t('segments.part.window')}
            allowDeselect={false}
            data={offered.map((value) => ({ value, label: t(`segments.window_kind.${value}`) }))}
            value={kind}
            comboboxProps={{ withinPortal: false }}
            onChange={(next) =>
              onChange(windowOf(kinds.find((one) => one === next) ?? 'ever', window, lastDay))
            }
          />
          <Lengths window={window} onChange={onChange} />
        </Stack>
      )}
    </SentencePanel>
  );
}

interface WindowPartProps {
  readonly window: Window;
  /** The last local day of which something is known: dates begin from it. */
  readonly lastDay: string;
  /** Whether « at any time » makes sense. */
  readonly ever?: boolean;
  readonly onChange: (window: Window) => void;
}

function Lengths({ window, onChange }: Pick<WindowPartProps, 'window' | 'onChange'>) {
  const { t } = useWords();
  if (window.kind === 'ever') return null;
  if (window.kind === 'between')
    return (
      <DateFields
        from={window.from}
        to={window.to}
        onFrom={(from) => from !== '' && onChange({ ...window, from })}
        onTo={(to) => to !== '' && onChange({ ...window, to })}
      />
    );
  const hours = window.kind === 'last' && window.unit === 'hours';
  return (
    <NumberInput
      label={t(hours ? 'segments.hours' : 'segments.days')}
      description={hours ? undefined : t('segments.days_help')}
      inputWrapperOrder={['label', 'input', 'description']}
      min={1}
      max={3650}
      clampBehavior="strict"
      allowDecimal={false}
      value={window.kind === 'last' ? window.amount : window.days}
      onChange={(next) => {
        if (typeof next !== 'number' || next < 1) return;
        onChange(window.kind === 'last' ? { ...window, amount: next } : { ...window, days: next });
      }}
    />
  );
}

/** Another kind of time, as near as it may be to the one before. */
function windowOf(kind: Kind, before: Window, lastDay: string): Window {
  const length = before.kind === 'last' ? before.amount : before.kind === 'before_last' ? before.days : 30;
  if (kind === 'ever') return { kind };
  if (kind === 'before_last') return { kind, days: length };
  if (kind === 'between') return { kind, from: addDays(lastDay, -29), to: lastDay };
  return { kind: 'last', amount: length, unit: kind };
}
