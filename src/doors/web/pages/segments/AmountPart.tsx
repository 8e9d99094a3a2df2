import { Group, NumberInput, SegmentedControl, Select, Stack } from '@mantine/core';
import { SentencePanel } from '../../ui/SentencePanel.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import type { Of } from './rule.ts';
import { type Amount, amountSaid } from './saying.ts';

const times = ['at_least', 'exactly', 'at_most'] as const;
const quantities = ['at_least', 'less'] as const;

/** How often, or how much in all, as a part of the sentence. */
export function AmountPart({ condition, properties, onChange }: AmountPartProps) {
  const words = useWords();
  const figures = useFigures();
  const { t } = words;
  const { amount } = condition;
  return (
    <SentencePanel label={t('segments.part.amount')} reads={amountSaid(condition, words, figures)}>
      {() => (
        <Stack gap="sm">
          <SegmentedControl
            fullWidth
            aria-label={t('segments.part.amount')}
            value={amount.kind}
            data={[
              { value: 'times', label: t('segments.amount.times') },
              {
                value: 'quantity',
                label: t('segments.amount.quantity'),
                disabled: properties.length === 0 && amount.kind === 'times',
              },
            ]}
            onChange={(kind) =>
              onChange(
                kind === 'times'
                  ? { kind, how: 'at_least', times: 1 }
                  : { kind: 'quantity', how: 'at_least', property: properties[0] ?? '', quantity: 1 },
              )
            }
          />
          {amount.kind === 'times' ? (
            <Times amount={amount} onChange={onChange} />
          ) : (
            <Quantity amount={amount} properties={properties} onChange={onChange} />
          )}
        </Stack>
      )}
    </SentencePanel>
  );
}

interface AmountPartProps {
  readonly condition: Of<'did'>;
  /** Properties that its event bears. */
  readonly properties: readonly string[];
  readonly onChange: (amount: Amount) => void;
}

interface AmountOf<Kind extends Amount['kind']> {
  readonly amount: Extract<Amount, { kind: Kind }>;
  readonly onChange: (amount: Amount) => void;
}

function Times({ amount, onChange }: AmountOf<'times'>) {
  const { t } = useWords();
  return (
    <Group grow gap="sm" align="end">
      <Select
        aria-label={t('segments.part.amount')}
        allowDeselect={false}
        data={times.map((value) => ({ value, label: t(`segments.how.${value}`) }))}
        value={amount.how}
        comboboxProps={{ withinPortal: false }}
        onChange={(next) => onChange({ ...amount, how: times.find((one) => one === next) ?? amount.how })}
      />
      <NumberInput
        aria-label={t('segments.amount.times')}
        min={0}
        max={100_000}
        clampBehavior="strict"
        allowDecimal={false}
        value={amount.times}
        onChange={(next) => typeof next === 'number' && onChange({ ...amount, times: next })}
      />
    </Group>
  );
}

function Quantity({
  amount,
  properties,
  onChange,
}: AmountOf<'quantity'> & Pick<AmountPartProps, 'properties'>) {
  const { t } = useWords();
  return (
    <>
      <Select
        label={t('ask.refine_property')}
        allowDeselect={false}
        searchable
        data={[...new Set([...properties, amount.property])]}
        value={amount.property}
        comboboxProps={{ withinPortal: false }}
        onChange={(property) => property && onChange({ ...amount, property })}
      />
      <Group grow gap="sm" align="end">
        <Select
          aria-label={t('segments.part.amount')}
          allowDeselect={false}
          data={quantities.map((value) => ({ value, label: t(`segments.how.${value}`) }))}
          value={amount.how}
          comboboxProps={{ withinPortal: false }}
          onChange={(next) =>
            onChange({ ...amount, how: quantities.find((one) => one === next) ?? amount.how })
          }
        />
        <NumberInput
          aria-label={t('segments.amount.quantity')}
          value={amount.quantity}
          onChange={(next) => typeof next === 'number' && onChange({ ...amount, quantity: next })}
        />
      </Group>
    </>
  );
}
