import { locked } from '#src/basics/locks.ts';
import type { Records } from '#src/engines/records/port.ts';

/**
 * One import at a time in a workspace, in whatever process: two would store rows they have in common twice.
 * Holds one connection to the records; released when the process dies.
 */
export async function withImportLock<T>(
  records: Records,
  workspace: number,
  work: () => Promise<T>,
): Promise<T> {
  const outcome = await records.transaction(async (tx) => {
    await tx.run(locked('imports', workspace));
    // Faults pass as values: the transaction only holds the lock, and must not be tried again with the work in it.
    return work().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
  });
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}
