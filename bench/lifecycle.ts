// Lifecycle, stickiness and adoption over 20 million events of 500 thousand customers, beside plain SQL over raw events.
// node bench/lifecycle.ts [--events 20m] [--repeats 7]   results: bench/results/lifecycle.md
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Context } from '#src/access/index.ts';
import type { Sql } from '#src/basics/sql.ts';
import { handClock } from '#src/engines/clock/index.ts';
import { migrate } from '#src/engines/migrations/index.ts';
import { openEmbeddedPostgres } from '#src/engines/records/index.ts';
import { openChdb } from '#src/engines/warehouse/index.ts';
import { type AdoptionGrid, operations as adoption } from '#src/insights/adoption/index.ts';
import { type LifecycleGrid, operations as lifecycle } from '#src/insights/lifecycle/index.ts';
import { type StickinessGrid, operations as stickiness } from '#src/insights/stickiness/index.ts';
import { operations as value } from '#src/insights/value/index.ts';
import { asking, paperWorkspace, run } from '../test/asking.ts';
import { customers, generate } from './retention-data.ts';

const { values: told } = parseArgs({
  options: { events: { type: 'string', default: '20m' }, repeats: { type: 'string', default: '7' } },
});
const events = Number(told.events.replace(/m$/i, '')) * (/m$/i.test(told.events) ? 1_000_000 : 1);
const repeats = Number(told.repeats);
const folder = mkdtempSync(join(tmpdir(), 'perdure-bench-lifecycle-'));
const lines: string[] = [];

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

async function main(): Promise<void> {
  const begun = performance.now();
  await generate(warehouse, events, (done) => console.log(`${done / 1e6} million events`));
  console.log(`filled in ${Math.round((performance.now() - begun) / 1000)} s`);
  const clock = handClock(Date.parse('2025-02-01T00:00:00Z'));
  const context = asking({ warehouse, records, clock }, paperWorkspace(1));
  for (const question of questions) await measured(context, question);
  report();
}

/** Ours and the plain statement in turn, so that both have the same neighbours; the first round only warms. */
async function measured(context: Context, { title, name, ask, plain }: Measured): Promise<void> {
  const ours: { ms: number; work: number }[] = [];
  const theirs: { ms: number; work: number }[] = [];
  let same = '–';
  for (let round = 0; round <= repeats; round += 1) {
    const [answer, spent] = await timed(() => run<never>(operations, context, name, ask));
    if (round > 0) ours.push(spent);
    if (plain === undefined || round > 3) continue;
    const [rows, taken] = await timed(() =>
      warehouse.rows(statement(plain.theirs), { seconds: 600, memory: 12 * 2 ** 30 }),
    );
    if (round > 0) theirs.push(taken);
    same = plain.ours(answer) === rows.map(({ line }) => line).join('\n') ? 'yes' : '**no**';
  }
  const times =
    theirs.length === 0 ? '–' : `${spread(theirs)} (${(median(theirs) / median(ours)).toFixed(1)}×)`;
  const line = `| ${title} | ${spread(ours)} | ${times} | ${same} |`;
  console.log(line);
  lines.push(line);
}

async function timed<T>(ask: () => Promise<T>): Promise<[T, { ms: number; work: number }]> {
  const [begun, before] = [performance.now(), workedMs()];
  const answer = await ask();
  return [answer, { ms: performance.now() - begun, work: workedMs() - before }];
}

/** Milliseconds of processor time spent so far by this process and the engine's: other people's load does not count. */
function workedMs(): number {
  const { user, system } = process.cpuUsage();
  const stat = `/proc/${warehouse.pid()}/stat`;
  const fields = existsSync(stat) ? (readFileSync(stat, 'utf8').split(') ')[1] ?? '').split(' ') : [];
  return (user + system) / 1000 + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const median = (spent: readonly { ms: number }[]): number => middle(spent.map(({ ms }) => ms));
const spread = (spent: readonly { ms: number; work: number }[]): string => {
  const times = spent.map(({ ms }) => ms);
  const work = Math.round(middle(spent.map((one) => one.work)));
  return `${Math.round(Math.min(...times))} / ${Math.round(middle(times))} / ${Math.round(Math.max(...times))}, work ${work}`;
};
const statement = (text: string): Sql<{ line: string }> => ({ kind: 'sql', parts: [{ text }] }); // our own text

function report(): void {
  const text = `# Lifecycle, stickiness, adoption: ${events / 1e6} million events, ${customers / 1000} thousand customers, 200 names, 12 months

Milliseconds, min / median / max of ${repeats} warm rounds (3 for the plain statements), asked in turn in one run; in brackets how
many times longer than ours. "work" is the median of processor milliseconds, which a busy machine disturbs less. Ours is the whole
answer as the operation gives it. The plain statements are in bench/lifecycle.ts.

${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, load at the end ${loadavg()[0]?.toFixed(1)}

| question | ours | plain SQL over raw events | same numbers |
|---|---|---|---|
${lines.join('\n')}
`;
  mkdirSync(join(import.meta.dirname, 'results'), { recursive: true });
  const file = events === 20_000_000 ? 'lifecycle.md' : `lifecycle-${told.events}.md`;
  writeFileSync(join(import.meta.dirname, 'results', file), text);
  console.log(text);
}

const records = await openEmbeddedPostgres({ folder });
const warehouse = await openChdb({ folder: join(folder, 'warehouse') });
try {
  await migrate({ records, warehouse });
  await main();
} finally {
  await warehouse.close();
  await records.close();
  rmSync(folder, { recursive: true, force: true });
}
