import { newSecret } from '#src/basics/ids.ts';
import { locked } from '#src/basics/locks.ts';
import { sql } from '#src/basics/sql.ts';
import type { Records, Transaction } from '#src/engines/records/port.ts';

/**
 * Holders at once in this process: each keeps a connection and needs another, and ten are shared by all. Loading has
 * places of its own: chores that hold theirs for hours do not keep the live events of other workspaces waiting.
 */
const places = { loading: placesFor(3), others: placesFor(4) };

/** Somebody else held the lock for longer than there was patience: a rebuild, most likely. */
export class IdentityBusy extends Error {}

/**
 * Work on who is who, one at a time for a workspace: from reading numbers until the events that carry them are
 * stored. Otherwise a number could be given up between the two, and the events would be nobody's.
 *
 * Holds one connection to the records; `work` uses others. Released when the process dies. Never call it within
 * itself: the inner one would wait for the outer.
 *
 * The lock is lost with its connection (PostgreSQL starts again, a line breaks) while the work goes on and does not
 * know. So `work` is given records whose every statement first looks whether the hold is still the latest, and keeps
 * it so until its commit: once somebody else holds the lock, nothing more is written about who is who. What is on its
 * way to the warehouse at that moment cannot be called back: see `withBatchInHand`.
 *
 * @param wait.patienceMs how long to wait in line, for a place and for the lock; without end unless told
 * @param wait.loading takes one of the places kept for loading
 * @throws IdentityBusy, Error where the lock was lost
 */
export async function withIdentityLock<T>(
  records: Records,
  workspace: number,
  work: (held: Records) => Promise<T>,
  { patienceMs = 0, loading = false }: HoldWait = {},
): Promise<T> {
  const since = performance.now();
  const { enter, leave } = loading ? places.loading : places.others;
  if (!(await enter(patienceMs))) throw new IdentityBusy('others hold all places');
  try {
    const left = patienceMs === 0 ? 0 : Math.max(1, patienceMs - (performance.now() - since));
    return await records.transaction(async (tx) => {
      await lock(tx, workspace, left);
      return work(fenced(records, workspace, await takeHold(records, workspace)));
    });
  } finally {
    leave();
  }
}

/** How somebody waits for the lock. */
export interface HoldWait {
  readonly patienceMs?: number;
  readonly loading?: boolean;
}

async function lock(tx: Transaction, workspace: number, patienceMs: number): Promise<void> {
  await tx.run(sql`set local idle_in_transaction_session_timeout = 0`); // the lock must outlast the work
  await tx.run(sql`select set_config('lock_timeout', ${`${Math.ceil(patienceMs)}ms`}, true)`); // 0: no limit
  try {
    await tx.run(locked('identity', workspace));
  } catch (error) {
    throw isLockTimeout(error) ? new IdentityBusy(`workspace ${workspace} is being worked on`) : error;
  }
}

/** Committed at once, beside the transaction that holds the lock: from here on an earlier holder is refused. */
async function takeHold(records: Records, workspace: number): Promise<string> {
  const hold = newSecret('hold');
  const taken = await records.transaction(async (tx) => {
    await tx.run(sql`set local synchronous_commit = off`); // a crash that takes it back also ends the hold
    return tx.run(sql`
      insert into identity_holds (workspace_id, hold)
      select number, ${hold}
      from workspaces
      where number = ${workspace}
      on conflict (workspace_id) do update set hold = excluded.hold`);
  });
  if (taken === 0) throw new Error(`workspace ${workspace} is no more`);
  return hold;
}

/** Records that refuse once the hold is not the latest any more; a later holder waits for their open transactions. */
function fenced(records: Records, workspace: number, hold: string): Records {
  const transaction = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    records.transaction(async (tx) => {
      const ours = await tx.row(sql`
        select 1 as one
        from identity_holds
        where workspace_id = ${workspace}
          and hold = ${hold}
        for share`);
      if (ours === undefined) throw new Error(`the lock on who is who of workspace ${workspace} was lost`);
      return work(tx);
    });
  return {
    ...records,
    rows: (query) => transaction((tx) => tx.rows(query)),
    row: (query) => transaction((tx) => tx.row(query)),
    run: (statement) => transaction((tx) => tx.run(statement)),
    transaction,
  };
}

const isLockTimeout = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '55P03';

/** Some places, given to who waits longest. */
function placesFor(count: number): {
  /** False where none was free in time; 0 is without end. */
  readonly enter: (patienceMs: number) => Promise<boolean>;
  readonly leave: () => void;
} {
  let held = 0;
  const waiting: (() => void)[] = [];
  return {
    enter: async (patienceMs) => {
      if (held < count) {
        held += 1;
        return true;
      }
      return new Promise((resolve) => {
        const given = () => {
          clearTimeout(timer);
          resolve(true);
        };
        const timer =
          patienceMs === 0
            ? undefined
            : setTimeout(() => {
                waiting.splice(waiting.indexOf(given), 1);
                resolve(false);
              }, patienceMs);
        waiting.push(given);
      });
    },
    leave: () => {
      const next = waiting.shift();
      if (next === undefined) held -= 1;
      else next();
    },
  };
}
