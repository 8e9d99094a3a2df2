import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { identifier, sql } from '#src/basics/sql.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { insertingBy, loadingParts } from '../../../test/loading.ts';
import { refused, visit } from '../../../test/received.ts';
import type { Decoded } from '../intake/index.ts';
import { type LoadingParts, loadEvents, RecentIds } from '../loading/index.ts';
import { operations, replaySetAside } from './index.ts';

let engines: TestEngines;
let workspace: TestWorkspace;
let parts: LoadingParts;

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());
beforeEach(async () => {
  workspace = await createTestWorkspace(engines);
  parts = loadingParts(engines);
  parts.recent.whole = true; // as in a server that has been running for a while
});

const load = (batch: bigint, events: readonly Decoded[], by = parts) =>
  loadEvents(by, { workspace: workspace.number, source: workspace.source, batch, events });

/** What the client sends: nobody is named, until somebody mends it. */
const text = (rest: object) =>
  JSON.stringify({ type: 'track', event: 'Visit', messageId: 'order-1', ...rest });
const again = { ...visit('julie'), messageId: 'order-1', neverCorrect: false };

async function setAsideAndMended(batch = 1n): Promise<void> {
  await load(batch, [refused(text({}))]);
  await engines.records.run(sql`
    update set_aside
    set mended = ${Buffer.from(text({ userId: 'julie' }))}, state = 'replaying'
    where workspace_id = ${workspace.number}
      and batch = ${batch}`);
}

const tables = ['events', 'events_by_customer', 'message_ids'] as const;
const counts = (): Promise<number[]> =>
  Promise.all(
    tables.map(async (table) => {
      const [row] = await engines.warehouse.rows(sql<{ n: string }>`
        select count() as n from ${identifier(table, tables)} where workspace_id = ${workspace.number}`);
      return Number(row?.n);
    }),
  );

const program = fileURLToPath(new URL('../../../test/faults/replay-in-process.ts', import.meta.url));

const attach = () => engines.warehouse.run(sql`attach table door_to_message_ids`);

/** Replays in a process that dies half-way through the door. */
async function replayKilledHalfWay(): Promise<void> {
  const { warehouse, records } = engines;
  const [database] = await warehouse.rows(sql<{ name: string }>`select currentDatabase() as name`);
  const address = { ...inject('warehouseAddress'), database: database?.name };
  const told = { address, recordsUrl: records.url, workspace: workspace.number };
  const child = spawn(process.execPath, [program, JSON.stringify(told)], { stdio: 'ignore' });
  const signal = await new Promise((resolve) => child.once('close', (_code, by) => resolve(by)));
  expect(signal).toBe('SIGKILL');
  await attach();
}

/** The same within this process: the door lets rows into every table but `message_ids`, then fails. */
const halfWay = (): LoadingParts => {
  const { warehouse } = engines;
  const insert: Warehouse['insert'] = async (table, rows, wishes) => {
    await warehouse.run(sql`detach table door_to_message_ids`);
    await warehouse.insert(table, rows, wishes);
    await attach();
    throw new Error('cut');
  };
  return {
    ...parts,
    warehouse: insertingBy(warehouse, insert),
  };
};

const accounting = () =>
  engines.records.row(sql`
    select sum(accepted)::integer as accepted, sum(stored)::integer as stored, sum(rejected)::integer as rejected,
      sum(duplicate)::integer as duplicate
    from load_counts
    where workspace_id = ${workspace.number}`);

describe('a replay of a set-aside event', () => {
  it('killed half-way through the door stores it once in every table, though the client sends it again first', async () => {
    await setAsideAndMended();
    await replayKilledHalfWay();
    expect(await counts()).toEqual([1, 1, 0]);
    expect(await load(2n, [again])).toMatchObject({ stored: 0, duplicate: 1 });
    expect(await replaySetAside(parts, workspace.number)).toBe(1);
    expect(await counts()).toEqual([1, 1, 1]);
    expect(await accounting()).toEqual({ accepted: 2, stored: 1, rejected: 0, duplicate: 1 });
    expect(await load(3n, [again])).toMatchObject({ stored: 0, duplicate: 1 });
  }, 60_000);

  it('looks its id up, however long ago the same message was stored', async () => {
    await setAsideAndMended();
    await load(2n, [again]);
    parts = { ...parts, recent: new RecentIds(7 * 86_400_000) };
    parts.recent.whole = true; // eight days later: the id is not among the recent ones
    await replaySetAside(parts, workspace.number);
    expect(await counts()).toEqual([1, 1, 1]);
    expect(await accounting()).toEqual({ accepted: 2, stored: 1, rejected: 0, duplicate: 1 });
  });

  it('waits while a batch is half stored, which may hold the same message', async () => {
    await setAsideAndMended();
    await expect(load(2n, [again], halfWay())).rejects.toThrow('cut');
    await expect(replaySetAside(parts, workspace.number)).rejects.toThrow('batch 2 is half stored');
    expect(await load(2n, [again])).toMatchObject({ stored: 1 });
    await replaySetAside(parts, workspace.number);
    expect(await counts()).toEqual([1, 1, 1]);
  });

  it('that fails half-way does not keep another waiting, nor lets the same message in by it', async () => {
    await setAsideAndMended();
    await expect(replaySetAside(halfWay(), workspace.number)).rejects.toThrow('cut');
    await setAsideAndMended(2n); // the same once more, and it is replayed first
    await engines.records.run(sql`
      update set_aside
      set state = 'open'
      where workspace_id = ${workspace.number}
        and batch = 1`);
    await replaySetAside(parts, workspace.number);
    await engines.records.run(sql`
      update set_aside
      set state = 'replaying'
      where workspace_id = ${workspace.number}
        and state = 'open'`);
    await replaySetAside(parts, workspace.number);
    expect(await counts()).toEqual([1, 1, 1]);
    expect(await accounting()).toEqual({ accepted: 2, stored: 1, rejected: 0, duplicate: 1 });
  });
});

it.each([
  ['rejects.list', (id: string) => ({ before: id })],
  ['rejects.fix', (id: string) => ({ id, event: '{}' })],
  ['rejects.replay', (id: string) => ({ ids: [id] })],
  ['rejects.discard', (id: string) => ({ ids: ['1', id] })],
])('%s refuses an id of more digits than any has', (name, asked) => {
  const operation = operations.find((one) => one.name === name);
  const takes = (id: string) => operation?.input.safeParse(asked(id)).success;
  expect([takes('9'.repeat(18)), takes('9'.repeat(20)), takes('')]).toEqual([true, false, false]);
});
