import { sql } from '#src/basics/sql.ts';
import { type Decoded, decodeEntry } from '#src/events/intake/index.ts';
import { type LoadingParts, loadEvents } from '#src/events/loading/index.ts';
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

/**
 * Stores a demo's events the way all events go, in batches that are the same whenever this is done again: those
 * already counted are passed over, one cut half-way is completed, each event stands once.
 *
 * @param stored told how many are in, after each batch
 */
export async function storeEvents(
  parts: LoadingParts,
  { workspace, source }: StoringPlace,
  arriving: readonly Arriving[],
  stored: (events: number) => void,
): Promise<void> {
  const done = await countedBatches(parts, { workspace, source });
  for (let from = 0, batch = firstBatch; from < arriving.length; from += eventsAtOnce, batch += 1n) {
    const some = arriving.slice(from, from + eventsAtOnce);
    if (!done.has(String(batch))) {
      await loadEvents(parts, {
        workspace,
        source,
        batch,
        events: await decoded(some, { workspace, source }),
      });
    }
    stored(some.length);
  }
}

/** Batches of which every store knows. Grain: a batch; some twenty. */
async function countedBatches(
  { records }: LoadingParts,
  { workspace, source }: StoringPlace,
): Promise<Set<string>> {
  const rows = await records.rows(sql<{ batch: string }>`
    select batch::text
    from load_counts
    where workspace_id = ${workspace}
      and source = ${source}`);
  return new Set(rows.map((row) => row.batch));
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
