import { ActionIcon, Group, NumberInput, SegmentedControl, Stack } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { Fragment } from 'react';
import { SentencePanel } from '../../ui/SentencePanel.tsx';
import { SentencePart } from '../../ui/SentencePart.tsx';
import { useWords } from '../../words/index.ts';
import { InsidePart } from './LeafParts.tsx';
import { MatchParts } from './MatchParts.tsx';
import type { LeafProps } from './props.ts';
import styles from './Rule.module.css';
import type { Of } from './rule.ts';
import { WindowPart } from './WindowPart.tsx';

const mostSteps = 5;

/** One thing after another, within some time. */
export function SequenceLine({ condition, catalogue, onChange }: LeafProps<Of<'sequence'>>) {
  const { t } = useWords();
  const { steps, inside, window } = condition;
  return (
    <>
      <InsidePart
        kind="sequence"
        inside={inside}
        onChange={(next) => onChange({ ...condition, inside: next })}
      />{' '}
      {steps.map((step, at) => (
        <Fragment key={at}>
          {at > 0 && `${t('segments.then')} `}
          <MatchParts
            label={t('segments.part.step', { place: at + 1 })}
            match={step}
            catalogue={catalogue}
            onChange={(match) => onChange({ ...condition, steps: steps.with(at, match) })}
          />
          {steps.length > 2 && (
            <ActionIcon
              size="xs"
              className={styles.within ?? ''}
              aria-label={t('segments.step_remove', { place: at + 1 })}
              onClick={() => onChange({ ...condition, steps: steps.filter((_, place) => place !== at) })}
            >
              <IconX size={12} />
            </ActionIcon>
          )}{' '}
        </Fragment>
      ))}
      {steps.length < mostSteps && (
        <SentencePart
          label={t('segments.part.sequence')}
          reads={t('segments.step_add')}
          quiet
          onClick={() => onChange({ ...condition, steps: [...steps, { event: null, where: [] }] })}
        />
      )}{' '}
      <WithinPart condition={condition} onChange={onChange} />{' '}
      <WindowPart
        window={window}
        lastDay={catalogue.span.last}
        onChange={(next) => onChange({ ...condition, window: next })}
      />
    </>
  );
}

/** How long the whole may take. */
function WithinPart({ condition, onChange }: Pick<LeafProps<Of<'sequence'>>, 'condition' | 'onChange'>) {
  const { t } = useWords();
  const { within } = condition;
  return (
    <SentencePanel
      label={t('segments.part.within')}
      reads={t(`segments.within.${within.unit}`, { amount: within.amount })}
    >
      {() => (
        <Stack gap="sm">
          <Group grow gap="sm">
            <NumberInput
              aria-label={t('segments.part.within')}
              min={1}
              max={3650}
              clampBehavior="strict"
              allowDecimal={false}
              value={within.amount}
              onChange={(amount) =>
                typeof amount === 'number' &&
                amount >= 1 &&
                onChange({ ...condition, within: { ...within, amount } })
              }
            />
            <SegmentedControl
              aria-label={t('segments.part.within')}
              value={within.unit}
              data={[
                { value: 'hours', label: t('segments.hours') },
                { value: 'days', label: t('segments.days') },
              ]}
              onChange={(unit) =>
                onChange({ ...condition, within: { ...within, unit: unit === 'hours' ? 'hours' : 'days' } })
              }
            />
          </Group>
        </Stack>
      )}
    </SentencePanel>
  );
}
