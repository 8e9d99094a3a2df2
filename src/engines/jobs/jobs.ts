import { makeWorkerUtils, runOnce, type TaskList } from 'graphile-worker';
import pg from 'pg';
import type { Logger } from 'pino';
import { sql } from '#src/basics/sql.ts';
import { type Clock, systemClock } from '#src/engines/clock/index.ts';
import { asRecordsError } from '#src/engines/records/index.ts';
import type { Transaction } from '../records/port.ts';
import { loggerOf } from './logging.ts';
import type { JobHandler, JobOptions, Jobs } from './port.ts';
import { awaitedEnds, type CronChore, startWorkers, type Workers } from './workers.ts';

export type { CronChore } from './workers.ts';

export interface JobsOptions {
  /** Address of the records: `OpenRecords.url`. */
  readonly url: string;
  readonly clock: Clock;
  /** What can be done, by name. Left out, any name may be added and nothing is done. */
  readonly handlers?: Readonly<Record<string, JobHandler>>;
  readonly cron?: readonly CronChore[];
  /** Chores done at once by this process; 2 unless told. */
  readonly concurrency?: number;
  readonly log?: Logger;
}

/** A chore that was not done yet, or whose last try failed. */
export interface WaitingChore {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly key: string | null;
  readonly attempts: number;
  readonly lastError: string | null;
}

export interface OpenJobs extends Jobs {
  /** Begins to work in this process; `close` ends it. */
  start(): Promise<void>;
  /** Does what is due now, and what that adds, each once; for tests and the command line. */
  drain(): Promise<void>;
  /** Oldest first; at most 1,000. */
  waiting(): Promise<WaitingChore[]>;
  /** Lets running chores end (25 seconds at most), then lets go of the records. */
  close(): Promise<void>;
}

/** The queue's tables, apart from ours. */
const schema = 'jobs';
const usualAttempts = 16;

/**
 * Opens the queue of chores in the records.
 *
 * @throws DomainError `engines.records_unavailable` where PostgreSQL is away
 */
export async function openJobs(options: JobsOptions): Promise<OpenJobs> {
  const { url, clock, handlers, cron = [], concurrency = 2, log } = options;
  const pool = openPool(url, concurrency, log);
  const logger = loggerOf(log);
  const utils = await makeWorkerUtils({ pgPool: pool, schema, logger }).catch(async (error) => {
    await pool.end();
    throw asRecordsError(error);
  });
  const taskList = tasksOf(handlers ?? {});
  let workers: Workers | undefined;
  return {
    add: async (name, payload, wishes = {}) => {
      if (handlers && !Object.hasOwn(handlers, name)) throw new Error(`no handler for chore "${name}"`);
      if (wishes.within === undefined)
        await utils.addJob(name, payload, specOf(wishes, clock)).catch(asUnavailable);
      else await addWithin(wishes.within, { name, payload, spec: specOf(wishes, clock) });
    },
    start: async () => {
      workers ??= await startWorkers({ pool, schema, taskList, cron, concurrency, logger, log });
    },
    drain: async () => {
      // The queue stops at a lane whose last chore is not yet written down as done: so it is asked again.
      while (await anyDue(pool, Object.keys(taskList))) {
        await runOnce({
          preset: awaitedEnds,
          pgPool: pool,
          schema,
          taskList,
          logger,
          noHandleSignals: true,
          concurrency: 1,
        });
      }
    },
    waiting: () => waitingIn(pool).catch(asUnavailable),
    close: async () => {
      await workers?.stop();
      await utils.release();
      await pool.end();
    },
  };
}

function openPool(url: string, concurrency: number, log: Logger | undefined): pg.Pool {
  // Besides the workers: one connection listens, one says that we live, one adds.
  const pool = new pg.Pool({
    connectionString: url,
    max: concurrency + 3,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'perdure jobs',
  });
  const lost = (error: unknown) =>
    log?.warn({ err: error }, 'a connection of the chores to PostgreSQL was lost');
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
}

interface Spec {
  readonly maxAttempts: number;
  readonly jobKey?: string;
  readonly queueName?: string;
  readonly runAt?: Date;
}

const tasksOf = (handlers: Readonly<Record<string, JobHandler>>): TaskList =>
  Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      (payload: unknown, { abortSignal }: { abortSignal: AbortSignal }) =>
        handler(payload as Readonly<Record<string, unknown>>, abortSignal), // `add` takes nothing else
    ]),
  );

/** The queue's own function, asked in somebody else's transaction. */
async function addWithin(
  tx: Transaction,
  {
    name,
    payload,
    spec: { maxAttempts, jobKey, queueName, runAt },
  }: {
    readonly name: string;
    readonly payload: Readonly<Record<string, unknown>>;
    readonly spec: Spec;
  },
): Promise<void> {
  await tx.run(sql`
    select jobs.add_job(
      identifier => ${name}::text, payload => ${JSON.stringify(payload)}::json, queue_name => ${queueName ?? null}::text,
      run_at => ${runAt ?? null}::timestamptz, max_attempts => ${maxAttempts}::integer, job_key => ${jobKey ?? null}::text)`);
}

/** The queue goes by PostgreSQL's time; what `notBefore` says by our clock becomes a distance from now. */
function specOf({ key, notBefore, attempts = usualAttempts, queue }: JobOptions, clock: Clock): Spec {
  return {
    maxAttempts: attempts,
    ...(key === undefined ? {} : { jobKey: key }),
    ...(queue === undefined ? {} : { queueName: queue }),
    ...(notBefore === undefined ? {} : { runAt: new Date(systemClock.now() + notBefore - clock.now()) }),
  };
}

async function anyDue(pool: pg.Pool, names: readonly string[]): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select 1
    from ${schema}._private_jobs job
    join ${schema}._private_tasks task on task.id = job.task_id
    where job.is_available and job.run_at <= now() and task.identifier = any ($1)
    limit 1`,
    [names],
  );
  return rowCount === 1;
}

async function waitingIn(pool: pg.Pool): Promise<WaitingChore[]> {
  const { rows } = await pool.query<WaitingChore>(`
    select task.identifier as name, job.payload, job.key, job.attempts, job.last_error as "lastError"
    from ${schema}._private_jobs job
    join ${schema}._private_tasks task on task.id = job.task_id
    order by job.id
    limit 1000`);
  return rows;
}

/** The records speak through their own port; here the driver does. */
function asUnavailable(error: unknown): never {
  throw asRecordsError(error);
}
