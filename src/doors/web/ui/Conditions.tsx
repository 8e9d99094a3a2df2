import { ActionIcon, Autocomplete, Button, Select, Stack } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Comparator } from '#src/customers/filters/index.ts';
import { useWords } from '../words/index.ts';
import styles from './Conditions.module.css';
import { ConditionValues, type ValuesOf } from './ConditionValues.tsx';
import { comparators } from './comparators.ts';

/** A test of one named value: a trait of a person or a property of an event. */
export interface Condition {
  readonly name: string;
  readonly how: Comparator;
  readonly values: readonly string[];
}

const withoutValue: readonly Comparator[] = ['set', 'not_set'];
const single: readonly Comparator[] = ['greater', 'at_least', 'less', 'at_most'];

/** True once the condition can be asked. */
export const isWhole = ({ name, how, values }: Condition): boolean =>
  name.trim() !== '' && (withoutValue.includes(how) || values.length > 0);

/** A list of conditions that all hold, to be edited. */
export function Conditions({ label, names, of, conditions, onChange }: ConditionsProps) {
  const { t } = useWords();
  return (
    <Stack gap="xs">
      {conditions.map((condition, at) => (
        <ConditionFields
          key={at}
          label={label}
          names={names}
          of={of}
          condition={condition}
          onChange={(next) => onChange(conditions.with(at, next))}
        >
          <ActionIcon
            size="sm"
            aria-label={t('ask.where_remove')}
            onClick={() => onChange(conditions.filter((_, place) => place !== at))}
          >
            <IconX size={14} />
          </ActionIcon>
        </ConditionFields>
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        className={styles.add}
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange([...conditions, { name: '', how: 'is', values: [] }])}
      >
        {t('ask.where_add')}
      </Button>
    </Stack>
  );
}

export interface ConditionsProps {
  /** What a name is: a property, a trait. */
  readonly label: string;
  readonly names: readonly string[];
  /** Whose values are suggested. */
  readonly of: ValuesOf;
  readonly conditions: readonly Condition[];
  readonly onChange: (conditions: readonly Condition[]) => void;
}

/** The fields of one condition: a name, how it is compared, values. */
export function ConditionFields({ label, names, of, condition, onChange, children }: ConditionFieldsProps) {
  const { t } = useWords();
  const put = (change: Partial<Condition>) => onChange({ ...condition, ...change });
  return (
    <div className={styles.row}>
      <Autocomplete
        size="xs"
        aria-label={label}
        placeholder={label}
        data={[...names]}
        value={condition.name}
        onChange={(name) => put({ name })}
        comboboxProps={{ withinPortal: false }}
      />
      <Select
        size="xs"
        aria-label={t('ask.where_how')}
        data={comparators.map((how) => ({ value: how, label: t(`ask.how.${how}`) }))}
        value={condition.how}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        onChange={(how) => {
          const next = comparators.find((one) => one === how);
          if (next) put({ how: next, ...(withoutValue.includes(next) ? { values: [] } : {}) });
        }}
      />
      {!withoutValue.includes(condition.how) && (
        <ConditionValues
          of={of}
          name={condition.name}
          values={condition.values}
          single={single.includes(condition.how)}
          onChange={(values) => put({ values })}
        />
      )}
      {children}
    </div>
  );
}

interface ConditionFieldsProps extends Pick<ConditionsProps, 'label' | 'names' | 'of'> {
  readonly condition: Condition;
  readonly onChange: (condition: Condition) => void;
  /** What can be done with it. */
  readonly children?: ReactNode;
}
