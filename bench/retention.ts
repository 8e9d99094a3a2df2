// Retention over 20 million events of 500 thousand customers, beside plain SQL over raw events and DuckDB.
// node bench/retention.ts [--events 20m|100m] [--repeats 7]   results: bench/results/retention.md
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Context } from '#src/access/index.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { operations as profiles } from '#src/customers/profiles/index.ts';
import { handClock } from '#src/engines/clock/index.ts';
import { migrate } from '#src/engines/migrations/index.ts';
import { openEmbeddedPostgres } from '#src/engines/records/index.ts';
import { openChdb } from '#src/engines/warehouse/index.ts';
import { operations as overview } from '#src/insights/overview/index.ts';
import {
  gridOf,
  peopleOf,
  RetentionAsk,
  type RetentionAskInput,
  type RetentionGrid,
} from '#src/insights/retention/index.ts';
import { asking, paperWorkspace, run } from '../test/asking.ts';
import { customers, generate } from './retention-data.ts';
import { type PlainQuestion, plainQuestions } from './retention-peers.ts';

const { values: told } = parseArgs({
  options: { events: { type: 'string', default: '20m' }, repeats: { type: 'string', default: '7' } },
});
const events = Number(told.events.replace(/m$/i, '')) * (/m$/i.test(told.events) ? 1_000_000 : 1);
const repeats = Number(told.repeats);
const folder = mkdtempSync(join(tmpdir(), 'perdure-bench-retention-'));
const lines: string[] = [];

async function main(): Promise<void> {
  const begun = performance.now();
  await generate(warehouse, events, (done) => console.log(`${done / 1e6} million events`));
  console.log(`filled in ${seconds(begun)} s`);
  const context = asking(
    { warehouse, records, clock: handClock(Date.parse('2025-02-01T00:00:00Z')) },
    paperWorkspace(1),
  );
  const duck = await duckDb();
  for (const [name, { title, ask, rowOf }] of Object.entries(grids)) {
    const plain: PlainQuestion | undefined = Object.entries(plainQuestions).find(
      ([one]) => one === name,
    )?.[1];
    await beside(title, {
      ours: async () => cellsOf(await gridOf(context, RetentionAsk.parse(ask)), rowOf),
      clickhouse:
        plain &&
        (async () =>
          plainRows(
            await warehouse.rows(statement(plain.clickhouse), { seconds: 600, memory: 12 * 2 ** 30 }),
          )),
      duckdb: plain && (async () => plainRows(await duck.rows(plain.duckdb))),
    });
  }
  await beside('people of a cell (100 of them, and how many)', { ours: () => people(context) });
  const some = 4242;
  await records.run(
    sql`insert into workspaces (id, slug, name, timezone, week_start, currency) values ('ws_bench', 'bench', 'Bench', 'Europe/Paris', 'monday', 'EUR')`,
  );
  await records.run(
    sql`insert into identities (workspace_id, kind, external_id, customer) values (1, 'user', 'user-4242', ${some})`,
  );
  await beside('timeline of a person', {
    ours: () => run(profiles, context, 'customers.timeline', { customer: some }),
  });
  await beside('profile of a person', {
    ours: () => run(profiles, context, 'customers.profile', { customer: some }),
  });
  await beside('the home page’s overview', { ours: () => run(overview, context, 'events.overview', {}) });
  duck.close();
  await report();
}

const weekly: RetentionAskInput = {
  start: { event: 'event 3' },
  return: { event: null },
  from: '2024-01-01',
  to: '2024-12-31',
  intervals: 52,
};

interface Measured {
  readonly title: string;
  readonly ask: RetentionAskInput;
  /** How a plain statement names the row of a series. */
  readonly rowOf?: (value: string | null, period: string) => string;
}

