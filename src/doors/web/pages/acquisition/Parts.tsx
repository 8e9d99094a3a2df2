import { NumberInput, Select, Stack } from '@mantine/core';
import type { TableAskInput } from '#src/insights/acquisition/index.ts';
import { amountKey, amountsOf } from '../../ui/amounts.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { anyEvent } from '../../ui/EventPart.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { eventWords } from '../../words/events.ts';
import { useWords } from '../../words/index.ts';
import { daysOfStay, type NamingAsked } from './search.ts';

interface NamingPartProps {
  readonly dimension: 'campaign' | 'channel';
  readonly naming: NamingAsked | undefined;
  /** Whether it may be left out. */
  readonly optional: boolean;
  readonly start: string | null;
  readonly catalogue: Catalogue;
  readonly onChange: (naming: NamingAsked | undefined) => void;
}

const keyOf = (naming: NamingAsked | undefined): string =>
  naming === undefined ? 'none' : `${naming.by}:${naming.name}`;

/** What names the campaign, or the channel, of a customer. */
export function NamingPart({ dimension, naming, optional, start, catalogue, onChange }: NamingPartProps) {
  const { t } = useWords();
  const on = (by: NamingAsked['by'], names: readonly string[]) =>
    names.map((name) => ({
      value: `${by}:${name}`,
      reads: t(`acquisition.naming.${by}`, { name }),
      name,
      hint: t(`acquisition.naming.${by}_hint`),
    }));
  const choices = [
    ...(optional ? [{ value: 'none', reads: t(`acquisition.naming.none_${dimension}`) }] : []),
    ...on('trait', catalogue.traits),
    ...on('start_property', catalogue.propertiesOf(start)),
    ...on('first_property', catalogue.propertiesOf(null)),
  ];
  return (
    <SentenceChoice
      label={t(`acquisition.part.${dimension}`)}
      value={keyOf(naming)}
      choices={choices}
      onChoose={(next) => {
        const at = next.indexOf(':');
        const [by, name] = [next.slice(0, at), next.slice(at + 1)];
        if (by === 'trait' || by === 'start_property' || by === 'first_property') onChange({ by, name });
        else onChange(undefined);
      }}
    />
  );
}

const spans = [
  [7, 14],
  [15, 30],
  [30, 60],
  [60, 90],
  [150, 180],
] as const;

interface DaysPartProps {
  readonly from: number;
  readonly to: number;
  readonly onChange: (days: { from: number; to: number }) => void;
}

/** On which days after the start somebody must be there to have stayed. */
export function DaysPart({ from, to, onChange }: DaysPartProps) {
  const { t } = useWords();
  const own = `${from}-${to}`;
  const all = spans.some(([first, last]) => `${first}-${last}` === own)
    ? spans
    : [[from, to] as const, ...spans];
  return (
    <SentenceChoice
      label={t('acquisition.part.days')}
      value={own}
      choices={all.map(([first, last]) => ({
        value: `${first}-${last}`,
        reads: t('acquisition.days', { from: first, to: last }),
      }))}
      onChoose={(next) => {
        const [first = 60, last = 90] = next.split('-').map(Number);
        onChange({ from: first, to: last });
      }}
    />
  );
}

interface RefineProps {
  readonly asked: TableAskInput;
  readonly catalogue: Catalogue;
  readonly onChange: (part: Pick<TableAskInput, 'value' | 'mismatch'>) => void;
}

const silence = '–';

/** What a customer is worth, and what counts as having left again. */
export function AcquisitionRefine({ asked, catalogue, onChange }: RefineProps) {
  const words = useWords();
  const { t } = words;
  const amounts = amountsOf(catalogue);
  const { value, mismatch } = asked;
  const days = mismatch?.days ?? 30;
  const event = mismatch?.match == null ? silence : (mismatch.match.event ?? anyEvent);
  return (
    <Stack gap="sm">
      <Select
        label={t('acquisition.worth')}
        allowDeselect={false}
        value={value == null ? 'none' : `${value.match.event}/${value.property}`}
        comboboxProps={{ withinPortal: false }}
        data={[
          { value: 'none', label: t('acquisition.worth_none') },
          ...amounts.map((amount) => ({
            value: amountKey(amount),
            label: t('steps.worth_property', { ...amount }),
          })),
        ]}
        onChange={(next) => {
          const found = amounts.find((amount) => amountKey(amount) === next);
          onChange({
            value: found ? { match: { event: found.event }, property: found.property } : undefined,
          });
        }}
      />
      <Select
        label={t('acquisition.left_by')}
        allowDeselect={false}
        searchable
        value={event}
        comboboxProps={{ withinPortal: false }}
        data={[
          { value: silence, label: t('acquisition.left_silence') },
          ...catalogue.events.map((one) => ({
            value: one.event,
            label: eventWords(words, one.event, 'name'),
          })),
        ]}
        onChange={(next) =>
          next !== null && onChange({ mismatch: { days, match: next === silence ? null : { event: next } } })
        }
      />
      <NumberInput
        label={t('acquisition.left_days')}
        min={1}
        max={mismatch?.match == null ? daysOfStay(asked).to : 3660}
        value={days}
        onChange={(next) =>
          typeof next === 'number' &&
          next >= 1 &&
          onChange({ mismatch: { days: next, match: mismatch?.match ?? null } })
        }
      />
    </Stack>
  );
}
