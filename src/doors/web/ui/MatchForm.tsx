import { Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { eventWords } from '../words/events.ts';
import { useFigures, useWords } from '../words/index.ts';
import { type Condition, Conditions, isWhole } from './Conditions.tsx';
import type { Catalogue } from './catalogue.ts';
import { conditionsOfWhere, type Match, whereOfConditions } from './conditions.ts';
import { anyEvent } from './EventPart.tsx';

/** Which events are meant: a name, or any, and conditions on its properties. */
export function MatchForm({ label, match, any = false, catalogue, error, onChange }: MatchFormProps) {
  const words = useWords();
  const figures = useFigures();
  // Conditions being written live here until they are whole; the match holds the whole ones.
  const [written, setWritten] = useState(() => conditionsOfWhere(match.where));
  const change = (event: string | null, conditions: readonly Condition[]) => {
    setWritten([...conditions]);
    const where = whereOfConditions(conditions.filter(isWhole));
    onChange({ event, ...(where.length === 0 ? {} : { where }) });
  };
  const names = [...(any ? [null] : []), ...namesOf(catalogue, match.event)];
  return (
    <Stack gap="xs">
      <Select
        label={label}
        searchable
        allowDeselect={false}
        data={names.map((name) => ({ value: name ?? anyEvent, label: eventWords(words, name, 'name') }))}
        renderOption={({ option }) => (
          <span>
            {option.label} <small>{countSaid(catalogue, option.value, figures.count)}</small>
          </span>
        )}
        value={match.event ?? (any ? anyEvent : null)}
        error={error}
        comboboxProps={{ withinPortal: false }}
        onChange={(next) => next !== null && change(next === anyEvent ? null : next, [])}
      />
      <Conditions
        label={words.t('ask.where_property')}
        names={catalogue.propertiesOf(match.event)}
        of={{ kind: 'property', event: match.event }}
        conditions={written}
        onChange={(next) => change(match.event, next)}
      />
    </Stack>
  );
}

export interface MatchFormProps {
  readonly label: string;
  readonly match: Match;
  /** Whether « any event » may be chosen. */
  readonly any?: boolean;
  readonly catalogue: Catalogue;
  /** What is wrong with it, in words. */
  readonly error?: string | undefined;
  readonly onChange: (match: Match) => void;
}

/** Known events, and the one asked about even where it is not known. */
const namesOf = ({ events }: Catalogue, asked: string | null): string[] => [
  ...new Set([...events.map(({ event }) => event), ...(asked === null ? [] : [asked])]),
];

const countSaid = ({ events }: Catalogue, name: string, said: (count: number) => string) => {
  const count = events.find(({ event }) => event === name)?.count;
  return count === undefined ? '' : said(count);
};
