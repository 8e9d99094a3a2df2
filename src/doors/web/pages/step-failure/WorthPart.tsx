import { Select } from '@mantine/core';
import type { RankingAskInput } from '#src/insights/step-failure/index.ts';
import { amountKey, amountsOf } from '../../ui/amounts.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { useWords } from '../../words/index.ts';

type Worth = NonNullable<RankingAskInput['worth']>;

/** What a person is worth: nothing said, a year of contracts, or the sum of an amount on events. */
export function WorthPart({
  worth,
  catalogue,
  onChange,
}: {
  worth: Worth | null | undefined;
  catalogue: Catalogue;
  onChange: (worth: Worth | undefined) => void;
}) {
  const { t } = useWords();
  const amounts = amountsOf(catalogue);
  const chosen = worth?.by === 'property' ? `${worth.match.event}/${worth.property}` : (worth?.by ?? 'none');
  return (
    <Select
      label={t('steps.worth')}
      allowDeselect={false}
      value={chosen}
      comboboxProps={{ withinPortal: false }}
      data={[
        { value: 'none', label: t('steps.worth_none') },
        { value: 'contract', label: t('steps.worth_contract') },
        ...amounts.map((amount) => ({
          value: amountKey(amount),
          label: t('steps.worth_property', { ...amount }),
        })),
      ]}
      onChange={(next) => {
        if (next === 'contract') return onChange({ by: 'contract' });
        const found = amounts.find((amount) => amountKey(amount) === next);
        onChange(found && { by: 'property', match: { event: found.event }, property: found.property });
      }}
    />
  );
}
