import { Button, MultiSelect, Stack } from '@mantine/core';
import { useState } from 'react';
import { eventWords } from '../words/events.ts';
import { useFigures, useWords } from '../words/index.ts';
import type { Catalogue } from './catalogue.ts';
import { type Match, whereSaid } from './conditions.ts';
import { SentencePanel } from './SentencePanel.tsx';

/** Several events of which any one is enough, as a part of the sentence. Those that stay keep their conditions. */
export function MatchesPart({ label, matches, none, catalogue, besides, onChange }: MatchesPartProps) {
  const words = useWords();
  const figures = useFigures();
  const reads = matches.map(({ event, where = [] }) => {
    const said = words.t('shell.quoted', { name: eventWords(words, event, 'name') });
    return where.length === 0
      ? said
      : words.t('ask.event_condition', {
          event: said,
          conditions: whereSaid(where, words, figures),
        });
  });
  const more = besides?.chosen.flatMap((key) => besides.choices.find((one) => one.key === key)?.reads ?? []);
  const all = [...reads, ...(more ?? [])];
  return (
    <SentencePanel label={label} reads={all.length === 0 ? (none ?? '…') : figures.either(all)} width={360}>
      {(close) => (
        <MatchesForm
          label={label}
          matches={matches}
          none={none}
          catalogue={catalogue}
          besides={besides}
          onChange={(next, others) => {
            onChange(next, others);
            close();
          }}
        />
      )}
    </SentencePanel>
  );
}

export interface MatchesPartProps {
  readonly label: string;
  readonly matches: readonly Match[];
  /** How it reads without any event; absent where one is needed. */
  readonly none?: string | undefined;
  readonly catalogue: Catalogue;
  /** What may be chosen besides events, by keys that no event's name equals. */
  readonly besides?:
    | {
        readonly choices: readonly { readonly key: string; readonly name: string; readonly reads: string }[];
        readonly chosen: readonly string[];
      }
    | undefined;
  readonly onChange: (matches: Match[], besides: string[]) => void;
}

/** Before the keys of what is no event: no name begins so. */
const other = '\u0000';

function MatchesForm({ label, matches, none, catalogue, besides, onChange }: MatchesPartProps) {
  const words = useWords();
  const [chosen, setChosen] = useState(() => [
    ...(besides?.chosen ?? []).map((key) => `${other}${key}`),
    ...matches.flatMap(({ event }) => event ?? []),
  ]);
  const isOther = (one: string) => one.startsWith(other);
  const events = chosen.filter((one) => !isOther(one));
  const known = new Set([...catalogue.events.map(({ event }) => event), ...events]);
  const kept = (event: string): Match => matches.find((one) => one.event === event) ?? { event };
  return (
    <Stack gap="sm">
      <MultiSelect
        label={label}
        data={[
          ...(besides?.choices ?? []).map(({ key, name }) => ({ value: `${other}${key}`, label: name })),
          ...[...known].map((event) => ({ value: event, label: eventWords(words, event, 'name') })),
        ]}
        value={chosen}
        onChange={setChosen}
        maxValues={10}
        searchable
        hidePickedOptions
        comboboxProps={{ withinPortal: false }}
      />
      <Button
        disabled={chosen.length === 0 && none === undefined}
        onClick={() =>
          onChange(
            events.map(kept),
            chosen.filter(isOther).map((one) => one.slice(other.length)),
          )
        }
      >
        {words.t('ask.where_apply')}
      </Button>
    </Stack>
  );
}
