import { sql } from '#src/basics/sql.ts';
import type { Records } from '#src/engines/records/port.ts';

/** Apart from other locks: audit takes (7420, workspace) and must not wait for a rebuild; imports take 7421. */
const identityLock = 7422;

/** Holders at once in this process: each keeps a connection and needs another, and ten are shared by all. */
const holdersAtOnce = 4;
let holders = 0;
const waiting: (() => void)[] = [];

/**
 * Work on who is who, one at a time for a workspace: from reading numbers until the events that carry them are
 * stored. Otherwise a number could be given up between the two, and the events would be nobody's.
 *
 * Holds one connection to the records; `work` uses others. Released when the process dies. Never call it within
 * itself: the inner one would wait for the outer.
 */
export async function withIdentityLock<T>(
  records: Records,
  workspace: number,
  work: () => Promise<T>,
): Promise<T> {
  await enter();
  try {
    return await records.transaction(async (tx) => {
      await tx.run(sql`set local idle_in_transaction_session_timeout = 0`); // the lock must outlast the work
      await tx.run(sql`select pg_advisory_xact_lock(${identityLock}::integer, ${workspace}::integer)`);
      return work();
    });
  } finally {
    leave();
  }
}

async function enter(): Promise<void> {
  if (holders >= holdersAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else holders += 1;
}

/** The place goes to who waits longest. */
function leave(): void {
  const next = waiting.shift();
  if (next === undefined) holders -= 1;
  else next();
}
