import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '#src/engines/clock/index.ts';
import { type OpenRecords, openEmbeddedPostgres } from '#src/engines/records/index.ts';
import { openJobs } from './index.ts';

let folder: string;
let records: OpenRecords;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perdure-outage-'));
  records = await openEmbeddedPostgres({ folder });
});
afterAll(async () => {
  await records.close();
  await rm(folder, { recursive: true });
});

async function killPostgres(): Promise<void> {
  const pid = Number.parseInt(await readFile(join(folder, 'records/data/postmaster.pid'), 'utf8'), 10);
  process.kill(pid, 'SIGKILL');
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(20);
}

/** As a caller does: a refusal of kind `unavailable` is tried again, anything else is a fault. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    expect(error).toMatchObject({ code: 'engines.records_unavailable', kind: 'unavailable' });
    await pause(100);
    return patiently(work);
  }
}

it('chores go on by themselves after PostgreSQL was away, also the one that ended while it was', async () => {
  const done: unknown[] = [];
  const left = Promise.withResolvers<void>();
  const jobs = await openJobs({
    url: records.url,
    clock: systemClock,
    handlers: {
      note: async ({ n }) => {
        done.push(n);
      },
      long: async () => {
        if (!done.includes('long')) await left.promise;
        done.push('long');
      },
    },
  });
  await jobs.start();
  await jobs.add('note', { n: 1 });
  await until(() => done.length === 1);
  await jobs.add('long', {});
  await pause(1000);
  await killPostgres();
  left.resolve();
  await patiently(() => jobs.add('note', { n: 2 }));
  // What ended while nobody could write it down may be done once more; then nothing is left.
  while ((await patiently(jobs.waiting)).length > 0) await pause(50);
  await jobs.close();
  expect(new Set(done)).toEqual(new Set([1, 'long', 2]));
}, 60_000);
