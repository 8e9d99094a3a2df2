import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { systemClock } from '#src/engines/clock/index.ts';
import { type Journal, openJournal } from '#src/engines/journal/index.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { KnownNumbers, withIdentityLock } from '../identity/index.ts';
import type { LoadingParts } from './load.ts';
import { type Loader, startLoader } from './loader.ts';
import { RecentIds } from './recent-ids.ts';

let engines: TestEngines;
let folder: string;
let journal: Journal;
let busy: TestWorkspace;
let other: TestWorkspace;

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perdure-held-'));
  journal = await openJournal({ folder });
  busy = await createTestWorkspace(engines);
  other = await createTestWorkspace(engines);
});
afterEach(async () => {
  for (const loader of running.splice(0)) await loader.stop();
  await journal.close();
  await rm(folder, { recursive: true, force: true });
});

const running: Loader[] = [];
const start = (instead: Partial<LoadingParts> = {}): Loader => {
  const loader = startLoader({
    ...engines,
    clock: systemClock,
    journal,
    recent: new RecentIds(7 * 86_400_000),
    known: new KnownNumbers(),
    placeOf: async () => ({ timezone: 'Europe/Paris', layout: 1, rules: [] }),
    logger: { info: () => {}, error: () => {} },
    ...instead,
  });
  running.push(loader);
  return loader;
};

const accept = (workspace: TestWorkspace, messageId: string) =>
  journal.append({
    workspace: workspace.number,
    source: workspace.source,
    shape: 'segment.batch',
    receivedAt: systemClock.now(),
    sentAt: null,
    events: 1,
    body: Buffer.from(JSON.stringify({ batch: [{ type: 'track', event: 'Visit', userId: 'a', messageId }] })),
  });

async function messages({ number }: TestWorkspace): Promise<string[]> {
  const rows = await engines.warehouse.rows(sql<{ message_id: string }>`
    select message_id
    from events_by_customer
    where workspace_id = ${number}
    order by message_id`);
  return rows.map((row) => row.message_id);
}

/** Looks until it holds; the test's own time limit ends a look that never does. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20);
}

/** Works on who is who of the busy workspace, as a rebuild does, until told to end. */
async function work(): Promise<{ end(): Promise<void> }> {
  let end = () => {};
  let begun = () => {};
  const beginning = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const ending = new Promise<void>((resolve) => {
    end = resolve;
  });
  const over = withIdentityLock(engines.records, busy.number, () => {
    begun();
    return ending;
  });
  await beginning;
  return {
    end: async () => {
      end();
      await over;
    },
  };
}

const counted = ({ number }: TestWorkspace) =>
  engines.records.row(sql`
    select sum(accepted)::integer as accepted, sum(stored)::integer as stored, sum(duplicate)::integer as duplicate
    from load_counts
    where workspace_id = ${number}`);

describe('while one workspace is being rebuilt', () => {
  it('the others go on, and its own events wait in the journal and are stored once when it is over', async () => {
    const rebuild = await work();
    await accept(busy, 'b1');
    await accept(other, 'o1');
    const loader = start();
    await until(async () => (await messages(other)).length === 1);
    await accept(other, 'o2');
    await accept(busy, 'b2');
    await until(async () => (await messages(other)).length === 2);
    await until(async () => (await journal.waiting()).begun.length === 2);
    expect(await messages(busy)).toEqual([]);
    expect(loader.held).toEqual([busy.number]);
    await until(async () => (await loader.behindSince()) === null); // that is nobody's fault
    await rebuild.end();
    await loader.drained();
    expect(await messages(busy)).toEqual(['b1', 'b2']);
    expect(loader.held).toEqual([]);
    await loader.stop();
    expect((await journal.waiting()).entries).toBe(0);
    expect(await counted(busy)).toEqual({ accepted: 2, stored: 2, duplicate: 0 });
    expect(await counted(other)).toEqual({ accepted: 2, stored: 2, duplicate: 0 });
  });

  it('a start in between loads again only what waited', async () => {
    const rebuild = await work();
    await accept(busy, 'b1');
    await accept(other, 'o1');
    const first = start();
    await until(async () => (await counted(other)) !== undefined && (await messages(other)).length === 1);
    await until(async () => first.held.length === 1);
    await first.stop();
    const second = start();
    await rebuild.end();
    await second.drained();
    await second.stop();
    expect(await messages(busy)).toEqual(['b1']);
    expect(await messages(other)).toEqual(['o1']);
  });

  it('loading that stands still for another reason says since when', async () => {
    const receivedAt = systemClock.now();
    const loader = start({
      placeOf: async () => {
        throw new Error('the records are away');
      },
    });
    await accept(other, 'o1');
    await until(async () => loader.trouble !== null);
    const since = (await loader.behindSince()) ?? 0;
    expect(since).toBeGreaterThanOrEqual(receivedAt);
    await loader.stop();
  });
});
