import { Badge, Button, MultiSelect } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import type { TimelineEvent } from '../../shapes.ts';
import { Panel } from '../../ui/Panel.tsx';
import { valueSaid } from '../../ui/properties.ts';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { eventWords } from '../../words/events.ts';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Timeline.module.css';

/** What a person did, newest first, by day; can be narrowed to some events. */
export function Timeline({ id, names }: { id: string; names: readonly string[] }) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const [wanted, setWanted] = useState<string[]>([]);
  const life = useInfiniteQuery({
    queryKey: [slug, 'customers.timeline', id, wanted],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(
        slug,
        'customers.timeline',
        { id, events: wanted, limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        signal,
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const events = life.data?.pages.flatMap((page) => page.events) ?? [];
  const days = [...Map.groupBy(events, ({ time }) => localDay(time, timezone))];
  return (
    <Panel title={t('person.timeline')}>
      <MultiSelect
        aria-label={t('person.timeline_filter')}
        placeholder={wanted.length === 0 ? t('person.timeline_filter') : ''}
        data={names.map((name) => ({ value: name, label: eventWords(words, name, 'name') }))}
        value={wanted}
        onChange={setWanted}
        clearable
      />
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

/** The workspace's own day of an instant, as a local date. */
export const localDay = (instant: string, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone: zone,
  }).format(new Date(instant));

function Line({ event }: { event: TimelineEvent }) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { timezone } = useSeat();
  const said = Object.entries({ ...event.properties, ...event.traits });
  const name = event.event === '' ? event.type : eventWords(words, event.event, 'name');
  return (
    <li className={styles.line}>
      <time dateTime={event.time} className={styles.time}>
        {figures.time(event.time, timezone)}
      </time>
      <div className={styles.what}>
        <span className={styles.name}>
          {name}
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
