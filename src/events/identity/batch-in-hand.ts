import { sql } from '#src/basics/sql.ts';
import type { Records } from '#src/engines/records/port.ts';

/**
 * Marks a batch as being stored: where the work is cut, some tables hold it and some do not until it is repeated.
 * Call it within `withIdentityLock`; the mark stays when `store` fails.
 */
export async function withBatchInHand(
  records: Records,
  workspace: number,
  batch: bigint,
  store: () => Promise<void>,
): Promise<void> {
  await records.run(sql`
    insert into batches_in_hand (workspace_id, batch)
    values (${workspace}, ${batch})
    on conflict do nothing`);
  await store();
  await records.run(sql`
    delete from batches_in_hand
    where workspace_id = ${workspace}
      and batch = ${batch}`);
}

/**
 * Refuses work that reads what is stored and stores it anew (moves by hand, rebuilds, erasures) while a batch is half
 * stored: it would count the rest twice or not at all. Loading repeats the batch by itself; the chore is tried again.
 * Call it within `withIdentityLock`.
 *
 * @throws Error
 */
export async function refuseHalfStored(records: Records, workspace: number): Promise<void> {
  const half = await records.row(sql<{ batch: string }>`
    select batch::text
    from batches_in_hand
    where workspace_id = ${workspace}
    limit 1`);
  if (half !== undefined)
    throw new Error(`batch ${half.batch} is half stored; this is tried again once it is whole`);
}
