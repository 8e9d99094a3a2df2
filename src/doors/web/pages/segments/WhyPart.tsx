import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCheck, IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Segment } from '#src/customers/segments/index.ts';
import { question } from '../../ask.ts';
import type { Asked } from '../../asked.ts';
import { useSeat } from '../../seat.ts';
import { TextLink } from '../../ui/links.tsx';
import { Part } from '../../ui/Parts.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { eventWords } from '../../words/events.ts';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './OneSegment.module.css';

type Why = Asked['segments.why']['output'];

interface WhyPartProps {
  readonly segment: Pick<Segment, 'id' | 'unit' | 'freshAt'>;
  /** The id of a person, or of an account. */
  readonly who: string | undefined;
  readonly onWho: (who: string | undefined) => void;
}

/** Why somebody is in the segment, or is not: each condition, and what it is judged by. */
export function WhyPart({ segment, who, onWho }: WhyPartProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  const { id, unit, freshAt } = segment;
  const asked = who === undefined ? {} : unit === 'customer' ? { who: { id: who } } : { account: who };
  const why = useQuery({
    ...question(slug, 'segments.why', { id, ...asked }),
    enabled: who !== undefined && freshAt !== null,
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
    retry: false,
  });
  return (
    <Part title={t(unit === 'customer' ? 'segments.why' : 'segments.why_account')}>
      <div className={styles.why}>
        <Someone unit={unit} who={who} onWho={onWho} />
        {who !== undefined && why.isPending && freshAt !== null && <Waiting height={120} />}
        {who !== undefined && why.isError && <Refused error={why.error} />}
        {who !== undefined && why.data && <Judged why={why.data} who={who} unit={unit} />}
      </div>
    </Part>
  );
}

/** A person or an account, searched by what is typed. */
function Someone({ unit, who, onWho }: Pick<WhyPartProps, 'who' | 'onWho'> & { unit: Segment['unit'] }) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const found = useFound(unit, search);
  const name = useNameOf(unit, who);
  const label = t(unit === 'customer' ? 'segments.why_whom' : 'segments.why_account_whom');
  const chosen = who === undefined ? [] : [optionOf(who, name)];
  const data = [...chosen, ...found.filter(({ value }) => value !== who)];
  return (
    <Select
      searchable
      clearable
      aria-label={label}
      placeholder={label}
      maw={480}
      data={data}
      filter={({ options }) => options} // searched already, by more than the name
      value={who ?? null}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={t('segments.why_none')}
      onChange={(next) => onWho(next ?? undefined)}
    />
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

/** People, or accounts, who match what is typed. */
function useFound(unit: Segment['unit'], search: string): Option[] {
  const { slug } = useSeat();
  const people = useQuery({
    ...question(slug, 'customers.search', { text: search, limit: 20 }),
    enabled: unit === 'customer',
    placeholderData: keepPreviousData,
  });
  const accounts = useQuery({
    ...question(slug, 'accounts.list', { text: search, limit: 20 }),
    enabled: unit === 'account',
    placeholderData: keepPreviousData,
  });
  const found =
    unit === 'customer'
      ? (people.data?.people ?? []).map(({ id, name, email }) => ({ id, name: name ?? email }))
      : (accounts.data?.accounts ?? []).map(({ account, name }) => ({ id: account, name }));
  return [...new Map(found.map(({ id, name }) => [id, optionOf(id, name)])).values()];
}

const optionOf = (id: string, name: string | null | undefined): Option => ({
  value: id,
  label: name ? `${name} (${id})` : id,
});

/** What whoever is asked about is called; undefined while it is not known. */
function useNameOf(unit: Segment['unit'], who: string | undefined): string | undefined {
  const { slug } = useSeat();
  const profile = useQuery({
    ...question(slug, 'customers.profile', { id: who ?? '' }),
    enabled: unit === 'customer' && who !== undefined,
    retry: false,
  }).data;
  return profile?.name ?? profile?.email ?? undefined;
}

function Judged({ why, who, unit }: { why: Why; who: string; unit: Segment['unit'] }) {
  const { t } = useWords();
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const name = useNameOf(unit, who) ?? who;
  const since = why.since === null ? 'none' : figures.moment(why.since, timezone);
  return (
    <>
      <p className={styles.verdict} role="status">
        {t(why.inside ? 'segments.why_in' : 'segments.why_out', { name, since })}
      </p>
      {why.inside !== why.would && (
        <p className={styles.soft}>
          {t(why.would ? 'segments.why_will_in' : 'segments.why_will_out', { name })}
        </p>
      )}
      {why.conditions.length > 1 && (
        <p className={styles.soft}>{t(why.match === 'all' ? 'segments.why_all' : 'segments.why_any')}</p>
      )}
      <ul className={styles.conditions}>
        {why.conditions.map((condition, at) => (
          <Condition key={at} condition={condition} />
        ))}
      </ul>
      {unit === 'customer' && (
        <TextLink to="/w/$slug/people/$id" params={{ slug, id: who }}>
          {t('segments.why_page')}
        </TextLink>
      )}
    </>
  );
}

function Condition({ condition: { words: both, holds, deeds } }: { condition: Why['conditions'][number] }) {
  const words = useWords();
  const { t, said } = words;
  const figures = useFigures();
  const { timezone } = useSeat();
  const Mark = holds ? IconCheck : IconX;
  return (
    <li className={styles.condition}>
      <span
        className={styles.mark}
        data-holds={holds || undefined}
        role="img"
        aria-label={t(holds ? 'segments.holds' : 'segments.holds_not')}
      >
        <Mark size={14} stroke={2.4} aria-hidden />
      </span>
      <span>{said(both)}</span>
      {deeds.length > 0 && (
        <ul className={styles.deeds}>
          {deeds.map(({ event, times, last }, at) => (
            <li key={at}>
              {t('segments.deed', {
                event: eventWords(words, event, 'name'),
                times,
                last: last === null ? '' : figures.moment(last, timezone),
              })}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
