// Retention over 20 million events of 500 thousand customers, beside plain SQL over raw events and DuckDB.
// node bench/retention.ts [--events 20m|100m] [--repeats 7]   results: bench/results/retention.md
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { operations as profiles } from '#src/customers/profiles/index.ts';
import { operations as overview } from '#src/insights/overview/index.ts';
import {
  gridOf,
  peopleOf,
  RetentionAsk,
  type RetentionAskInput,
  type RetentionGrid,
} from '#src/insights/retention/index.ts';
import { run } from '../test/asking.ts';
import { type PlainQuestion, plainQuestions } from './retention-peers.ts';
import { type Benchmark, onStage, type Stage } from './stage.ts';

export const benchmark: Benchmark = {
  name: 'retention',
  title: 'Retention',
  said: `The plain statements are in bench/retention-peers.ts; DuckDB has the local day in a column, ClickHouse computes it.`,
  peers: ['plain SQL, ClickHouse', 'DuckDB'],
  run: async (stage) => {
    const { at, beside, plain } = stage;
    const context = at();
    const duck = await duckDb(stage);
    for (const [name, { title, ask, rowOf }] of Object.entries(grids)) {
      const peer: PlainQuestion | undefined = Object.entries(plainQuestions).find(
        ([one]) => one === name,
      )?.[1];
      await beside(title, {
        ours: async () => cellsOf(await gridOf(context, RetentionAsk.parse(ask)), rowOf),
        'plain SQL, ClickHouse': peer && (async () => plainRows(await plain(peer.clickhouse))),
        DuckDB: peer && (async () => plainRows(await duck.rows(peer.duckdb))),
      });
    }
    duck.close();
    await beside('people of a cell (100 of them, and how many)', { ours: () => people(context) });
    await oneOfThem(stage, context);
    stage.note(await sizesOf(stage));
  },
};

/** What is asked about one person, and on the home page. */
async function oneOfThem({ records, beside }: Stage, context: Context): Promise<void> {
  const customer = 4242;
  await records.run(
    sql`insert into identities (workspace_id, kind, external_id, customer) values (1, 'user', 'user-4242', ${customer}) on conflict do nothing`,
  );
  await beside('timeline of a person', {
    ours: () => run(profiles, context, 'customers.timeline', { customer }),
  });
  await beside('profile of a person', {
    ours: () => run(profiles, context, 'customers.profile', { customer }),
  });
  await beside('the home page’s overview', { ours: () => run(overview, context, 'events.overview', {}) });
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

/** The same events in a DuckDB table, with the local day computed beforehand. */
async function duckDb({ warehouse }: Stage) {
  const folder = mkdtempSync(join(tmpdir(), 'perdure-bench-duck-')); // of its own: a run cut short leaves nothing in the way
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
  return {
    rows: async (text: string) => (await connection.runAndReadAll(text)).getRowObjects(),
    close: () => {
      connection.closeSync();
      rmSync(folder, { recursive: true });
    },
  };
}

async function sizesOf({ warehouse }: Stage): Promise<string> {
  const sizes = await warehouse.rows(sql<{ name: string; mib: number | string }>`
    select table as name, toUInt32(sum(bytes_on_disk) / 1048576) as mib
    from system.parts
    where active and database = currentDatabase()
    group by table
    having mib > 0
    order by table`);
  return `MiB on disk: ${sizes.map(({ name, mib }) => `${name} ${mib}`).join(', ')}`;
}

if (import.meta.main) await onStage([benchmark]);
