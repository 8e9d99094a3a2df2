import { Button, MultiSelect, Stack } from '@mantine/core';
import { useState } from 'react';
import { eventWords } from '../words/events.ts';
import { useFigures, useWords } from '../words/index.ts';
import type { Catalogue } from './catalogue.ts';
import { type Match, whereSaid } from './conditions.ts';
import { SentencePanel } from './SentencePanel.tsx';

/** Several events of which any one is enough, as a part of the sentence. Those that stay keep their conditions. */
export function MatchesPart({ label, matches, none, catalogue, onChange }: MatchesPartProps) {
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
  return (
    <SentencePanel
      label={label}
      reads={reads.length === 0 ? (none ?? '…') : figures.either(reads)}
      width={360}
    >
      {(close) => (
        <MatchesForm
          label={label}
          matches={matches}
          none={none}
          catalogue={catalogue}
          onChange={(next) => {
            onChange(next);
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
  readonly onChange: (matches: Match[]) => void;
}

function MatchesForm({ label, matches, none, catalogue, onChange }: MatchesPartProps) {
  const words = useWords();
  const [chosen, setChosen] = useState(() => matches.flatMap(({ event }) => event ?? []));
  const known = new Set([...catalogue.events.map(({ event }) => event), ...chosen]);
  const kept = (event: string): Match => matches.find((one) => one.event === event) ?? { event };
  return (
    <Stack gap="sm">
      <MultiSelect
        label={label}
        data={[...known].map((event) => ({ value: event, label: eventWords(words, event, 'name') }))}
        value={chosen}
        onChange={setChosen}
        maxValues={10}
        searchable
        hidePickedOptions
        comboboxProps={{ withinPortal: false }}
      />
      <Button disabled={chosen.length === 0 && none === undefined} onClick={() => onChange(chosen.map(kept))}>
        {words.t('ask.where_apply')}
      </Button>
    </Stack>
  );
}
