import { Button, Group, NumberInput, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import type { FunnelAskInput } from '#src/insights/funnels/index.ts';
import { byKept } from '../../ui/by-choices.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { eventOf } from '../../ui/deed.ts';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { SentencePanel } from '../../ui/SentencePanel.tsx';
import { useUnit, WhoPart } from '../../ui/WhoPart.tsx';
import { useWords } from '../../words/index.ts';
import { Exclusions } from './Exclusions.tsx';
import type { FunnelChange } from './props.ts';
import type { FunnelSearch, Length } from './search.ts';
import { lengthSaid } from './shape.ts';

export interface QuestionProps {
  readonly asked: FunnelAskInput;
  readonly search: FunnelSearch;
  readonly catalogue: Catalogue;
  readonly onChange: FunnelChange;
}

const orders = ['ordered', 'strict', 'unordered'] as const;

/** The question as a sentence; its steps are written below it. */
export function Sentence({ asked, search, catalogue, onChange }: QuestionProps) {
  const { t, rich } = useWords();
  return rich('funnels.sentence', {
    who: <WhoPart search={search} catalogue={catalogue} onChange={onChange} />,
    range: <RangePart from={asked.from} to={asked.to} span={catalogue.span} onChange={onChange} />,
    order: (
      <SentenceChoice
        label={t('funnels.part.order')}
        value={asked.order ?? 'ordered'}
        choices={orders.map((one) => ({
          value: one,
          reads: t(`funnels.order.${one}`),
          hint: t(`funnels.order.${one}.hint`),
        }))}
        onChoose={(next) => onChange({ order: orders.find((one) => one === next && one !== 'ordered') })}
      />
    ),
    window: <WindowPart window={asked.window} onChange={(window) => onChange({ window })} />,
    by: <ByPart asked={asked} catalogue={catalogue} onChange={onChange} />,
  });
}

/** Whom the question counts, and what leads away from the steps. */
export const Tools = ({ asked, search, catalogue, onChange }: QuestionProps) => (
  <FrameRefine search={search} onChange={onChange}>
    <Exclusions asked={asked} catalogue={catalogue} onChange={onChange} />
  </FrameRefine>
);

const usualWindow: Length = { amount: 14, of: 'day' };

function WindowPart({
  window = usualWindow,
  onChange,
}: {
  window: Length | undefined;
  onChange: (window: Length) => void;
}) {
  const words = useWords();
  return (
    <SentencePanel label={words.t('funnels.part.window')} reads={lengthSaid(window, words)}>
      {(close) => (
        <LengthForm
          length={window}
          onChange={(next) => {
            onChange(next);
            close();
          }}
        />
      )}
    </SentencePanel>
  );
}

const units = ['minute', 'hour', 'day'] as const;

/** An amount of minutes, hours or days. */
export function LengthForm({ length, onChange }: { length: Length; onChange: (length: Length) => void }) {
  const { t } = useWords();
  const [draft, setDraft] = useState(length);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChange(draft);
      }}
    >
      <Stack gap="sm">
        <Group grow gap="sm" align="end">
          <NumberInput
            label={t('funnels.length_amount')}
            min={1}
            max={100_000}
            allowDecimal={false}
            value={draft.amount}
            onChange={(amount) => typeof amount === 'number' && setDraft({ ...draft, amount })}
          />
          <Select
            aria-label={t('funnels.length_unit')}
            allowDeselect={false}
            value={draft.of}
            data={units.map((of) => ({ value: of, label: t(`funnels.unit.${of}`) }))}
            comboboxProps={{ withinPortal: false }}
            onChange={(next) => setDraft({ ...draft, of: units.find((of) => of === next) ?? draft.of })}
          />
        </Group>
        <Button type="submit">{t('ask.where_apply')}</Button>
      </Stack>
    </form>
  );
}

function ByPart({ asked, catalogue, onChange }: Pick<QuestionProps, 'asked' | 'catalogue' | 'onChange'>) {
  const words = useWords();
  const { t } = words;
  const unit = useUnit(asked);
  const { breakdown, steps } = asked;
  const choices = [
    { value: 'none', reads: t('ask.by.none') },
    ...catalogue.traits.map((name) => ({
      value: `trait:${name}`,
      reads: t('ask.by.trait', { name }),
      name,
      hint: t('ask.by.trait_hint'),
    })),
    ...catalogue
      .propertiesOf(steps[0] === undefined ? null : (eventOf(steps[0])?.event ?? null))
      .map((name) => ({
        value: `property:${name}`,
        reads: t('funnels.by_property', { name }),
        name,
        hint: t('funnels.by_property_hint'),
      })),
    ...byKept(words, catalogue, unit),
  ];
  return (
    <SentenceChoice
      label={t('funnels.part.by')}
      value={breakdown ? `${breakdown.by}:${breakdown.name}` : 'none'}
      choices={choices}
      onChoose={(next) => {
        const at = next.indexOf(':');
        onChange({
          series: undefined,
          breakdown:
            at < 0
              ? undefined
              : { by: next.startsWith('trait') ? 'trait' : 'property', name: next.slice(at + 1) },
        });
      }}
    />
  );
}
