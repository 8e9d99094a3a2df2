import { Group, TextInput } from '@mantine/core';
import { useWords } from '../words/index.ts';

interface DateFieldsProps {
  readonly from: string;
  readonly to: string;
  readonly onFrom: (from: string) => void;
  readonly onTo: (to: string) => void;
  /** False where the form around them can be sent without. */
  readonly required?: boolean;
}

/** The first and the last day of a range. */
export function DateFields({ from, to, onFrom, onTo, required = true }: DateFieldsProps) {
  const { t } = useWords();
  return (
    <Group grow gap="sm">
      <TextInput
        type="date"
        label={t('ask.range.from')}
        value={from}
        max={to}
        required={required}
        onChange={(event) => onFrom(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t('ask.range.to')}
        value={to}
        min={from}
        required={required}
        onChange={(event) => onTo(event.currentTarget.value)}
      />
    </Group>
  );
}
