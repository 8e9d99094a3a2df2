import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { parseCronItems, type Logger as QueueLogger, type Runner, run, type TaskList } from 'graphile-worker';
import type pg from 'pg';
import type { Logger } from 'pino';
import { keepPresence } from './presence.ts';

/** A chore that comes by the clock on the wall. */
export interface CronChore {
  readonly name: string;
  /** Five fields, in UTC: `0 3 * * *` is every night at three. */
  readonly at: string;
  readonly payload?: Readonly<Record<string, unknown>>;
  /** How far back runs are made up that fell into a time when Perdure was off; none unless told. */
  readonly makeUpMs?: number;
}

export interface Workers {
  stop(): Promise<void>;
}

export interface WorkersOptions {
  readonly pool: pg.Pool;
  readonly schema: string;
  readonly taskList: TaskList;
  readonly cron: readonly CronChore[];
  readonly concurrency: number;
  readonly logger: QueueLogger;
  readonly log: Logger | undefined;
}

/**
 * Without a batch, the queue does not wait until the end of a chore is written down before it says that it has
 * stopped: the chore would be done again.
 */
export const awaitedEnds = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };

/** After this a running chore is told to end. */
const politeMs = 5_000;
/** After this it is left behind, and done again at the next start. */
const longestStopMs = 25_000;
const longestPauseMs = 10_000;

/**
 * Works until stopped. The queue gives up when PostgreSQL is away for long at the wrong moment; then it is begun
 * again.
 */
export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const stopping = new AbortController();
  let runner = await begin(options);
  const ended = (async () => {
    while (true) {
      await Promise.allSettled([runner.promise]);
      runner.release();
      if (stopping.signal.aborted) return;
      options.log?.error('the queue of chores ended by itself; it is begun again');
      const next = await beginAgain(options, stopping.signal);
      if (next === undefined) return;
      runner = next;
    }
  })();
  const stop = async () => {
    stopping.abort();
    await stopRunner(runner);
    await ended;
  };
  return { stop };
}

interface Begun {
  readonly runner: Runner;
  readonly promise: Promise<void>;
  release(): void;
}

async function begin({
  pool,
  schema,
  taskList,
  cron,
  concurrency,
  logger,
  log,
}: WorkersOptions): Promise<Begun> {
  const events = new EventEmitter();
  const presence = keepPresence({ pool, schema, events, log });
  logFailures(events, log);
  const runner = await run({
    preset: awaitedEnds,
    pgPool: pool,
    schema,
    taskList,
    parsedCronItems: parseCronItems(cron.map(cronItem)),
    concurrency,
    logger,
    events,
    noHandleSignals: true,
    pollInterval: 500,
    gracefulShutdownAbortTimeout: politeMs,
  }).catch((error) => {
    presence.end();
    throw error;
  });
  return { runner, promise: runner.promise, release: presence.end };
}

const cronItem = ({ name, at, payload, makeUpMs = 0 }: CronChore) => ({
  task: name,
  match: at,
  identifier: `${name} ${at}`,
  options: { backfillPeriod: makeUpMs, jobKey: `cron ${name}`, maxAttempts: 16 },
  ...(payload === undefined ? {} : { payload: { ...payload } }),
});

async function beginAgain(options: WorkersOptions, signal: AbortSignal): Promise<Begun | undefined> {
  for (let pauseMs = 500; !signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      const begun = await begin(options);
      if (signal.aborted) await stopRunner(begun);
      return begun;
    } catch (error) {
      options.log?.error({ err: error }, 'the queue of chores cannot begin');
      await pause(pauseMs);
    }
  }
  return undefined;
}

async function stopRunner({ runner, promise }: Begun): Promise<void> {
  const over = Promise.allSettled([promise]);
  const stopped = runner.stop().catch(() => over); // it had ended by itself
  const late = new AbortController();
  const tooLong = pause(longestStopMs, 'late', { signal: late.signal, ref: false }).catch(() => undefined);
  if ((await Promise.race([stopped, tooLong])) === 'late') await runner.kill('a chore did not end in time');
  late.abort();
  await over;
}

interface FailedTry {
  readonly job: {
    readonly id: string;
    readonly task_identifier: string;
    readonly attempts: number;
    readonly max_attempts: number;
  };
  readonly error: unknown;
}

function logFailures(events: EventEmitter, log: Logger | undefined): void {
  events.on('job:error', ({ job, error }: FailedTry) => {
    const facts = { err: error, chore: job.task_identifier, job: job.id, attempt: job.attempts };
    if (job.attempts < job.max_attempts) log?.warn(facts, 'a chore failed and will be tried again');
    else log?.error(facts, 'a chore failed for the last time');
  });
}