const grids: Readonly<Record<string, Measured>> = {
  any: { title: 'weekly 52×52, first match, back for anything', ask: weekly },
  pair: {
    title: 'weekly 52×52, first match, back for another event',
    ask: { ...weekly, return: { event: 'event 7' } },
  },
  daily: {
    title: 'daily 30×30, every day, back for anything',
    ask: {
      ...weekly,
      entry: 'every_period',
      rows: 'day',
      interval: 'day',
      intervals: 30,
      from: '2024-06-01',
      to: '2024-06-30',
    },
  },
  trait: {
    title: 'the weekly grid of those with one of 20 plans',
    ask: { ...weekly, people: [{ kind: 'trait', trait: 'plan', how: 'is', values: ['plan 3'] }] },
  },
  breakdown: {
    title: 'the weekly grid by 20 plans',
    ask: { ...weekly, breakdown: { by: 'trait', name: 'plan', top: 20 } },
    rowOf: (value, period) => `${value} ${period}`,
  },
  atLeast: {
    title: 'the weekly grid, at least three events a week',
    ask: { ...weekly, atLeast: { kind: 'times', times: 3 } },
  },
  onOrAfter: { title: 'the weekly grid, on or after', ask: { ...weekly, returns: 'on_or_after' } },
  property: {
    title: 'the weekly grid, start event with a property (from the events)',
    ask: {
      ...weekly,
      start: { event: 'event 3', where: [{ property: 'channel', how: 'is', values: ['c3'] }] },
    },
  },
  revenue: {
    title: 'the weekly grid with the sum of an amount (from the events)',
    ask: { ...weekly, return: { event: 'event 7' }, measure: { kind: 'sum', property: 'amount' } },
  },
  rolling: {
    title: 'rolling weeks, back for another event (from the events)',
    ask: { ...weekly, return: { event: 'event 7' }, window: 'rolling' },
  },
};

/** Cells that hold anybody, as text to compare: row, interval, people. */
function cellsOf(grid: RetentionGrid, rowOf: Measured['rowOf'] = (_, period) => period): string {
  return grid.series
    .flatMap(({ value, cohorts }) =>
      cohorts.flatMap(({ period, cells }) =>
        cells
          .slice(1)
          .flatMap(({ interval, returned }) =>
            returned > 0 ? [`${rowOf(value, period)} ${interval} ${returned}`] : [],
          ),
      ),
    )
    .sort()
    .join('\n');
}

const plainRows = (rows: readonly Record<string, unknown>[]): string =>
  rows
    .map(({ row, nth, people: n }) => `${row} ${nth} ${n}`)
    .sort()
    .join('\n');

async function people(context: Context): Promise<string> {
  const { total, people: page } = await peopleOf(context, {
    ask: RetentionAsk.parse(weekly),
    series: { kind: 'all', value: null },
    cohort: '2024-06-03',
    interval: 4,
    which: 'returned',
    limit: 100,
  });
  return `${total} ${page.length}`;
}

interface Ways {
  readonly ours: () => Promise<unknown>;
  readonly clickhouse?: (() => Promise<unknown>) | undefined;
  readonly duckdb?: (() => Promise<unknown>) | undefined;
}

/** Each way in turn, round by round, so that all have the same neighbours; the first round only warms. */
async function beside(title: string, ways: Ways): Promise<void> {
  const times: Record<string, number[]> = {};
  const work: Record<string, number[]> = {};
  const answers = new Map<string, unknown>();
  for (let round = 0; round <= repeats; round += 1) {
    for (const [name, ask] of Object.entries(ways)) {
      if (ask === undefined || (name !== 'ours' && round > 3)) continue;
      const begun = performance.now();
      const before = workedMs();
      answers.set(name, await ask());
      if (round === 0) continue;
      times[name] = [...(times[name] ?? []), performance.now() - begun];
      work[name] = [...(work[name] ?? []), workedMs() - before];
    }
  }
  const same = [...answers]
    .filter(([name]) => name !== 'ours')
    .every(([, answer]) => answer === answers.get('ours'));
  const ours = median(times.ours ?? []);
  const worked = (name: string) => Math.round(median(work[name] ?? []));
  const peers = ['clickhouse', 'duckdb'].map((name) => {
    const own = times[name];
    return own === undefined
      ? '–'
      : `${spread(own)} (${(median(own) / ours).toFixed(1)}×), work ${worked(name)}`;
  });
  const line = `| ${title} | ${spread(times.ours ?? [])}, work ${worked('ours')} | ${peers.join(' | ')} | ${answers.size > 1 ? (same ? 'yes' : '**no**') : '–'} |`;
  console.log(line);
  lines.push(line);
}

