import { ActionIcon, Button, Fieldset, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { decimalsOf } from '#src/basics/currency.ts';
import { useSeat } from '../../seat.ts';
import { unitsOf } from '../../ui/cents.ts';
import { useWords } from '../../words/index.ts';
import { decimalsTyped, minorOf, type Terms } from './terms.ts';

type Price = Terms['prices'][number];

const periods: readonly Price['period'][] = ['day', 'week', 'month', 'quarter', 'semester', 'year'];

/** What the offer costs, each price by itself. */
export function Prices({
  prices,
  onChange,
}: {
  prices: readonly Price[];
  onChange: (prices: Price[]) => void;
}) {
  const { t, language } = useWords();
  const decimals = decimalsTyped(language);
  const { currency } = useSeat();
  const put = (at: number, part: Partial<Price>) =>
    onChange(prices.map((price, i) => (i === at ? { ...price, ...part } : price)));
  return (
    <Fieldset variant="unstyled" legend={t('offers.prices')}>
      <Stack gap="xs" align="start">
        {prices.map((price, at) => (
          <Group key={at} gap="xs" align="end" wrap="nowrap">
            <NumberInput
              aria-label={t('offers.price')}
              min={0}
              {...decimals}
              decimalScale={decimalsOf(price.currency)}
              value={unitsOf(Number(price.amount), price.currency)}
              onChange={(units) =>
                typeof units === 'number' && put(at, { amount: minorOf(units, price.currency) })
              }
            />
            <TextInput
              aria-label={t('field.currency')}
              miw={76}
              w={76}
              maxLength={3}
              value={price.currency}
              onChange={(event) => put(at, { currency: event.currentTarget.value.toUpperCase() })}
            />
            <Select
              aria-label={t('field.period')}
              allowDeselect={false}
              data={periods.map((one) => ({ value: one, label: t('offers.per', { period: one }) }))}
              value={price.period}
              comboboxProps={{ withinPortal: false }}
              onChange={(next) => put(at, { period: periods.find((one) => one === next) ?? price.period })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('offers.remove')}
              onClick={() => onChange(prices.filter((_, i) => i !== at))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Button
          size="xs"
          variant="default"
          onClick={() => onChange([...prices, { amount: '0', currency, period: 'month', seats: null }])}
        >
          {t('offers.add_price')}
        </Button>
      </Stack>
    </Fieldset>
  );
}
