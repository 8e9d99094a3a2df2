import { SegmentedControl } from '@mantine/core';
import type { Goal } from '#src/customers/goals/index.ts';
import { useWords } from '../../words/index.ts';

interface UnitChoiceProps {
  readonly unit: Goal['unit'];
  readonly onChange: (unit: Goal['unit']) => void;
}

/** Whether goals of people or of accounts are meant. */
export function UnitChoice({ unit, onChange }: UnitChoiceProps) {
  const { t } = useWords();
  return (
    <SegmentedControl
      fullWidth
      aria-label={t('goals.unit')}
      value={unit}
      data={[
        { value: 'customer', label: t('goals.unit.customer') },
        { value: 'account', label: t('goals.unit.account') },
      ]}
      onChange={(next) => onChange(next === 'account' ? 'account' : 'customer')}
    />
  );
}
