import type { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import { lockNumbers } from '#src/basics/locks.ts';

interface Presence {
  readonly pool: pg.Pool;
  readonly schema: string;
  readonly events: EventEmitter;
  readonly log: Logger | undefined;
}

const lookEveryMs = 5_000;

/** Workers announce themselves within this; nobody is taken for dead sooner. */
const graceSeconds = 5;

/**
 * Says that our workers live, and frees chores of workers that do not.
 *
 * The queue itself waits four hours before it takes a chore from a killed process. Here each group of workers holds
 * an advisory lock in a session of its own, which PostgreSQL drops when the process is gone; whoever finds chores
 * under a name whose lock is free puts them back.
 */
export function keepPresence(presence: Presence): { end(): void } {
  const names: string[] = [];
  const ending = new AbortController();
  presence.events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => {
    names.push(workerPool.id);
    if (names.length === 1) void watch(presence, names, ending.signal);
  });
  return { end: () => ending.abort() };
}

async function watch(presence: Presence, names: readonly string[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await watchOnOneConnection(presence, names, signal);
    } catch (error) {
      presence.log?.warn({ err: error }, 'the queue of chores cannot say that it lives');
      await rest(signal);
    }
  }
}

async function watchOnOneConnection(
  { pool, schema }: Presence,
  names: readonly string[],
  signal: AbortSignal,
) {
  const client = await pool.connect();
  try {
    for (const name of names)
      await client.query('select pg_advisory_lock($1, hashtext($2))', [lockNumbers.workers, name]);
    while (!signal.aborted) {
      await freeChores(client, schema, names);
      await rest(signal);
    }
  } finally {
    client.release(true); // the session ends, and the locks with it
  }
}

async function freeChores(client: pg.PoolClient, schema: string, ours: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select name
    from (
      select locked_by as name, locked_at from ${schema}._private_jobs where locked_by is not null
      union all
      select locked_by, locked_at from ${schema}._private_job_queues where locked_by is not null
    ) locked
    where name <> all ($1)
    group by name
    having min(locked_at) < now() - make_interval(secs => $2)`,
    [ours, graceSeconds],
  );
  for (const { name } of rows) {
    const lock = [lockNumbers.workers, name];
    const { rows: tried } = await client.query<{ free: boolean }>(
      'select pg_try_advisory_lock($1, hashtext($2)) as free',
      lock,
    );
    if (!tried[0]?.free) continue;
    await client.query(`select ${schema}.force_unlock_workers(array[$1])`, [name]);
    await client.query('select pg_advisory_unlock($1, hashtext($2))', lock);
  }
}

async function rest(signal: AbortSignal): Promise<void> {
  await pause(lookEveryMs, undefined, { signal, ref: false }).catch(() => undefined); // aborted: the loop looks
}
