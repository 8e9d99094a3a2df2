import { Badge, Button, MultiSelect, Switch, TextInput } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, question } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import type { TimelineEvent } from '../../shapes.ts';
import { TextLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { valueSaid } from '../../ui/properties.ts';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { eventWords } from '../../words/events.ts';
import { useFigures, useWords } from '../../words/index.ts';
import { beginningOf } from './life.ts';
import styles from './Timeline.module.css';

/** Whose timeline. */
export type TimelineOf =
  | { readonly operation: 'customers.timeline'; readonly id: string }
  | { readonly operation: 'accounts.timeline'; readonly account: string };

interface Narrowed {
  readonly events: string[];
  readonly sources: number[];
  readonly ours: boolean;
  /** Local days, both included; empty where not told. */
  readonly from: string;
  readonly to: string;
}

const everything: Narrowed = { events: [], sources: [], ours: false, from: '', to: '' };

/** What happened, newest first, by day; can be narrowed to some events, sources and days, or to what we did. */
export function Timeline({ of, names }: { of: TimelineOf; names: readonly string[] }) {
  const { t } = useWords();
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const [wanted, setWanted] = useState(everything);
  const life = useInfiniteQuery({
    queryKey: [slug, of.operation, of, wanted],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }): Promise<TimelinePage> => {
      const { from, to, ...others } = wanted;
      const page = {
        ...others,
        ...(from === '' ? {} : { from: new Date(startOfDay(from, timezone)).toISOString() }),
        ...(to === '' ? {} : { to: new Date(startOfDay(to, timezone, 1)).toISOString() }),
        limit: 50,
        ...(pageParam === undefined ? {} : { cursor: pageParam }),
      };
      return of.operation === 'customers.timeline'
        ? ask(slug, of.operation, { id: of.id, ...page }, signal)
        : ask(slug, of.operation, { account: of.account, ...page }, signal);
    },
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const events = life.data?.pages.flatMap((page) => page.events) ?? [];
  const days = [...Map.groupBy(events, ({ time }) => localDay(time, timezone))];
  return (
    <Panel title={t('person.timeline')}>
      <Narrowing names={names} wanted={wanted} onChange={setWanted} />
      {life.isPending && <Waiting height={300} />}
      {life.isError && <Refused error={life.error} again={() => life.refetch()} />}
      {life.isSuccess && events.length === 0 && <p>{t('person.no_events')}</p>}
      {days.map(([day, own]) => (
        <section key={day}>
          <h3 className={styles.day}>{figures.day(day)}</h3>
          <ol className={styles.events}>
            {own.map((event) => (
              <Line key={event.messageId} event={event} />
            ))}
          </ol>
        </section>
      ))}
      {life.hasNextPage && (
        <div>
          <Button variant="default" loading={life.isFetchingNextPage} onClick={() => life.fetchNextPage()}>
            {t('shell.more')}
          </Button>
        </div>
      )}
    </Panel>
  );
}

interface TimelinePage {
  readonly events: readonly (TimelineEvent & { readonly person?: Someone | null })[];
  readonly next: string | null;
}

interface Someone {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
}

interface NarrowingProps {
  readonly names: readonly string[];
  readonly wanted: Narrowed;
  readonly onChange: (wanted: Narrowed) => void;
}

function Narrowing({ names, wanted, onChange }: NarrowingProps) {
  const words = useWords();
  const { t } = words;
  const { slug } = useSeat();
  const maySee = useMay('data:read');
  const sources = useQuery({ ...question(slug, 'sources.list', {}), enabled: maySee }).data?.sources ?? [];
  const change = (part: Partial<Narrowed>) => onChange({ ...wanted, ...part });
  return (
    <div className={styles.narrowing}>
      {names.length > 0 && (
        <MultiSelect
          className={styles.wide}
          aria-label={t('person.timeline_filter')}
          placeholder={wanted.events.length === 0 ? t('person.timeline_filter') : ''}
          data={names.map((name) => ({ value: name, label: eventWords(words, name, 'name') }))}
          value={wanted.events}
          onChange={(events) => change({ events })}
          clearable
        />
      )}
      {sources.length > 1 && (
        <MultiSelect
          className={styles.wide}
          aria-label={t('life.sources')}
          placeholder={wanted.sources.length === 0 ? t('life.sources') : ''}
          data={sources.map(({ number, name }) => ({ value: String(number), label: name }))}
          value={wanted.sources.map(String)}
          onChange={(chosen) => change({ sources: chosen.map(Number) })}
          clearable
        />
      )}
      <TextInput
        type="date"
        aria-label={t('life.from')}
        value={wanted.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        aria-label={t('life.to')}
        value={wanted.to}
        onChange={(event) => change({ to: event.currentTarget.value })}
      />
      <Switch
        size="xs"
        label={t('life.ours_only')}
        checked={wanted.ours}
        onChange={(event) => change({ ours: event.currentTarget.checked })}
      />
    </div>
  );
}

/** When a local day begins, or so many days after it. */
function startOfDay(day: string, zone: string, later = 0): number {
  const midnight = Date.parse(`${day}T00:00:00Z`) + later * 86_400_000;
  return beginningOf(midnight, zone);
}

/** The workspace's own day of an instant, as a local date. */
export const localDay = (instant: string, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone: zone,
  }).format(new Date(instant));

/** What Perdure calls things by, such as mls_7k3m…: it means nothing to people, and their name stands beside it. */
const isOurId = (value: unknown): boolean =>
  typeof value === 'string' && /^[a-z]{2,4}_[0-9a-z]{16}$/.test(value);

function Line({ event }: { event: TimelinePage['events'][number] }) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const said = Object.entries({ ...event.properties, ...event.traits }).filter(
    ([, value]) => !(event.event.startsWith('perdure.') && isOurId(value)),
  );
  const name = event.event === '' ? event.type : eventWords(words, event.event, 'name');
  return (
    <li className={styles.line}>
      <time dateTime={event.time} className={styles.time}>
        {figures.time(event.time, timezone)}
      </time>
      <div className={styles.what}>
        <span className={styles.name}>
          {name}
          {event.person && (
            <span className={styles.person}>
              {' '}
              <TextLink to="/w/$slug/people/$id" params={{ slug, id: event.person.id }} underline="always">
                {event.person.name ?? event.person.email ?? event.person.id}
              </TextLink>
            </span>
          )}
          {event.traffic !== 'customer' && (
            <Badge size="sm" color="gray" variant="light" ml="xs">
              {t(`live.traffic_${event.traffic}`)}
            </Badge>
          )}
          {event.timeFlag !== '' && <span className={styles.flag}>{t(`person.flag_${event.timeFlag}`)}</span>}
        </span>
        {said.length > 0 && (
          <dl className={styles.said}>
            {said.slice(0, 12).map(([key, value]) => (
              <div key={key}>
                <dt>{key}</dt>
                <dd>{valueSaid(value, words)}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  );
}
