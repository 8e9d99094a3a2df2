import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { type JobHandler, openJobs } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

type Done = Readonly<Record<string, unknown>>[];

const noting =
  (done: Done): JobHandler =>
  async (payload) => {
    done.push(payload);
  };

const open = (handlers: Readonly<Record<string, JobHandler>>) =>
  openJobs({ url: engines.records.url, clock: engines.clock, handlers });

/** Looks until it holds; the test's own time limit ends a look that never does. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20);
}

describe('chores', () => {
  it('are kept when nobody works, and done by whoever opens the queue next', async () => {
    const adding = await open({ greet: noting([]) });
    await adding.add('greet', { whom: 'Julie' });
    await adding.close();
    const done: Done = [];
    const working = await open({ greet: noting(done) });
    await working.start();
    await until(() => done.length > 0);
    await working.close();
    expect(done).toEqual([{ whom: 'Julie' }]);
  });

  it('under one key that have not begun are one: the later of 2 holds', async () => {
    const done: Done = [];
    const jobs = await open({ count: noting(done) });
    await jobs.add('count', { n: 1 }, { key: 'one' });
    await jobs.add('count', { n: 2 }, { key: 'one' });
    await jobs.drain();
    await jobs.close();
    expect(done).toEqual([{ n: 2 }]);
  });

  it('of one queue are all done by one drain', async () => {
    const done: Done = [];
    const jobs = await open({ lane: noting(done) });
    for (const n of [1, 2, 3]) await jobs.add('lane', { n }, { queue: 'lane' });
    await jobs.drain();
    await jobs.close();
    expect(done).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it('wait until their time by our clock, not by the wall', async () => {
    const done: Done = [];
    const jobs = await open({ later: noting(done) });
    await jobs.add('later', { n: 1 }, { notBefore: engines.clock.now() + 60_000 });
    await jobs.add('later', { n: 2 }, { notBefore: engines.clock.now() - 60_000 });
    await jobs.drain();
    expect(done).toEqual([{ n: 2 }]);
    expect((await jobs.waiting()).map(({ payload }) => payload)).toEqual([{ n: 1 }]);
    await jobs.close();
    await engines.records.run({ kind: 'sql', parts: [{ text: 'delete from jobs._private_jobs' }] });
  });

  it('of one queue run one after the other: never 2 of 4 at once', async () => {
    let now = 0;
    let most = 0;
    let done = 0;
    const slow: JobHandler = async () => {
      now += 1;
      most = Math.max(most, now);
      await pause(20);
      now -= 1;
      done += 1;
    };
    const jobs = await open({ slow });
    for (const n of [1, 2, 3, 4]) await jobs.add('slow', { n }, { queue: 'lane' });
    await jobs.start();
    await until(() => done === 4);
    await jobs.close();
    expect(most).toBe(1);
  });

  it('that fail are kept with what went wrong, and tried again', async () => {
    const jobs = await open({
      fail: async () => {
        throw new Error('the printer is out of paper');
      },
    });
    await jobs.add('fail', {}, { attempts: 3 });
    await jobs.drain();
    expect(await jobs.waiting()).toMatchObject([
      { name: 'fail', attempts: 1, lastError: 'the printer is out of paper' },
    ]);
    await jobs.close();
    await engines.records.run({ kind: 'sql', parts: [{ text: 'delete from jobs._private_jobs' }] });
  });

  it('that nobody can do are refused when added', async () => {
    const jobs = await open({});
    await expect(jobs.add('unheard-of', {})).rejects.toThrow('no handler');
    await jobs.close();
  });

  it('hear the signal when Perdure stops, and are done again at the next start', async () => {
    let begun = 0;
    const patient: JobHandler = async (_, signal) => {
      begun += 1;
      if (begun === 1) await pause(600_000, undefined, { signal });
    };
    const first = await open({ patient });
    await first.add('patient', {});
    await first.start();
    await until(() => begun === 1);
    await first.close();
    expect(await attempts()).toEqual([1]);
    await engines.records.run({
      kind: 'sql',
      parts: [{ text: 'update jobs._private_jobs set run_at = now()' }],
    });
    const second = await open({ patient });
    await second.drain();
    await second.close();
    expect(begun).toBe(2);
  });

  it('of a killed process are freed within seconds, not hours', async () => {
    const done: Done = [];
    const jobs = await open({ orphan: noting(done) });
    await jobs.add('orphan', {});
    await engines.records.run({
      kind: 'sql',
      parts: [
        {
          text: `update jobs._private_jobs set locked_by = 'pool-of-the-dead', locked_at = now() - interval '6 seconds', attempts = 1`,
        },
      ],
    });
    await jobs.start();
    await until(() => done.length === 1);
    await jobs.close();
  });

  it('of a living process are left alone', async () => {
    const living = new pg.Client({ connectionString: engines.records.url });
    await living.connect();
    await living.query(`select pg_advisory_lock(7420002, hashtext('pool-of-the-living'))`);
    const done: Done = [];
    const jobs = await open({ held: noting(done), other: noting(done) });
    await jobs.add('held', {});
    await engines.records.run({
      kind: 'sql',
      parts: [
        {
          text: `update jobs._private_jobs set locked_by = 'pool-of-the-living', locked_at = now() - interval '1 hour', attempts = 1`,
        },
      ],
    });
    await jobs.add('other', { n: 1 });
    await jobs.start();
    await until(() => done.length === 1);
    await jobs.close();
    await living.end();
    expect(done).toEqual([{ n: 1 }]);
  });
});

const attempts = async () =>
  (
    await engines.records.rows<{ attempts: number }>({
      kind: 'sql',
      parts: [{ text: 'select attempts from jobs._private_jobs' }],
    })
  ).map(({ attempts }) => attempts);
