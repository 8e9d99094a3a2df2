import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { Workspace } from '#src/access/index.ts';
import { newId, newSecret } from '#src/basics/ids.ts';
import { identifier, sql } from '#src/basics/sql.ts';
import { type Clock, handClock } from '#src/engines/clock/index.ts';
import { type JobHandler, type OpenJobs, openJobs } from '#src/engines/jobs/index.ts';
import { type OpenRecords, openPostgres } from '#src/engines/records/index.ts';
import { connectWarehouse } from '#src/engines/warehouse/index.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';

/** A clock that a test moves. */
export type HandClock = Clock & { set(at: number): void; advance(ms: number): void };

/** Real engines with a fresh migrated database in each store. */
export interface TestEngines {
  readonly warehouse: Warehouse;
  readonly records: OpenRecords;
  readonly clock: HandClock;
  /** Nothing runs by itself: `drain()` does what is due, `waiting()` lists what is not done. */
  readonly jobs: OpenJobs;
  /** Drops the databases. */
  close(): Promise<void>;
}

/** 15 January 2026, noon in UTC: a Thursday. */
export const testNow = Date.parse('2026-01-15T12:00:00.000Z');

export interface TestWishes {
  /** Epoch milliseconds at which the hand clock starts; `testNow` unless told. */
  readonly now?: number;
  /** Chores that `jobs.drain()` can do; without them any name may be added. */
  readonly handlers?: Readonly<Record<string, JobHandler>>;
}

/** Opens the engines for one test file, in `beforeAll`. */
export async function openTestEngines(wishes: TestWishes = {}): Promise<TestEngines> {
  const clock = handClock(wishes.now ?? testNow);
  const { records, drop } = await freshRecords();
  const { handlers } = wishes;
  const jobs = await openJobs({ url: records.url, clock, ...(handlers ? { handlers } : {}) });
  const { warehouse, drop: dropWarehouse } = await freshWarehouse();
  return {
    warehouse,
    records,
    clock,
    jobs,
    close: async () => {
      await jobs.close();
      await dropWarehouse();
      await drop();
    },
  };
}

async function freshRecords() {
  const name = freshName();
  await asAdmin(`create database ${name} owner perdure template perdure`);
  const url = new URL(inject('recordsUrl'));
  url.pathname = `/${name}`;
  const records = await openPostgres(url.href, { connections: 6 });
  const drop = async () => {
    await records.close();
    await asAdmin(`drop database ${name} with (force)`);
  };
  return { records, drop };
}

async function freshWarehouse() {
  const name = freshName();
  const address = inject('warehouseAddress');
  const pattern = connectWarehouse(address);
  await pattern.run(sql`create database ${identifier(name, [name])}`);
  await copyPattern(pattern, address.database, name);
  const warehouse = connectWarehouse({ ...address, database: name });
  const drop = async () => {
    await warehouse.close();
    await pattern.run(sql`drop database ${identifier(name, [name])} sync`);
    await pattern.close();
  };
  return { warehouse, drop };
}

/** The tables and views of the migrated pattern as they stand; migrating anew takes a second. */
async function copyPattern(warehouse: Warehouse, pattern: string, name: string): Promise<void> {
  const made = await warehouse.rows(sql<{ engine: string; statement: string }>`
    select engine, create_table_query as statement
    from system.tables
    where database = ${pattern}`);
  const copy = ({ statement }: { statement: string }) =>
    warehouse.run({ kind: 'sql', parts: [{ text: statement.replaceAll(`${pattern}.`, `${name}.`) }] });
  const isView = ({ engine }: { engine: string }) => engine.endsWith('View');
  await Promise.all(made.filter((one) => !isView(one)).map(copy));
  await Promise.all(made.filter(isView).map(copy));
  const notes = ['schema_migrations'];
  await warehouse.run(
    sql`insert into ${identifier(name, [name])}.${identifier('schema_migrations', notes)} select * from schema_migrations`,
  );
}

const freshName = () => `test_${randomBytes(6).toString('hex')}`;

async function asAdmin(statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: inject('recordsAdminUrl') });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}

/** A workspace with one source. */
export interface TestWorkspace extends Workspace {
  /** The source's number. */
  readonly source: number;
  readonly writeKey: string;
}

type WorkspaceWishes = Partial<Omit<Workspace, 'number' | 'id' | 'layout'>>;

/** Makes a workspace (Paris, weeks from Monday, euros unless told) with one source named `test`. */
export async function createTestWorkspace(
  { records, clock }: Pick<TestEngines, 'records' | 'clock'>,
  wishes: WorkspaceWishes = {},
): Promise<TestWorkspace> {
  const workspace = {
    id: newId('ws'),
    slug: `test-${randomBytes(4).toString('hex')}`,
    name: 'Test',
    timezone: 'Europe/Paris',
    weekStart: 'monday',
    currency: 'EUR',
    countingUnit: 'customer',
    voice: 'vous',
    smallestDifference: 0.05,
    layout: 1,
    demo: null,
    ...wishes,
  } as const;
  const writeKey = newSecret('wk');
  const at = new Date(clock.now());
  const made = await records.row(sql<{ number: number; source: number }>`
    with workspace as (
      insert into workspaces (
        id, slug, name, timezone, week_start, currency, counting_unit, voice, smallest_difference, layout, demo, created_at
      )
      values (
        ${workspace.id}, ${workspace.slug}, ${workspace.name}, ${workspace.timezone}, ${workspace.weekStart},
        ${workspace.currency}, ${workspace.countingUnit}, ${workspace.voice}, ${workspace.smallestDifference},
        ${workspace.layout}, ${workspace.demo}, ${at}
      )
      returning number
    )
    insert into sources (workspace_id, name, write_key, created_at)
    select number, 'test', ${writeKey}, ${at} from workspace
    returning workspace_id as number, number as source`);
  if (made === undefined) throw new Error('the workspace was not made');
  return { ...workspace, ...made, writeKey };
}
