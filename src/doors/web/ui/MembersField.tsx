import { MultiSelect } from '@mantine/core';
import { useWords } from '../words/index.ts';
import type { Named } from './catalogue.ts';

/** In, or not in, a list or a segment. */
export interface Membership {
  readonly id: string;
  readonly inside: boolean;
}

const keyOf = ({ id, inside }: Membership) => `${inside ? 'in' : 'out'}:${id}`;

/** Lists or segments that those who are counted are in, or not in. Those of the other unit are shown, and cannot be taken. */
export function MembersField({ label, named, unit, chosen, onChange }: MembersFieldProps) {
  const { t } = useWords();
  if (named.length === 0) return null;
  const entries = (inside: boolean) =>
    named.map((one) => {
      const name = inside ? one.name : t('ask.outside', { name: one.name });
      return {
        value: keyOf({ id: one.id, inside }),
        label: one.unit === unit ? name : t(`ask.other_unit.${one.unit}`, { name }),
        disabled: one.unit !== unit,
      };
    });
  const memberships = named.flatMap(({ id }) => [
    { id, inside: true },
    { id, inside: false },
  ]);
  const wrong = named.filter((one) => one.unit !== unit && chosen.some(({ id }) => id === one.id));
  return (
    <MultiSelect
      size="xs"
      label={label}
      searchable
      hidePickedOptions
      data={[
        { group: t('ask.members_in'), items: entries(true) },
        { group: t('ask.members_out'), items: entries(false) },
      ]}
      value={chosen.map(keyOf)}
      error={wrong[0] && t(`ask.wrong_unit.${wrong[0].unit}`, { name: wrong[0].name })}
      onChange={(values) => onChange(memberships.filter((one) => values.includes(keyOf(one))))}
      comboboxProps={{ withinPortal: false }}
    />
  );
}

interface MembersFieldProps {
  readonly label: string;
  readonly named: readonly Named[];
  /** Who is counted. */
  readonly unit: 'customer' | 'account';
  readonly chosen: readonly Membership[];
  readonly onChange: (chosen: Membership[]) => void;
}