/** Milliseconds of processor time spent so far by this process and the engine's: other people's load does not count. */
function workedMs(): number {
  const { user, system } = process.cpuUsage();
  const stat = `/proc/${warehouse.pid()}/stat`;
  const fields = existsSync(stat) ? (readFileSync(stat, 'utf8').split(') ')[1] ?? '').split(' ') : [];
  const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  return (user + system) / 1000 + ticks * 10;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const spread = (values: readonly number[]): string =>
  `${Math.round(Math.min(...values))} / ${Math.round(median(values))} / ${Math.round(Math.max(...values))}`;
const seconds = (begun: number): number => Math.round((performance.now() - begun) / 1000);
const statement = (text: string): Sql<Record<string, unknown>> => ({ kind: 'sql', parts: [{ text }] }); // our own text

/** The same events in a DuckDB table, with the local day computed beforehand. */
async function duckDb() {
  const [eventsFile, plansFile] = ['events', 'plans'].map((name) => join(folder, `${name}.parquet`));
  await warehouse.run(
    sql`insert into function file(${eventsFile ?? ''}, 'Parquet')
      select customer, toString(event) as event, toDate(time, 'Europe/Paris') as day
      from events where workspace_id = 1 and traffic = 'customer'`,
    { seconds: 900 },
  );
  await warehouse.run(
    sql`insert into function file(${plansFile ?? ''}, 'Parquet') select customer, value as plan from trait_changes`,
    { seconds: 60 },
  );
  const instance = await DuckDBInstance.create(join(folder, 'duck.db'), { threads: String(cpus().length) });
  const connection = await instance.connect();
  await connection.run(
    `create table events as select customer, event, day::date as day from '${eventsFile}' order by customer, day`,
  );
  await connection.run(`create table plans as select customer, plan from '${plansFile}'`);
  rmSync(eventsFile ?? '');
  return {
    rows: async (text: string) => (await connection.runAndReadAll(text)).getRowObjects(),
    close: () => connection.closeSync(),
  };
}

async function report(): Promise<void> {
  const sizes = await warehouse.rows(sql<{ name: string; mib: number | string }>`
    select table as name, toUInt32(sum(bytes_on_disk) / 1048576) as mib
    from system.parts
    where active and database = currentDatabase()
    group by table
    having mib > 0
    order by table`);
  const text = `# Retention: ${events / 1e6} million events, ${customers / 1000} thousand customers, 200 names, 12 months

Milliseconds, min / median / max of ${repeats} warm rounds (3 for the peers), asked in turn in one run; in brackets how many
times longer than ours. "work" is the median of processor milliseconds, which a busy machine disturbs less. Ours is the whole answer as the operation gives it. The plain statements are in
bench/retention-peers.ts; DuckDB has the local day in a column, ClickHouse computes it.

${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, load at the end ${loadavg()[0]?.toFixed(1)}; MiB on disk: ${sizes.map(({ name, mib }) => `${name} ${mib}`).join(', ')}

| question | ours | plain SQL, ClickHouse | DuckDB | same numbers |
|---|---|---|---|---|
${lines.join('\n')}
`;
  mkdirSync(join(import.meta.dirname, 'results'), { recursive: true });
  const name = events === 20_000_000 ? 'retention.md' : `retention-${told.events}.md`;
  writeFileSync(join(import.meta.dirname, 'results', name), text);
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
