import { sql } from '#src/basics/sql.ts';
import type { Records } from '#src/engines/records/port.ts';

const identityLock = 7420;

/**
 * Work on who is who, one at a time for a workspace: from reading numbers until the events that carry them are
 * stored. Otherwise a number could be given up between the two, and the events would be nobody's.
 *
 * Holds one connection to the records; `work` uses others. Released when the process dies.
 */
export async function withIdentityLock<T>(
  records: Records,
  workspace: number,
  work: () => Promise<T>,
): Promise<T> {
  return records.transaction(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(${identityLock}::integer, ${workspace}::integer)`);
    return work();
  });
}
