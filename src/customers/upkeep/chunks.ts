import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { Kept } from './keeper.ts';

/** How many rows a chunk holds at most. */
export const chunkRows = 2_000;
/** So that other keepers have their turn while a million rows are told. */
const chunksPerTurn = 25;

/**
 * Works off rows in chunks, each in a transaction, until one is not full: what is told of a chunk and that it was told stand
 * together. Cut anywhere, the same is told again, under the same ids.
 *
 * @param chunk does the next rows, at most `chunkRows`, and says how many they were
 */
export async function inChunks(
  kept: Kept,
  chunk: (kept: Kept, tx: Transaction) => Promise<number>,
): Promise<void> {
  for (let done = 0; done < chunksPerTurn && !kept.signal.aborted; done += 1) {
    const rows = await kept.records.transaction(async (tx) => {
      await tx.run(sql`set local idle_in_transaction_session_timeout = 0`); // what waits for it is nobody's question
      return chunk(kept, tx);
    });
    if (rows < chunkRows) return;
  }
}
