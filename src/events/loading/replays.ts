import { sql } from '#src/basics/sql.ts';
import type { Records } from '#src/engines/records/port.ts';
import { TryLater } from '../identity/index.ts';
import { type DecodedEntry, decodeEntry } from '../intake/index.ts';
import { messageHash } from './judge.ts';

/** Replays have batch numbers of their own: above the journal's and the demos', below the imports'. */
export const demos = 2n ** 61n;
const first = 2n ** 61n + 2n ** 60n;
const end = 2n ** 62n;

/** The batch under which a set-aside event is loaded again: the same each time. @param id in `set_aside` */
export const replayBatch = (id: string): bigint => first + BigInt(id);

export const isReplay = (batch: bigint): boolean => batch >= first && batch < end;

/** The set-aside event that is loaded again under a batch number; null for any other batch. */
export const replayedBy = (batch: bigint): bigint | null => (isReplay(batch) ? batch - first : null);

/** Demos and imports are history: the plan of events judges what clients send, and what is replayed. */
export const isHistory = (batch: bigint): boolean => batch >= demos && !isReplay(batch);

/** A set-aside event as it stands in the records, as far as it is needed to read it again. */
export interface KeptAside {
  readonly source: number;
  readonly shape: string;
  /** As mended, else as received. */
  readonly event: Uint8Array;
  /** Epoch milliseconds. */
  readonly received: number;
  readonly sent: number | null;
}

/** A set-aside event as the journal would hold it. */
export const entryOf = (workspace: number, kept: KeptAside): DecodedEntry => ({
  workspace,
  source: kept.source,
  shape: kept.shape,
  receivedAt: Math.round(kept.received),
  sentAt: kept.sent === null ? null : new Date(kept.sent).toISOString(),
  events: 1,
  body: kept.event,
});

/**
 * The hashed ids of messages that other replays, cut half-way, have stored in some tables and not in others: they
 * are stored, though nothing shows them yet, and their replay makes them whole. Asked within `withIdentityLock`.
 */
export async function idsCutShort(
  records: Records,
  workspace: number,
  own: bigint,
): Promise<ReadonlySet<string>> {
  const cut = await records.rows(sql<KeptAside>`
    select source, shape, coalesce(mended, event) as event,
      (extract(epoch from received_at) * 1000)::float8 as received,
      (extract(epoch from sent_at) * 1000)::float8 as sent
    from batches_in_hand
    join set_aside on set_aside.workspace_id = batches_in_hand.workspace_id
      and set_aside.id = batches_in_hand.batch - ${first}::bigint
    where batches_in_hand.workspace_id = ${workspace}
      and batches_in_hand.batch >= ${first}::bigint
      and batches_in_hand.batch < ${end}::bigint
      and batches_in_hand.batch != ${own}::bigint`);
  return new Set(
    cut.flatMap((kept) =>
      decodeEntry(entryOf(workspace, kept)).flatMap((one) =>
        one.outcome === 'received' ? [messageHash(kept.source, one.messageId)] : [],
      ),
    ),
  );
}

/** Imports have the numbers from here on, so many each. */
const perImport = 2n ** 30n;
const isImport = (batch: bigint): boolean => batch >= end;

/** Work that another one's half-stored batch stands in the way of; it may be tried again within seconds. */
class BesideCut extends TryLater {
  readonly retryable = true;
}

/** What is refused beside half-stored work of others: replays, imports. What came by the journal goes on. */
export const givesWay = (batch: bigint): boolean => isReplay(batch) || isImport(batch);

/**
 * Refuses a replay or an import while a batch of other work is half stored: the same message may be in it, where
 * nothing shows it yet, and what it says of who is who is not to be overtaken. That batch is loaded again by itself,
 * and so is what is refused. Asked within `withIdentityLock`.
 *
 * @param own a batch of the work itself: beside what else its import was storing it goes on
 * @param besideReplays whether half-stored replays count: where `idsCutShort` does not tell their messages
 * @throws BesideCut
 */
export async function refuseBesideCut(
  records: Records,
  workspace: number,
  { own, besideReplays = false }: { readonly own: bigint; readonly besideReplays?: boolean },
): Promise<void> {
  const itsFirst = isImport(own) ? own - (own % perImport) : 0n;
  const cut = await records.row(sql<{ batch: string }>`
    select batch::text
    from batches_in_hand
    where workspace_id = ${workspace}
      and batch > 0
      and (${besideReplays}::boolean or not (batch >= ${first}::bigint and batch < ${end}::bigint))
      and not (batch >= ${itsFirst}::bigint and batch < ${itsFirst === 0n ? 0n : itsFirst + perImport}::bigint)
    limit 1`);
  if (cut !== undefined)
    throw new BesideCut(`batch ${cut.batch} is half stored; this is tried again once it is whole`);
}
