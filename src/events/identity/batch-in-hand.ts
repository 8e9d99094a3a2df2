import { sql } from '#src/basics/sql.ts';
import type { Records, Transaction } from '#src/engines/records/port.ts';

/** Work that others' half-stored work stands in the way of: that repeats by itself, and so is this to be. */
export class TryLater extends Error {}

/**
 * The mark of a move, beside that of the work which moves. Where it stands and nobody moves, the move was cut: some
 * tables hold its piece, and it is ended before anybody changes hands, so that it is repeated as it was sent.
 */
export const moveMark = 0n; // the journal counts from 1, imports and replays are far above, asks are below

/** What is marked as being stored. */
export interface InHand {
  readonly workspace: number;
  readonly batch: bigint;
  /** By what its events are judged, to be kept with the mark: loading's rules of traffic and version of the plan. */
  readonly judgedBy?: { readonly rules: readonly unknown[]; readonly plan: number | null };
}

/** What an earlier try left. */
export interface EarlierTry {
  /** A move was cut: see `moveMark`. */
  readonly moveCut: boolean;
  /** As `keepNumbers` kept them. */
  readonly numbers: readonly number[] | null;
}

/**
 * Marks work as being stored under numbers read before: a batch, a chunk of an import, a merge by hand. Where it is
 * cut, some tables hold it and some do not until it is repeated; where its lock is lost, an insert may still be on its
 * way. While a mark stands, others give numbers up but do not move what stands under them (`moveRetired`), and
 * nobody reads what is stored to store it anew (`refuseHalfStored`). So nothing can land behind a move.
 *
 * Call it within `withIdentityLock`, with the records it gives; the mark stays when `store` or `note` fails.
 *
 * @param note writes down what came of it, in the transaction that takes the mark back: until it is written, what is
 * done again is judged as it was
 */
export async function withBatchInHand(
  held: Records,
  { workspace, batch, judgedBy }: InHand,
  store: (earlier: EarlierTry) => Promise<void>,
  note: (tx: Transaction) => Promise<void> = async () => {},
): Promise<void> {
  // The statement sees the marks as they were before it.
  const earlier = await held.row(sql<EarlierTry>`
    with marked as (
      insert into batches_in_hand (workspace_id, batch, rules, plan_version)
      values (${workspace}, ${batch}, ${judgedBy === undefined ? null : JSON.stringify(judgedBy.rules)}::jsonb,
        ${judgedBy?.plan ?? null}::integer)
      on conflict do nothing
    )
    select coalesce(bool_or(batch = ${moveMark}), false) as "moveCut",
      max(numbers) filter (where batch = ${batch}) as numbers
    from batches_in_hand
    where workspace_id = ${workspace}
      and batch in (${moveMark}, ${batch})`);
  await store(earlier ?? { moveCut: false, numbers: null });
  await held.transaction(async (tx) => {
    await note(tx);
    await tx.run(sql`
      delete from batches_in_hand
      where workspace_id = ${workspace}
        and batch = ${batch}`);
  });
}

/** Keeps with a mark the numbers under which its rows are about to be sent, in their order. */
export async function keepNumbers(
  held: Records,
  workspace: number,
  batch: bigint,
  numbers: readonly number[],
): Promise<void> {
  await held.run(sql`
    update batches_in_hand
    set numbers = ${numbers}::integer[]
    where workspace_id = ${workspace}
      and batch = ${batch}`);
}

/** The marks that stand among these: work that was cut and is to be repeated before anything else. */
export async function batchesInHand(
  records: Transaction,
  workspace: number,
  { from, to }: { readonly from: bigint; readonly to: bigint },
): Promise<bigint[]> {
  const marked = await records.rows(sql<{ batch: string }>`
    select batch::text
    from batches_in_hand
    where workspace_id = ${workspace}
      and batch >= ${from}
      and batch < ${to}
    order by batches_in_hand.batch`);
  return marked.map(({ batch }) => BigInt(batch));
}

/**
 * Takes back the marks of work that was cut and will never be repeated: an import that failed or was cancelled. What
 * stands in some tables only stays there; it is in none that moves, rebuilds or erasures would read or leave behind.
 *
 * @param batches the first, and the first that is no longer meant
 */
export async function forgetBatches(
  records: Records,
  workspace: number,
  { from, to }: { readonly from: bigint; readonly to: bigint },
): Promise<void> {
  await records.run(sql`
    delete from batches_in_hand
    where workspace_id = ${workspace}
      and batch >= ${from}
      and batch < ${to}`);
}

/** Some other work than `own` is half stored, or may be. Asked within `withIdentityLock`. */
export async function othersInHand(
  records: Transaction,
  workspace: number,
  own?: bigint,
): Promise<string | undefined> {
  const half = await records.row(sql<{ batch: string }>`
    select batch::text
    from batches_in_hand
    where workspace_id = ${workspace}
      and batch is distinct from ${own ?? null}::bigint
    limit 1`);
  return half?.batch;
}

/**
 * Refuses work that reads what is stored and stores it anew (moves by hand, rebuilds, erasures) while other work is
 * half stored: it would count the rest twice or not at all. That work repeats by itself; the chore is tried again.
 * Call it within `withIdentityLock`.
 *
 * @param own the chore's own mark, left by an earlier try
 * @throws TryLater
 */
export async function refuseHalfStored(records: Records, workspace: number, own?: bigint): Promise<void> {
  const half = await othersInHand(records, workspace, own);
  if (half !== undefined)
    throw new TryLater(`batch ${half} is half stored; this is tried again once it is whole`);
}
