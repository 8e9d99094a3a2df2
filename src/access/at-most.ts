import type { DomainError } from '#src/basics/errors.ts';
import { type Lock, locked } from '#src/basics/locks.ts';
import type { Sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';

/** How many of something a workspace may have. */
export interface Bound {
  readonly lock: Lock;
  readonly most: number;
  /** How many there are. Grain: one row. */
  readonly counted: Sql<{ there: number }>;
  readonly refusal: () => DomainError;
}

/**
 * Undoes the transaction where it left a workspace too many of something. Who adds one at the same time waits for its end.
 *
 * @throws DomainError the refusal of the bound
 */
export async function requireAtMost(
  tx: Transaction,
  workspace: number,
  { lock, most, counted, refusal }: Bound,
): Promise<void> {
  await tx.run(locked(lock, workspace));
  // A statement of its own: one that waited for the lock would still count what stood there before.
  const counts = await tx.row(counted);
  if (counts !== undefined && counts.there > most) throw refusal();
}
