import { Button, NumberInput, SegmentedControl, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { useDefinitions } from '../../ui/ActivePart.tsx';
import type { Catalogue } from '../../ui/catalogue.ts';
import { TextLink } from '../../ui/links.tsx';
import { MatchForm } from '../../ui/MatchForm.tsx';
import { SentencePanel } from '../../ui/SentencePanel.tsx';
import { eventWords } from '../../words/events.ts';
import { useWords } from '../../words/index.ts';
import type { ActivationAsked } from './search.ts';

interface ActivationPartProps {
  readonly activation: ActivationAsked;
  readonly catalogue: Catalogue;
  readonly onChange: (activation: ActivationAsked) => void;
}

/** What « activated » means, as a part of the sentence: an adopted moment, an event, or a definition of value. */
export function ActivationPart(props: ActivationPartProps) {
  const { t } = useWords();
  return (
    <SentencePanel label={t('aarrr.part.activation')} reads={useReads(props.activation)} width={380}>
      {(close) => (
        <ActivationForm
          {...props}
          onChange={(next) => {
            props.onChange(next);
            close();
          }}
        />
      )}
    </SentencePanel>
  );
}

/** Aha moments in use. */
function useMoments() {
  const { slug } = useSeat();
  const known = useQuery(question(slug, 'aha.list', {}));
  return known.data?.definitions.filter(({ retiredAt }) => retiredAt === null) ?? [];
}

function useReads(activation: ActivationAsked): string {
  const words = useWords();
  const [moments, definitions] = [useMoments(), useDefinitions()];
  if (activation.by === 'event') {
    const { match, times = 1, days = 7 } = activation;
    return words.t('aarrr.activation.event', { event: eventWords(words, match.event, 'name'), times, days });
  }
  const named = (known: readonly { id: string; name: string }[]) =>
    known.find(({ id }) => id === activation.definition)?.name ?? activation.definition ?? '';
  return activation.by === 'aha'
    ? words.t('aarrr.activation.aha', { name: named(moments) })
    : words.t('aarrr.activation.value', { name: named(definitions) });
}

const ways = ['event', 'aha', 'value'] as const;

function ActivationForm({ activation, catalogue, onChange }: ActivationPartProps) {
  const { t } = useWords();
  const [by, setBy] = useState<ActivationAsked['by']>(activation.by);
  return (
    <Stack gap="sm">
      <SegmentedControl
        fullWidth
        aria-label={t('aarrr.part.activation')}
        value={by}
        data={ways.map((way) => ({ value: way, label: t(`aarrr.by_${way}`) }))}
        onChange={(next) => setBy(ways.find((way) => way === next) ?? 'event')}
      />
      {by === 'event' && <ByEvent activation={activation} catalogue={catalogue} onChange={onChange} />}
      {by === 'aha' && <ByMoment activation={activation} onChange={onChange} />}
      {by === 'value' && <ByValue activation={activation} onChange={onChange} />}
    </Stack>
  );
}

function ByEvent({ activation, catalogue, onChange }: ActivationPartProps) {
  const { t } = useWords();
  const [draft, setDraft] = useState(
    activation.by === 'event'
      ? activation
      : { by: 'event' as const, match: { event: catalogue.events[0]?.event ?? null }, times: 1, days: 7 },
  );
  return (
    <>
      <MatchForm
        label={t('aarrr.which_event')}
        match={draft.match}
        catalogue={catalogue}
        onChange={(match) => setDraft({ ...draft, match })}
      />
      <NumberInput
        label={t('aarrr.times')}
        min={1}
        max={1000}
        value={draft.times ?? 1}
        onChange={(times) => typeof times === 'number' && setDraft({ ...draft, times })}
      />
      <NumberInput
        label={t('aarrr.days')}
        min={1}
        max={366}
        value={draft.days ?? 7}
        onChange={(days) => typeof days === 'number' && setDraft({ ...draft, days })}
      />
      <Button onClick={() => onChange(draft)}>{t('ask.where_apply')}</Button>
    </>
  );
}

type Chosen = Omit<ActivationPartProps, 'catalogue'>;

function ByMoment({ activation, onChange }: Chosen) {
  const { t } = useWords();
  const { slug } = useSeat();
  const moments = useMoments();
  if (moments.length === 0) {
    return (
      <p>
        {t('aarrr.no_moment')}{' '}
        <TextLink to="/w/$slug/aha" params={{ slug }}>
          {t('aarrr.find_moment')}
        </TextLink>
      </p>
    );
  }
  return (
    <Select
      label={t('aarrr.which_moment')}
      data={moments.map(({ id, name }) => ({ value: id, label: name }))}
      value={activation.by === 'aha' ? activation.definition : null}
      comboboxProps={{ withinPortal: false }}
      onChange={(definition) => definition && onChange({ by: 'aha', definition })}
    />
  );
}

function ByValue({ activation, onChange }: Chosen) {
  const { t } = useWords();
  const { slug } = useSeat();
  const definitions = useDefinitions();
  const [periods, setPeriods] = useState(activation.by === 'value' ? (activation.periods ?? 2) : 2);
  if (definitions.length === 0) {
    return (
      <p>
        {t('aarrr.no_value')}{' '}
        <TextLink to="/w/$slug/value" params={{ slug }}>
          {t('active.define')}
        </TextLink>
      </p>
    );
  }
  return (
    <>
      <NumberInput
        label={t('aarrr.periods')}
        min={1}
        max={12}
        value={periods}
        onChange={(next) => typeof next === 'number' && setPeriods(next)}
      />
      <Select
        label={t('aarrr.which_value')}
        data={definitions.map(({ id, name }) => ({ value: id, label: name }))}
        value={activation.by === 'value' ? (activation.definition ?? null) : null}
        comboboxProps={{ withinPortal: false }}
        onChange={(id) => {
          const found = definitions.find((one) => one.id === id);
          if (found) onChange({ by: 'value', definition: found.id, period: found.current.period, periods });
        }}
      />
    </>
  );
}
