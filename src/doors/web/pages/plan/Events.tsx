import { Chip, Group, SegmentedControl, Table, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { Verdict } from '../../ui/Answered.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Events.module.css';
import { eventSaid } from './event-said.ts';
import { Infer } from './Infer.tsx';
import plan from './Plan.module.css';
import { StandMark } from './StandMark.tsx';
import type { Status } from './shapes.ts';
import { countsOf, type Filter, filters, type Line, linesOf, narrowed, strangers } from './standing.ts';
import { usePlace } from './usePlan.ts';

/** The events of the plan: why, for whom, how, and whether they arrive. */
export function Events() {
  const { slug } = useSeat();
  const { held, statuses, search } = usePlace();
  const before = held.draft !== null && search.which === 'approved';
  const inForce = useQuery({ ...question(slug, 'plan.get', { which: 'approved' }), enabled: before });
  const shown = before ? inForce.data : held;
  if (inForce.isError) return <Refused error={inForce.error} again={() => inForce.refetch()} />;
  if (!shown) return <Waiting height={320} />;
  return <Lines lines={linesOf(shown.plan, statuses, shown.reviews)} />;
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const { t } = useWords();
  const { held, statuses, mayWrite } = usePlace();
  const [filter, setFilter] = useState<Filter>('all');
  const [text, setText] = useState('');
  const counts = countsOf(lines);
  const shown = narrowed(lines, filter, text);
  const inForce = (state: Status['state']) => statuses.filter((one) => one.state === state).length;
  return (
    <div className={plan.part}>
      <Verdict>
        {t('plan.stands', {
          version: held.approved ?? 0,
          received: inForce('implemented'),
          silent: inForce('silent'),
          overdue: counts.overdue,
        })}
      </Verdict>
      {held.draft !== null && held.approved !== null && <WhichPlan />}
      <Group justify="space-between" gap="sm">
        <Group gap="xs">
          <Chip.Group
            value={filter}
            onChange={(next) => setFilter(filters.find((one) => one === next) ?? 'all')}
          >
            {filters
              .filter((one) => one === 'all' || counts[one] > 0)
              .map((one) => (
                <Chip key={one} value={one} size="xs" variant="outline">
                  {t(`plan.filter.${one}`, { count: counts[one] })}
                </Chip>
              ))}
          </Chip.Group>
        </Group>
        {lines.length > 8 && (
          <TextInput
            size="xs"
            aria-label={t('plan.find')}
            placeholder={t('plan.find')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Group>
      {shown.length === 0 ? <p>{t('plan.none_such')}</p> : <EventTable lines={shown} />}
      {mayWrite && strangers(held.plan, statuses).length > 0 && (
        <div>
          <Infer />
        </div>
      )}
    </div>
  );
}

function WhichPlan() {
  const { t } = useWords();
  const { held, search, go } = usePlace();
  return (
    <div>
      <SegmentedControl
        size="xs"
        aria-label={t('plan.which')}
        value={search.which ?? 'draft'}
        data={[
          { value: 'draft', label: t('plan.draft') },
          { value: 'approved', label: t('plan.in_force', { version: held.approved ?? 0 }) },
        ]}
        onChange={(next) => go(next === 'approved' ? { which: 'approved' } : {})}
      />
    </div>
  );
}

type Mark = 'added' | 'changed';

/** What the draft has changed, by event. */
function useMarks(): ReadonlyMap<string, Mark> {
  const { slug } = useSeat();
  const { held, search } = usePlace();
  const draft = held.draft !== null && held.approved !== null && search.which !== 'approved';
  const diff = useQuery({ ...question(slug, 'plan.diff', {}), enabled: draft }).data;
  const own = (draft && diff?.changes.filter(({ what }) => what === 'event' || what === 'property')) || [];
  const added = own.filter(({ kind, what }) => kind === 'added' && what === 'event');
  return new Map<string, Mark>([
    ...own.map(({ name }) => [name, 'changed'] as const),
    ...added.map(({ name }) => [name, 'added'] as const),
  ]);
}

const heads = ['event', 'who', 'how', 'review', 'stand', 'received'] as const;

function EventTable({ lines }: { lines: readonly Line[] }) {
  const { t } = useWords();
  const marks = useMarks();
  return (
    <Table className={styles.table ?? ''} verticalSpacing={10} aria-label={t('plan.part.events')}>
      <Table.Thead>
        <Table.Tr>
          {heads.map((head) => (
            <Table.Th key={head} scope="col" data-column={head}>
              {t(`plan.head.${head}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map((line) => (
          <EventRow key={line.event.name} line={line} mark={marks.get(line.event.name)} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function EventRow({ line, mark }: { line: Line; mark: Mark | undefined }) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { slug } = useSeat();
  const { search } = usePlace();
  const { event, status, stand } = line;
  const review = useReviewSaid(line);
  const kept = event.properties.filter(({ active }) => active).length;
  const how = t(`plan.kept_${event.granularity}`, { kept, all: event.properties.length });
  const who = [event.owner, event.metric].filter(Boolean).join(' · ');
  return (
    <Table.Tr>
      <Table.Td data-column="event">
        <TextLink
          to="/w/$slug/plan"
          params={{ slug }}
          search={{ ...search, event: event.name }}
          fw={600}
          className={styles.name ?? ''}
        >
          {eventSaid(event.name, words)}
        </TextLink>
        {mark && <span className={styles.mark}>{t(`plan.mark.${mark}`)}</span>}
        <span className={styles.why} data-lacks={!event.purpose || undefined}>
          {event.purpose ?? t('plan.no_purpose')}
        </span>
        <span className={styles.more}>{[who, how, review.said].filter(Boolean).join(' · ')}</span>
      </Table.Td>
      <Table.Td data-column="who">
        <span className={styles.owner}>{event.owner ?? (event.metric ? '' : '–')}</span>
        <span className={styles.why}>{event.metric}</span>
      </Table.Td>
      <Table.Td data-column="how">{how}</Table.Td>
      <Table.Td data-column="review">
        <span className={styles.review} data-overdue={review.overdue || undefined}>
          {review.said || '–'}
        </span>
      </Table.Td>
      <Table.Td data-column="stand">
        <StandMark stand={stand} />
        <span className={styles.more}>
          {status?.lastSeen ? t('plan.week', { count: status.events }) : t('plan.never_received')}
        </span>
      </Table.Td>
      <Table.Td data-column="received">
        {status?.lastSeen ? figures.count(status.events) : t('plan.never')}
      </Table.Td>
    </Table.Tr>
  );
}

/** « à revoir avant le 3 mars 26 », « en retard de 12 jours ». */
export function useReviewSaid({ review }: Pick<Line, 'review'>): { said: string; overdue: boolean } {
  const { t } = useWords();
  const figures = useFigures();
  if (review === undefined) return { said: '', overdue: false };
  const { overdue, daysOver, dueOn } = review;
  if (daysOver === null || dueOn === null) return { said: t('plan.never_reviewed'), overdue };
  if (overdue) return { said: t('plan.review_over', { days: daysOver }), overdue };
  return { said: t('plan.review_due', { day: figures.day(dueOn, 'short') }), overdue };
}
