import { sql, typed } from '#src/basics/sql.ts';
import type { Records } from '#src/engines/records/port.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import type { TimedEvent } from './door-row.ts';
import type { RecentIds } from './recent-ids.ts';
import { idsCutShort, isReplay } from './replays.ts';

/** Events of a batch, parted: those seen for the first time, and repeats. */
export interface Parted {
  readonly fresh: readonly TimedEvent[];
  readonly repeated: readonly TimedEvent[];
}

/**
 * Parts first occurrences from repeats, within the batch and against what is stored.
 *
 * The batch's own rows do not count as stored, so that a batch cut half-way and done again parts the same; those of a
 * replay that was cut do, though only some tables have them. Only ids that `recent` may hold are looked up; while it
 * is still being filled, all are, and those of imports and replays always: they are known for ever, not for seven days.
 * Call it within `withIdentityLock`, with the records it gives.
 */
export async function partDuplicates(
  parts: { readonly warehouse: Warehouse; readonly records: Records; readonly recent: RecentIds },
  workspace: number,
  batch: bigint,
  events: readonly TimedEvent[],
): Promise<Parted> {
  const first = new Map<string, TimedEvent>();
  const repeated: TimedEvent[] = [];
  for (const event of events) {
    if (first.has(event.hash)) repeated.push(event);
    else first.set(event.hash, event);
  }
  const all = isReplay(batch) || !parts.recent.whole;
  const asked = [...first]
    .filter(([hash, { event }]) => all || event.neverCorrect || parts.recent.mayHold(hash))
    .map(([hash]) => hash);
  const cutShort = await idsCutShort(parts.records, workspace, batch);
  for (const hash of [...cutShort, ...(await stored(parts.warehouse, workspace, batch, asked))]) {
    const event = first.get(hash);
    if (event !== undefined) repeated.push(event);
    first.delete(hash);
  }
  return { fresh: [...first.values()], repeated };
}

/** A statement holds its parameters, and the engine takes statements of some hundred kilobytes. */
const idsAtOnce = 5_000;

/** Which of these ids another batch has stored. Grain: an id; at most as many as asked. */
async function stored(
  warehouse: Warehouse,
  workspace: number,
  batch: bigint,
  hashes: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (let from = 0; from < hashes.length; from += idsAtOnce) {
    const rows = await warehouse.rows(sql<{ id: string }>`
      select distinct lower(hex(id_hash)) as id
      from message_ids
      where workspace_id = ${workspace}
        and id_hash in (select toFixedString(unhex(arrayJoin(${hashes.slice(from, from + idsAtOnce)})), 16))
        and batch != ${typed('UInt64', batch)}`);
    for (const row of rows) found.push(row.id);
  }
  return found;
}

/** Reads the ids of the last days into `recent`, so that what is new need not be looked up. */
export async function fillRecent(
  parts: { readonly warehouse: Warehouse; readonly recent: RecentIds },
  since: number,
  signal: AbortSignal,
): Promise<void> {
  const ids = parts.warehouse.stream(
    sql<{ id: string; at: number }>`
      select lower(hex(id_hash)) as id, toUnixTimestamp64Milli(received_at) as at
      from message_ids
      where received_at >= ${new Date(since)}`,
    { seconds: 600, signal },
  );
  for await (const { id, at } of ids) parts.recent.add(id, Number(at));
}
