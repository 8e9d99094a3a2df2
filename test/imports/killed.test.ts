import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { identifier, sql } from '#src/basics/sql.ts';
import { createTestWorkspace, type TestWorkspace } from '../engines.ts';
import { type ImportBed, openImportBed } from './bed.ts';

let bed: ImportBed;
beforeAll(async () => {
  bed = await openImportBed();
});
afterAll(() => bed?.close());

const program = fileURLToPath(new URL('import-in-process.ts', import.meta.url));

/** Imports in another process, killed once so many steps are noted, or never; true where it was killed before its end. */
async function importKilledAt(workspace: TestWorkspace, file: string, steps?: number): Promise<boolean> {
  const [database] = await bed.engines.warehouse.rows(
    sql<{ name: string }>`select currentDatabase() as name`,
  );
  const told = {
    address: { ...inject('warehouseAddress'), database: database?.name },
    recordsUrl: bed.engines.records.url,
    folder: bed.parts.folder.path,
    workspace,
    file,
  };
  const child = spawn(process.execPath, [program, JSON.stringify(told)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await Promise.race([once(child.stdout, 'data'), ended]); // to start it takes as long as half the import
  if (steps !== undefined) {
    const runs = () => child.exitCode === null && child.signalCode === null;
    while (runs() && (await stepsNoted(workspace)) < steps);
    child.kill('SIGKILL'); // does nothing to what has ended
  }
  const code = await ended;
  if (code !== null && code !== 0) throw new Error(`the import ended with ${code}: ${output}`);
  return code === null;
}

/** How far an import is noted to be: itself, each chunk once stored, each chunk once counted. */
async function stepsNoted({ number }: TestWorkspace): Promise<number> {
  const row = await bed.engines.records.row(sql<{ steps: number }>`
    select (select count(*) from imports where workspace_id = ${number})
      + (select count(*) from import_bulk_stored where workspace_id = ${number})
      + (select count(*) from import_chunks where workspace_id = ${number}) as steps`);
  return Number(row?.steps ?? 0);
}

const importOf = (workspace: TestWorkspace) =>
  bed.engines.records.row(sql<{ state: string }>`
    select state, accepted, stored, duplicate, rejected
    from imports
    where workspace_id = ${workspace.number}`);

const rowCount = 8_000;
/** While it reads; among the first chunks that are stored; between; among the last that are counted. Of 17 in all. */
const killedAt = [1, 2, 6, 10, 14];
const tables = ['events', 'events_by_customer', 'message_ids'] as const;

describe('an import that is killed again and again', () => {
  it('stores each row once in every table, and goes on instead of beginning anew', async () => {
    const workspace = await createTestWorkspace(bed.engines);
    const lines = Array.from({ length: rowCount }, (_, i) => {
      const timestamp = new Date(Date.UTC(2025, 0, 1) + i * 60_000).toISOString();
      const odd = i % 500 === 0 ? { traits: { n: i } } : {}; // goes the ordinary way
      return JSON.stringify({
        type: 'track',
        event: `e${i % 7}`,
        userId: `u${i % 900}`,
        timestamp,
        messageId: `m${i}`,
        properties: { i },
        ...odd,
      });
    });
    const file = await bed.file('killed.jsonl', lines.join('\n'));
    let kills = 0;
    // Killed between the note of its end and its last word, an import is done all the same.
    for (const steps of [...killedAt, undefined]) {
      if ((await importOf(workspace))?.state === 'done') break;
      if (await importKilledAt(workspace, file, steps)) kills += 1;
    }
    console.log(`${kills} kills before the end`);
    expect(kills).toBeGreaterThan(2);
    expect(await importOf(workspace)).toMatchObject({
      state: 'done',
      accepted: rowCount,
      stored: rowCount,
      duplicate: 0,
      rejected: 0,
    });
    for (const table of tables) {
      const [row] = await bed.engines.warehouse.rows(sql<{ n: string }>`
        select count() as n from ${identifier(table, tables)} where workspace_id = ${workspace.number}`);
      expect([table, Number(row?.n)]).toEqual([table, rowCount]);
    }
    const [derived] = await bed.engines.warehouse.rows(sql<{
      events: string;
      customers: string;
      bits: string;
    }>`
      select (select sum(events) from customer_events where workspace_id = ${workspace.number}) as events,
        (select uniqExact(customer) from events where workspace_id = ${workspace.number}) as customers,
        (select bitmapCardinality(groupBitmapMergeState(customers)) from event_days where workspace_id = ${workspace.number} and event = '') as bits`);
    expect(derived).toEqual({ events: String(rowCount), customers: '900', bits: '900' });
    const imports = await bed.engines.records.row(sql<{ n: number }>`
      select count(*) as n from imports where workspace_id = ${workspace.number}`);
    expect(imports?.n).toBe(1);
  }, 180_000);
});
