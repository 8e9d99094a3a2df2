import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestEngines, type TestEngines } from '../test/engines.ts';
import { waitingForOthers } from './chores.ts';
import type { JobHandler, Jobs } from './engines/jobs/index.ts';
import { TryLater } from './events/identity/index.ts';

let engines: TestEngines;
let tries = 0;

const erase: JobHandler = async () => {
  tries += 1;
  if (tries <= 40) throw new TryLater('batch 7 is half stored');
};

beforeAll(async () => {
  const jobs = (): Jobs => engines.jobs;
  const handlers = waitingForOthers(
    { 'erasure.run': erase },
    { jobs, now: () => engines.clock.now() - 60_000 },
  );
  engines = await openTestEngines({ handlers });
});
afterAll(() => engines.close());

describe('a chore that waits for others', () => {
  it('is put in the queue anew, for as long as it takes, and uses up none of its tries', async () => {
    await engines.jobs.add('erasure.run', { id: 'ers_1', workspace: 1 }, { key: 'erasure-ers_1' });
    await engines.jobs.drain(); // by this clock each minute has gone by already
    expect(tries).toBe(41); // a chore has 16 for faults
    expect(await engines.jobs.waiting()).toEqual([]);
  });
});
