import { Button, SegmentedControl, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { question } from '../ask.ts';
import { useSeat } from '../seat.ts';
import { useFigures, useWords } from '../words/index.ts';
import { type Active, activeReads } from './active.ts';
import type { Catalogue } from './catalogue.ts';
import { TextLink } from './links.tsx';
import { MatchForm } from './MatchForm.tsx';
import { SentencePanel } from './SentencePanel.tsx';

/** What « active » means, as a part of the sentence: anything, an event, or what the workspace has settled. */
export function ActivePart({ active = { by: 'any' }, catalogue, onChange }: ActivePartProps) {
  const words = useWords();
  const figures = useFigures();
  const definitions = useDefinitions();
  return (
    <SentencePanel
      label={words.t('active.part')}
      reads={activeReads(active, definitions, words, figures)}
      width={380}
    >
      {(close) => (
        <ActiveForm
          active={active}
          catalogue={catalogue}
          onChange={(next) => {
            onChange(next.by === 'any' ? undefined : next);
            close();
          }}
        />
      )}
    </SentencePanel>
  );
}

export interface ActivePartProps {
  /** Any event where absent. */
  readonly active: Active | undefined;
  readonly catalogue: Catalogue;
  readonly onChange: (active: Active | undefined) => void;
}

/** Definitions of value in use. */
export function useDefinitions() {
  const { slug } = useSeat();
  const known = useQuery(question(slug, 'value.list', {}));
  return known.data?.definitions.filter(({ retiredAt }) => retiredAt === null) ?? [];
}

const ways = ['any', 'event', 'value'] as const;

function ActiveForm({
  active,
  catalogue,
  onChange,
}: {
  active: Active;
  catalogue: Catalogue;
  onChange: (active: Active) => void;
}) {
  const { t } = useWords();
  const { slug } = useSeat();
  const definitions = useDefinitions();
  const [by, setBy] = useState<Active['by']>(active.by);
  const [match, setMatch] = useState(
    active.by === 'event' ? active.match : { event: catalogue.events[0]?.event ?? null },
  );
  const usual = definitions.find(({ isDefault }) => isDefault) ?? definitions[0];
  const [definition, setDefinition] = useState(active.by === 'value' ? active.definition : undefined);
  const value = definition ?? usual?.id;
  const next: Active | undefined =
    by === 'any'
      ? { by }
      : by === 'event'
        ? { by, match }
        : value === undefined
          ? undefined
          : { by, definition: value };
  return (
    <Stack gap="sm">
      <SegmentedControl
        fullWidth
        aria-label={t('active.part')}
        value={by}
        data={ways.map((one) => ({ value: one, label: t(`active.by_${one}`) }))}
        onChange={(chosen) => setBy(ways.find((one) => one === chosen) ?? 'any')}
      />
      {by === 'event' && (
        <MatchForm label={t('active.which_event')} match={match} catalogue={catalogue} onChange={setMatch} />
      )}
      {by === 'value' && definitions.length > 0 && (
        <Select
          label={t('active.which_value')}
          allowDeselect={false}
          data={definitions.map(({ id, name }) => ({ value: id, label: name }))}
          value={value ?? null}
          comboboxProps={{ withinPortal: false }}
          onChange={(chosen) => chosen && setDefinition(chosen)}
        />
      )}
      {by === 'value' && definitions.length === 0 && (
        <p>
          {t('active.no_value')}{' '}
          <TextLink to="/w/$slug/value" params={{ slug }}>
            {t('active.define')}
          </TextLink>
        </p>
      )}
      <Button disabled={!next} onClick={() => next && onChange(next)}>
        {t('ask.where_apply')}
      </Button>
    </Stack>
  );
}
