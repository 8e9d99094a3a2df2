import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bed, openBed } from '../faults/bed.ts';
import { reckon, unsettled } from '../faults/ledger.ts';
import { enginesOf, perdure, signal } from '../faults/server-process.ts';

let bed: Bed;
beforeEach(async () => {
  bed = await openBed('Engine killed');
}, 120_000);
afterEach(() => bed?.close());

const rows = 60_000;
/** Most rows go the bulk way, some the ordinary one. */
const lines = Array.from({ length: rows }, (_, i) =>
  JSON.stringify({
    type: 'track',
    event: `e${i % 7}`,
    userId: `u${i % 900}`,
    timestamp: new Date(Date.UTC(2025, 0, 1) + i * 60_000).toISOString(),
    messageId: `m${i}`,
    properties: { i },
    ...(i % 500 === 0 ? { traits: { n: i } } : {}),
  }),
).join('\n');
const ids = new Set(Array.from({ length: rows }, (_, i) => `m${i}`));

interface Import {
  readonly id: string;
  readonly state: string;
  readonly accepted: number;
}

const imports = async () => (await bed.ask<{ imports: readonly Import[] }>('imports.list')).imports;
/** Kills the warehouse's engine once in each of these states of the work; answers in which it was met. */
async function killTheEngine(during: readonly string[]): Promise<ReadonlySet<string>> {
  const states = new Set<string>();
  for (const end = performance.now() + 100_000; performance.now() < end; await wait(20)) {
    const [one] = await imports();
    if (one?.state === 'done') return states;
    if (one === undefined || !during.includes(one.state) || states.has(one.state)) continue;
    states.add(one.state);
    signal(enginesOf(bed.server).warehouse, 'SIGKILL');
  }
  throw new Error(`not done after kills in ${[...states]}: ${JSON.stringify(await imports())}`);
}

async function storedOnce(): Promise<void> {
  expect(await imports()).toMatchObject([
    { state: 'done', accepted: rows, stored: rows, duplicate: 0, rejected: 0, trouble: null },
  ]);
  await bed.server.end();
  expect(unsettled(await reckon(bed, ids))).toEqual([]);
}

describe('an import whose warehouse engine is killed under it', () => {
  it('goes on by itself when it was dropped on the page, and stores each row once', async () => {
    const received = await fetch(
      `${bed.server.address}/api/imports?name=killed.jsonl&workspace=${bed.workspace}`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${bed.apiKey}`, 'content-type': 'application/octet-stream' },
        body: lines,
      },
    );
    const { upload } = (await received.json()) as { upload: string };
    await bed.ask('imports.start', { upload });
    const states = await killTheEngine(['loading']);
    console.log(`engine killed while ${[...states].join(', ')}`);
    expect(states.has('loading')).toBe(true);
    await storedOnce();
  }, 180_000);

  it('goes on by itself when it was begun by the command line, which answers its end', async () => {
    const file = join(bed.folder, 'killed.jsonl');
    await writeFile(file, lines);
    const ended = perdure(bed.folder, 'import', file, '--workspace', bed.workspace);
    const [states, answer] = await Promise.all([killTheEngine(['reading', 'comparing', 'loading']), ended]);
    console.log(`engine killed while ${[...states].join(', ')}`);
    expect(states.has('loading')).toBe(true);
    expect(answer).toMatchObject({ imports: [{ state: 'done', stored: rows }] });
    await storedOnce();
  }, 180_000);
});
