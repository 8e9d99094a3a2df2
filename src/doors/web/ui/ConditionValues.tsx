import { type ComboboxLikeRenderOptionInput, TagsInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../ask.ts';
import { useSeat } from '../seat.ts';
import { useFigures, useWords } from '../words/index.ts';
import styles from './Conditions.module.css';

/** Where values are known from: a trait of customers or accounts, or a property of an event (of any for null). */
export type ValuesOf =
  | { readonly kind: 'trait'; readonly unit: 'customer' | 'account' }
  | { readonly kind: 'property'; readonly event: string | null };

/** The values of a condition; those that occur most are suggested as one types, others may be typed too. */
export function ConditionValues({ of, name, values, single, onChange }: ConditionValuesProps) {
  const { t } = useWords();
  const figures = useFigures();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const known = useKnown(of, name, typed, open);
  const counts = new Map(known.map(({ value, count }) => [value, count]));
  const option = ({ option: { value } }: ComboboxLikeRenderOptionInput<{ value: string }>) => (
    <span className={styles.option}>
      <span className={styles.value}>{value}</span>
      <span className={styles.count}>{figures.count(counts.get(value) ?? 0)}</span>
    </span>
  );
  return (
    <TagsInput
      size="xs"
      className={styles.values}
      aria-label={t('ask.where_values')}
      placeholder={values.length === 0 ? t('ask.where_values') : ''}
      data={known.map(({ value }) => value)}
      // The server has searched already: a value it found by its accents must not be left out here.
      filter={({ options }) => options}
      renderOption={option}
      value={[...values]}
      {...(single ? { maxTags: 1 } : {})}
      searchValue={typed}
      onSearchChange={setTyped}
      onDropdownOpen={() => setOpen(true)}
      onChange={onChange}
      comboboxProps={{ withinPortal: false }}
      maxDropdownHeight={220}
      acceptValueOnBlur
    />
  );
}

interface ConditionValuesProps {
  readonly of: ValuesOf;
  readonly name: string;
  readonly values: readonly string[];
  readonly single: boolean;
  readonly onChange: (values: string[]) => void;
}

const most = 50;

/** The most frequent values that hold what is typed; asked once the field is used. */
function useKnown(of: ValuesOf, name: string, typed: string, open: boolean) {
  const { slug } = useSeat();
  const [search] = useDebouncedValue(typed.trim(), 200);
  const asked = { ...(search === '' ? {} : { search }), limit: most };
  const found = useQuery({
    queryKey: [slug, 'values', of, name, search],
    enabled: open && name.trim() !== '',
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      if (of.kind === 'trait') {
        const { values } = await ask(slug, 'traits.values', { trait: name, unit: of.unit, ...asked }, signal);
        return values.map(({ value, people }) => ({ value, count: people }));
      }
      const property = { event: of.event, property: name, ...asked };
      const { values } = await ask(slug, 'events.property-values', property, signal);
      return values.map(({ value, events }) => ({ value, count: events }));
    },
  });
  return found.data ?? [];
}
