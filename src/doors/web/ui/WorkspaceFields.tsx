import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useWords } from '../words/index.ts';

/** What every workspace is told when it is made, and may be told anew. */
interface Basics {
  name: string;
  timezone: string;
  weekStart: 'monday' | 'sunday';
  /** ISO 4217. */
  currency: string;
}

/** Name, calendar and money of a workspace, as the fields of a form. */
export function WorkspaceFields<Values extends Basics>({ form }: { form: UseFormReturnType<Values> }) {
  const { t } = useWords();
  return (
    <>
      <TextInput label={t('shell.workspace_name')} required maxLength={80} {...form.getInputProps('name')} />
      <Select
        label={t('shell.timezone')}
        data={Intl.supportedValuesOf('timeZone')}
        searchable
        allowDeselect={false}
        {...form.getInputProps('timezone')}
      />
      <Select
        label={t('shell.week_start')}
        allowDeselect={false}
        data={[
          { value: 'monday', label: t('shell.monday') },
          { value: 'sunday', label: t('shell.sunday') },
        ]}
        {...form.getInputProps('weekStart')}
      />
      <Select
        label={t('shell.currency')}
        data={currencies}
        searchable
        allowDeselect={false}
        {...form.getInputProps('currency')}
      />
    </>
  );
}

const frequent = ['EUR', 'USD', 'GBP', 'CHF', 'CAD', 'MAD', 'TND', 'XOF', 'JPY', 'SEK', 'NOK', 'DKK', 'PLN'];

/** Those that are asked for most, then all others by their letters. */
const currencies = [...new Set([...frequent, ...Intl.supportedValuesOf('currency')])];
