import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { systemClock } from '#src/engines/clock/index.ts';
import { type Journal, openJournal } from '#src/engines/journal/index.ts';
import { openPostgres } from '#src/engines/records/index.ts';
import type { Records } from '#src/engines/records/port.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { loadingParts } from '../../../test/loading.ts';
import { IdentityBusy, refuseHalfStored, withIdentityLock } from '../identity/index.ts';
import type { LoaderParts } from './held-parts.ts';
import { type Loader, startLoader } from './loader.ts';

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
const start = (instead: Partial<LoaderParts> = {}): Loader => {
  const loader = startLoader({
    ...loadingParts(engines),
    clock: systemClock,
    journal,
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
async function work(
  on: TestWorkspace = busy,
  records: Records = engines.records,
): Promise<{ end(): Promise<void> }> {
  let end = () => {};
  let begun = () => {};
  const beginning = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const ending = new Promise<void>((resolve) => {
    end = resolve;
  });
  const over = withIdentityLock(records, on.number, () => {
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

  it('what arrives for it alone waits in few batches, so that it is loaded soon when it is over', async () => {
    const rebuild = await work();
    const loader = start();
    for (let i = 0; i < 25; i += 1) {
      await accept(busy, `b${i}`);
      await pause(100);
    }
    expect((await journal.waiting()).begun.length).toBeLessThanOrEqual(2); // where nobody is held: one each 0.4 s
    await rebuild.end();
    await loader.drained();
    expect(await messages(busy)).toHaveLength(25);
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

describe('while three workspaces are worked on for long', () => {
  it('a fourth that is free again is loaded, and chores that hold all places do not keep loading waiting', async () => {
    const records = await openPostgres(engines.records.url, { connections: 8 });
    const long = await Promise.all([1, 2, 3].map(() => createTestWorkspace(engines)));
    const works = [];
    for (const workspace of [...long, busy]) works.push(await work(workspace, records));
    await expect(
      withIdentityLock(records, other.number, async () => undefined, { patienceMs: 50 }),
    ).rejects.toThrow(IdentityBusy); // the places of chores are taken, though nobody works on this one
    for (const workspace of [...long, busy, other]) await accept(workspace, 'm1');
    const loader = start();
    await until(async () => (await messages(other)).length === 1);
    await until(async () => loader.held.length === 4);
    await works.pop()?.end();
    await until(async () => (await messages(busy)).length === 1);
    await until(async () => loader.held.length === 3); // its lane ends after its last batch is finished
    expect(loader.held.toSorted()).toEqual(long.map(({ number }) => number).toSorted());
    for (const one of works) await one.end();
    await loader.drained();
    await records.close();
  }, 60_000);
});

describe('a part that cannot be loaded', () => {
  it('does not keep the others waiting, says so, and is loaded once it can be', async () => {
    let broken = true;
    const loader = start({
      placeOf: async (workspace) => {
        if (broken && workspace === busy.number) throw new Error('a part that nobody can load');
        return { timezone: 'Europe/Paris', layout: 1, rules: [] };
      },
    });
    const receivedAt = systemClock.now();
    await accept(busy, 'b1');
    await accept(other, 'o1');
    await until(async () => (await messages(other)).length === 1);
    await accept(other, 'o2');
    await until(async () => (await messages(other)).length === 2);
    expect(await messages(busy)).toEqual([]);
    expect(loader.trouble).toBe('a part that nobody can load');
    expect(loader.held).toEqual([]); // nobody works on it
    expect(await loader.behindSince()).toBeGreaterThanOrEqual(receivedAt);
    broken = false;
    await loader.drained();
    expect(await messages(busy)).toEqual(['b1']);
    expect(loader.trouble).toBe(null);
  }, 30_000);
});

describe('the mark of a batch that the journal lost', () => {
  it('is taken back when loading starts; marks of others stay', async () => {
    const imported = 2n ** 62n;
    await engines.records.run(sql`
      insert into batches_in_hand (workspace_id, batch)
      values (${busy.number}, 7), (${other.number}, ${imported}), (${other.number}, -3)`);
    const loader = start();
    await until(async () => {
      const marks = await engines.records.rows(sql`
        select 1 as one from batches_in_hand where workspace_id = ${busy.number}`);
      return marks.length === 0;
    });
    await refuseHalfStored(engines.records, busy.number);
    const [row] = await engines.records.rows(sql<{ n: number }>`
      select count(*)::integer as n from batches_in_hand where workspace_id = ${other.number}`);
    expect(row?.n).toBe(2);
    await loader.stop();
  });

  it('no longer holds back what was given up meanwhile', async () => {
    const logged: string[] = [];
    await engines.records.run(sql`
      insert into batches_in_hand (workspace_id, batch) values (${busy.number}, 7)`);
    await engines.records.run(sql`
      insert into retirements (workspace_id, customer, batch, successors, retired_at)
      values (${busy.number}, 1, 8, '{2}', now())`);
    const logger = { info: () => {}, error: (_: object, message: string) => void logged.push(message) };
    start({ logger });
    await until(async () => {
      const moved = await engines.records.rows(sql`
        select 1 as one from retirements where workspace_id = ${busy.number} and moved_at is not null`);
      return moved.length === 1;
    });
    expect(logged).toEqual(['a batch that was half stored is gone from the journal; its mark is taken back']);
  });

  it('is not taken back where the journal holds the batch', async () => {
    await accept(busy, 'b1');
    const batch = await journal.next(100);
    await engines.records.run(sql`
      insert into batches_in_hand (workspace_id, batch) values (${busy.number}, ${BigInt(batch?.id ?? 0)})`);
    const rebuild = await work();
    const loader = start();
    await until(async () => loader.held.length === 1);
    await expect(refuseHalfStored(engines.records, busy.number)).rejects.toThrow('half stored');
    await rebuild.end();
    await loader.drained();
    await refuseHalfStored(engines.records, busy.number);
    expect(await messages(busy)).toEqual(['b1']);
  });
});
