import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bed, openBed } from '../faults/bed.ts';
import { reckon, unsettled } from '../faults/ledger.ts';
import { enginesOf, perdure, signal } from '../faults/server-process.ts';

let bed: Bed;
beforeAll(async () => {
  bed = await openBed('Engine killed');
}, 120_000);
afterAll(() => bed?.close());

const rows = 30_000;

const idsOf = (file: string): string[] => Array.from({ length: rows }, (_, i) => `${file}${i}`);

/** The lines of a file with messages of its own. Most rows go the bulk way, some the ordinary one. */
const linesOf = (file: string): string =>
  idsOf(file)
    .map((messageId, i) =>
      JSON.stringify({
        type: 'track',
        event: `e${i % 7}`,
        userId: `u${i % 900}`,
        timestamp: new Date(Date.UTC(2025, 0, 1) + i * 60_000).toISOString(),
        messageId,
        properties: { i },
        ...(i % 500 === 0 ? { traits: { n: i } } : {}),
      }),
    )
    .join('\n');

interface Import {
  readonly name: string;
  readonly state: string;
}

/** The import of one of the two files. */
const importOf = async (file: string) => {
  const { imports } = await bed.ask<{ imports: readonly Import[] }>('imports.list');
  return imports.find(({ name }) => name === `${file}.jsonl`);
};

/** Kills the warehouse's engine once in each of these states of the work; answers in which it was met. */
async function killTheEngine(file: string, during: readonly string[]): Promise<ReadonlySet<string>> {
  const states = new Set<string>();
  for (const end = performance.now() + 100_000; performance.now() < end; await wait(20)) {
    const one = await importOf(file);
    if (one?.state === 'done') return states;
    if (one === undefined || !during.includes(one.state) || states.has(one.state)) continue;
    states.add(one.state);
    signal(enginesOf(bed.server).warehouse, 'SIGKILL');
  }
  throw new Error(`not done after kills in ${[...states]}: ${JSON.stringify(await importOf(file))}`);
}

const done = { state: 'done', accepted: rows, stored: rows, duplicate: 0, rejected: 0, trouble: null };

describe('an import whose warehouse engine is killed under it', () => {
  it('goes on by itself when it was dropped on the page', async () => {
    const received = await fetch(
      `${bed.server.address}/api/imports?name=page.jsonl&workspace=${bed.workspace}`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${bed.apiKey}`, 'content-type': 'application/octet-stream' },
        body: linesOf('page'),
      },
    );
    const { upload } = (await received.json()) as { upload: string };
    await bed.ask('imports.start', { upload });
    const states = await killTheEngine('page', ['loading']);
    console.log(`engine killed while ${[...states].join(', ')}`);
    expect(states.has('loading')).toBe(true);
    expect(await importOf('page')).toMatchObject(done);
  }, 180_000);

  it('goes on by itself when it was begun by the command line, which answers its end', async () => {
    const file = join(bed.folder, 'line.jsonl');
    await writeFile(file, linesOf('line'));
    const ended = perdure(bed.folder, 'import', file, '--workspace', bed.workspace);
    const [states, answer] = await Promise.all([
      killTheEngine('line', ['reading', 'comparing', 'loading']),
      ended,
    ]);
    console.log(`engine killed while ${[...states].join(', ')}`);
    expect(states.has('loading')).toBe(true);
    expect(answer).toMatchObject({ imports: [{ state: 'done', stored: rows }] });
    expect(await importOf('line')).toMatchObject(done);
  }, 180_000);

  it('has stored each row once, in every table', async () => {
    await bed.server.end();
    const ids = new Set(['page', 'line'].flatMap(idsOf));
    expect(unsettled(await reckon(bed, ids))).toEqual([]);
  }, 60_000);
});
