import { sql, typed } from '#src/basics/sql.ts';
import { type Decoded, decodeEntry } from '#src/events/intake/index.ts';
import { type LoadingParts, loadEvents, promisedMs, RecentIds } from '#src/events/loading/index.ts';
import type { Arriving } from '../making/index.ts';

/** Batch numbers of demos stand between those of the journal and those of imports, which begin at 2^62. */
const firstBatch = 2n ** 61n;
const eventsAtOnce = 20_000;
/** A body as a client would send it: small enough for the quick way of reading. */
const eventsPerBody = 16;

/** Where a demo's events go. */
export interface StoringPlace {
  readonly workspace: number;
  readonly source: number;
}

/** What loading works with, but for the ids it has in mind: a demo's are its own. */
export type StoringParts = Omit<LoadingParts, 'recent' | 'onStored'>;

/**
 * Stores a demo's events the way all events go, in batches that are the same whenever this is done again: those
 * already counted are passed over, the one cut half-way is completed, each event stands once.
 *
 * @param stored told how many are in, after each batch
 */
export async function storeEvents(
  parts: StoringParts,
  place: StoringPlace,
  arriving: readonly Arriving[],
  stored: (events: number) => void,
): Promise<void> {
  const done = await countedBatches(parts, place);
  const recent = await idsOf(parts, place, firstBatch + BigInt(done));
  for (let i = 0; i * eventsAtOnce < arriving.length; i += 1) {
    const some = arriving.slice(i * eventsAtOnce, (i + 1) * eventsAtOnce);
    if (i >= done) {
      const load = { ...place, batch: firstBatch + BigInt(i), events: await decoded(some, place) };
      await loadEvents({ ...parts, recent }, load);
    }
    stored(some.length);
  }
}

/** How many batches every store knows of: they are stored one after the other. */
async function countedBatches(
  { records }: StoringParts,
  { workspace, source }: StoringPlace,
): Promise<number> {
  const row = await records.row(sql<{ batches: number }>`
    select count(*) as batches
    from load_counts
    where workspace_id = ${workspace}
      and source = ${source}
      and batch >= ${firstBatch}`);
  return row?.batches ?? 0;
}

/**
 * The ids in the batches before one: all that can be repeats. Those of the batch itself, should it have been cut,
 * are no repeats.
 */
async function idsOf(
  { warehouse, clock }: StoringParts,
  { workspace }: StoringPlace,
  before: bigint,
): Promise<RecentIds> {
  const recent = new RecentIds(promisedMs);
  recent.whole = true;
  const ids = warehouse.stream(sql<{ id: string }>`
    select lower(hex(id_hash)) as id
    from message_ids
    where workspace_id = ${workspace}
      and batch >= ${typed('UInt64', firstBatch)}
      and batch < ${typed('UInt64', before)}`);
  for await (const { id } of ids) recent.add(id, clock.now());
  return recent;
}

/** Reads the events as if they had come in bodies of a few, each received at its own moment. */
async function decoded(arriving: readonly Arriving[], place: StoringPlace): Promise<Decoded[]> {
  const events: Decoded[] = [];
  for (let from = 0; from < arriving.length; from += eventsPerBody) {
    const some = arriving.slice(from, from + eventsPerBody);
    const read = decodeEntry({
      ...place,
      shape: 'segment.batch',
      receivedAt: some.at(-1)?.arrivedAt ?? 0,
      sentAt: null,
      events: some.length,
      body: Buffer.from(JSON.stringify({ batch: some.map((one) => one.event) })),
    });
    for (const [i, one] of read.entries()) {
      events.push({ ...one, receivedAt: some[i]?.arrivedAt ?? one.receivedAt });
    }
    if (from % 4_096 === 0) await pause(); // requests go first
  }
  return events;
}

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
