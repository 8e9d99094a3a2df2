import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
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

/** Imports in another process, killed a while after it began; undefined where it was killed before its end. */
async function importKilledAfter(
  workspace: TestWorkspace,
  file: string,
  ms: number,
): Promise<string | undefined> {
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
  const code = await Promise.race([ended, pause(ms).then(() => 'late' as const)]);
  if (code !== 'late')
    return code === 0 ? output : Promise.reject(new Error(`the import ended with ${code}: ${output}`));
  child.kill('SIGKILL');
  await ended;
  return undefined;
}

const importOf = (workspace: TestWorkspace) =>
  bed.engines.records.row(sql<{ state: string }>`
    select state, accepted, stored, duplicate, rejected
    from imports
    where workspace_id = ${workspace.number}`);

const rowCount = 8_000;
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
    for (let ms = 200; (await importOf(workspace))?.state !== 'done'; ms *= 1.6) {
      const output = await importKilledAfter(workspace, file, Math.min(ms, 30_000));
      if (output === undefined) kills += 1;
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
