// Lifecycle, stickiness and adoption over 20 million events of 500 thousand customers, beside plain SQL over raw events.
// node bench/lifecycle.ts [--events 20m] [--repeats 7]   results: bench/results/lifecycle.md
import { type AdoptionGrid, operations as adoption } from '#src/insights/adoption/index.ts';
import { type LifecycleGrid, operations as lifecycle } from '#src/insights/lifecycle/index.ts';
import { type StickinessGrid, operations as stickiness } from '#src/insights/stickiness/index.ts';
import { operations as value } from '#src/insights/value/index.ts';
import { run } from '../test/asking.ts';
import { type Benchmark, onStage } from './stage.ts';

const operations = [...lifecycle, ...stickiness, ...adoption, ...value];
const year = { from: '2024-01-01', to: '2024-12-31' };
const june = { from: '2024-06-01', to: '2024-06-30' };
const event = (name: string) => ({ by: 'event', match: { event: name } });

interface Measured {
  readonly title: string;
  readonly name: string;
  readonly ask: object;
  /** The same numbers as text, from our answer and from a plain statement. */
  readonly plain?: { readonly ours: (answer: never) => string; readonly theirs: string };
}

const questions: readonly Measured[] = [
  {
    title: 'lifecycle by week, a year, any event',
    name: 'lifecycle.grid',
    ask: { ...year, period: 'week' },
    plain: {
      ours: (answer: LifecycleGrid) =>
        answer.rows
          .map((r) => `${r.period} ${r.new} ${r.returning} ${r.resurrecting} ${-r.dormant + 0}`)
          .join('\n'),
      theirs: `
        with weeks as (
          select customer, toMonday(toDate(time, 'Europe/Paris')) as week
          from events
          where workspace_id = 1 and traffic = 'customer'
          group by customer, week
        ), lives as (
          select customer, arraySort(groupArray(week)) as active, active[1] as first
          from weeks
          group by customer
        )
        select concat(toString(week), ' ', toString(sum(is_new)), ' ', toString(sum(is_returning)), ' ',
          toString(sum(is_resurrecting)), ' ', toString(sum(is_dormant))) as line
        from (
          select arrayJoin(active) as week, week = first as is_new, has(active, week - 7) as is_returning,
            not is_new and not is_returning as is_resurrecting, 0 as is_dormant
          from lives
          union all
          select arrayJoin(arrayFilter(one -> not has(active, one), arrayMap(one -> one + 7, active))) as week, 0, 0, 0, 1
          from lives
        )
        where week between '2024-01-01' and '2024-12-30'
        group by week
        order by week`,
    },
  },
  { title: 'lifecycle by day, a year, any event', name: 'lifecycle.grid', ask: { ...year, period: 'day' } },
  {
    title: 'lifecycle by week, a year, one event',
    name: 'lifecycle.grid',
    ask: { ...year, period: 'week', activeBy: event('event 3') },
  },
  {
    title: 'lifecycle by week, those with one of 20 plans',
    name: 'lifecycle.grid',
    ask: { ...year, people: [{ kind: 'trait', trait: 'plan', how: 'is', values: ['plan 3'] }] },
  },
  {
    title: 'the dormant of a week (100 of them, and how many)',
    name: 'lifecycle.people',
    ask: { ask: { ...year, period: 'week' }, period: '2024-06-03', which: 'dormant' },
  },
  {
    title: 'stickiness over 30 days, any event',
    name: 'stickiness.grid',
    ask: june,
    plain: {
      ours: (answer: StickinessGrid) =>
        answer.bars
          .filter(({ exactly }) => exactly > 0)
          .map(({ buckets, exactly }) => `${buckets} ${exactly}`)
          .join('\n'),
      theirs: `
        select concat(toString(days), ' ', toString(count())) as line
        from (
          select customer, uniqExact(toDate(time, 'Europe/Paris')) as days
          from events
          where workspace_id = 1 and traffic = 'customer'
            and time >= toDateTime64('2024-06-01 00:00:00', 3, 'Europe/Paris')
            and time < toDateTime64('2024-07-01 00:00:00', 3, 'Europe/Paris')
          group by customer
        )
        group by days
        order by days`,
    },
  },
  { title: 'stickiness over 52 weeks', name: 'stickiness.grid', ask: { ...year, period: 'week' } },
  {
    title: 'stickiness over 30 days, at least three events a day',
    name: 'stickiness.grid',
    ask: { ...june, rule: { how: 'at_least', times: 3 } },
  },
  {
    title: 'daily of weekly of monthly, 90 days',
    name: 'stickiness.ratios',
    ask: { from: '2024-04-01', to: '2024-06-29' },
  },
  {
    title: 'active people share by month, a year',
    name: 'stickiness.share',
    ask: { ...year, period: 'month' },
  },
  {
    title: 'adoption by week, a year, one feature',
    name: 'adoption.grid',
    ask: { ...year, features: [{ used: [{ event: 'event 7' }], seen: [{ event: 'event 3' }] }] },
    plain: {
      ours: (answer: AdoptionGrid) =>
        (answer.features[0]?.rows ?? [])
          .map((r) => `${r.period} ${r.toDate.eligible} ${r.inPeriod.used} ${r.toDate.used}`)
          .join('\n'),
      theirs: `
        with lives as (
          select customer, minIf(toMonday(toDate(time, 'Europe/Paris')), event = 'event 3') as seen,
            arraySort(groupUniqArrayIf(toMonday(toDate(time, 'Europe/Paris')), event = 'event 7')) as used
          from events
          where workspace_id = 1 and traffic = 'customer' and event in ('event 3', 'event 7')
          group by customer
          having countIf(event = 'event 3') > 0
        ), weeks as (select arrayJoin(arrayMap(n -> toDate('2024-01-01') + 7 * n, range(53))) as week)
        select concat(toString(week), ' ', toString(countIf(seen <= week)), ' ', toString(countIf(seen <= week and has(used, week))), ' ',
          toString(countIf(seen <= week and notEmpty(used) and used[1] <= week))) as line
        from weeks
        cross join lives
        group by week
        order by week`,
    },
  },
  {
    title: 'adoption by week, a year, everyone, five features',
    name: 'adoption.grid',
    ask: { ...year, features: [3, 5, 7, 9, 11].map((n) => ({ used: [{ event: `event ${n}` }] })) },
  },
  {
    title: 'lifecycle by month, one event with a test of a property (from the events)',
    name: 'lifecycle.grid',
    ask: {
      ...year,
      period: 'month',
      activeBy: {
        by: 'event',
        match: { event: 'event 3', where: [{ property: 'channel', how: 'is', values: ['c3'] }] },
      },
    },
  },
  {
    title: 'sessions per customer by week, four weeks (from the events)',
    name: 'stickiness.sessions',
    ask: { from: '2024-06-03', to: '2024-06-30', period: 'week' },
  },
  {
    title: 'sought, not found by week, four weeks (from the events)',
    name: 'value.sought',
    ask: {
      from: '2024-12-02',
      to: '2024-12-29',
      search: [{ event: 'event 50' }],
      value: [{ event: 'event 7' }],
    },
  },
];

export const benchmark: Benchmark = {
  name: 'lifecycle',
  title: 'Lifecycle, stickiness, adoption',
  said: 'The plain statements are in bench/lifecycle.ts.',
  peers: ['plain SQL over raw events'],
  run: async ({ at, beside, plain }) => {
    for (const { title, name, ask, plain: theirs } of questions) {
      await beside(title, {
        ours: async () => {
          const answer = await run<never>(operations, at(), name, ask);
          return theirs?.ours(answer);
        },
        'plain SQL over raw events':
          theirs && (async () => (await plain(theirs.theirs)).map(({ line }) => line).join('\n')),
      });
    }
  },
};

if (import.meta.main) await onStage([benchmark]);
