import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { openChdb } from './chdb.ts';
import type { ChildWord } from './child-words.ts';
import { isWarehouseFault } from './fault.ts';
import type { Warehouse } from './port.ts';
import { asLines, doorRow, layTables, type OwnEngine, openOwnEngine } from './test-bed.ts';

const batches = 36;
const rowsPerBatch = 400;

/** 400 rows: 397 tracked, one identify with two traits, two groups of which one carries a trait. */
function batch(number: number): Buffer {
  const rows = Array.from({ length: rowsPerBatch }, (_, i) =>
    doorRow(number * rowsPerBatch + i, { batch: String(number) }),
  );
  rows[0] = { ...rows[0], type: 'identify', traits: '{"plan":"pro","seats":5}' };
  rows[1] = { ...rows[1], type: 'group', group_id: `g${number}`, traits: '{"size":3}' };
  rows[2] = { ...rows[2], type: 'group', group_id: `g${number}` };
  return asLines(rows);
}

/** Sends a batch again under its token for as long as the fault may pass. */
async function load(warehouse: Warehouse, number: number): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    try {
      await warehouse.insert('door', batch(number), { token: `b${number}` });
      return tries;
    } catch (error) {
      if (!isWarehouseFault(error) || !error.retryable || tries > 20) throw error;
    }
  }
}

it('stores each batch once in every table through twelve kills of the engine', {
  timeout: 180_000,
}, async () => {
  const { warehouse, close } = await openOwnEngine();
  await layTables(warehouse);
  let kills = 0;
  let repeated = 0;
  for (let number = 0; number < batches; number += 1) {
    const loading = load(warehouse, number);
    if (number % 3 === 1) {
      await pause((number * 13) % 90);
      process.kill(warehouse.pid(), 'SIGKILL');
      kills += 1;
    }
    repeated += (await loading) - 1;
  }
  expect(kills).toBe(12);
  console.log(`${kills} kills, ${repeated} batches sent again`);
  const [counts] = await warehouse.rows(sql`
    select
      (select (count(), uniqExact(message_id)) from events) as events,
      (select (count(), uniqExact(message_id)) from events_by_customer) as by_customer,
      (select (count(), uniqExact(id_hash)) from message_ids) as ids,
      (select sum(events) from customer_events) as of_customers,
      (select count() from trait_changes) as traits,
      (select count() from memberships) as memberships,
      (select count() from account_trait_changes) as account_traits,
      (select groupBitmapMerge(customers) from event_days where event = '') as active`);
  const rows = String(batches * rowsPerBatch);
  expect(counts).toEqual({
    events: [rows, rows],
    by_customer: [rows, rows],
    ids: [rows, rows],
    of_customers: rows,
    traits: String(batches * 2),
    memberships: String(batches * 2),
    account_traits: String(batches),
    active: 50,
  });
  await close();
});

describe('an engine of this machine', () => {
  let engine: OwnEngine;
  beforeAll(async () => {
    engine = await openOwnEngine();
    await engine.warehouse.run(sql`create table kept (n UInt64) engine = MergeTree order by n`);
    await engine.warehouse.insert('kept', asLines([{ n: 7 }]));
  });
  afterAll(() => engine.close());

  it('fails calls under way as interrupted when it dies, and serves those that come after', async () => {
    const { warehouse } = engine;
    const asked = warehouse.rows(sql`select count() from numbers(100000000000) where sipHash64(number) = 1`);
    asked.catch(() => undefined);
    await pause(200);
    const before = warehouse.pid();
    process.kill(before, 'SIGKILL');
    await expect(asked).rejects.toMatchObject({
      name: 'WarehouseError',
      kind: 'interrupted',
      retryable: true,
    });
    await warehouse.ping();
    expect(warehouse.pid()).not.toBe(before);
  });

  it('refuses a second owner of a data folder, and tells whose fault it is', async () => {
    await expect(openChdb({ folder: engine.folder })).rejects.toMatchObject({
      name: 'WarehouseError',
      kind: 'locked',
      message: expect.stringContaining('belongs to another running Perdure'),
    });
    await engine.warehouse.ping();
  });

  it('keeps what was stored when it is closed and opened again; says that the disk is full, and reads on', async () => {
    await engine.warehouse.close();
    const petabyte = 2 ** 50;
    const poor = await openChdb({ folder: engine.folder, limits: { keepFree: petabyte } });
    expect(await poor.rows(sql`select n from kept`)).toEqual([{ n: '7' }]);
    await expect(poor.insert('kept', asLines([{ n: 2 }]))).rejects.toMatchObject({
      kind: 'no_space',
      retryable: true,
    });
    expect(await poor.rows(sql`select n from kept`)).toEqual([{ n: '7' }]);
    await poor.close();
  });
});

it('ends at once when the channel to its parent closes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'perdure-warehouse-'));
  const child = fork(join(import.meta.dirname, 'child.ts'), [], { execArgv: [] });
  const ready = new Promise<ChildWord>((resolve) =>
    child.once('message', (word: ChildWord) => resolve(word)),
  );
  child.send({ folder, port: 0, secret: { user: 'u', password: 'p' }, limits: {} });
  expect(await ready).toMatchObject({ kind: 'ready' });
  const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  child.disconnect();
  expect(await ended).toBe('SIGKILL');
  await rm(folder, { recursive: true });
});
