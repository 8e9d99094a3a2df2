import { type Sql, sql, typed } from '#src/basics/sql.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import type { InternalRule } from '../loading/index.ts';
import { ownerOfRow, type RowSpan } from './owners.ts';
import type { StagingTables } from './tables.ts';

/** Batches of one import: `first + chunk × 256` for what goes in bulk, the 255 after it for the rest. */
export const batchesPerImport = 2n ** 30n;

/** A chunk's place. */
export interface BulkPlace {
  readonly workspace: number;
  readonly timezone: string;
  readonly layout: number;
  readonly rules: readonly InternalRule[];
  readonly source: number;
  /** Epoch milliseconds: the same for every row of the import. */
  readonly receivedAt: number;
  /** The import's first batch number. */
  readonly firstBatch: bigint;
  /** What is stored already may hold some of these ids. */
  readonly maybeStored: boolean;
}

/** Rows of a chunk by the way they go. */
export interface ChunkRows {
  readonly bulk: number;
  readonly slow: number;
  readonly contracts: number;
  readonly rejected: number;
}

/** Rows of a span by chunk and the way they go. Grain: a chunk that has rows. */
export async function countRows(
  warehouse: Warehouse,
  tables: StagingTables,
  { from, to }: RowSpan,
  chunkRows: number,
): Promise<ReadonlyMap<number, ChunkRows>> {
  const rows = await warehouse.rows(sql<{ chunk: string } & Record<keyof ChunkRows, string>>`
    select intDiv(row - 1, ${typed('UInt32', chunkRows)}) as chunk,
      countIf(lane = 'bulk') as bulk, countIf(lane = 'slow') as slow, countIf(lane = 'contract') as contracts,
      countIf(lane = 'rejected') as rejected
    from ${tables.rows}
    where row between ${from} and ${to}
    group by chunk`);
  return new Map(
    rows.map((row) => [
      Number(row.chunk),
      {
        bulk: Number(row.bulk),
        slow: Number(row.slow),
        contracts: Number(row.contracts),
        rejected: Number(row.rejected),
      },
    ]),
  );
}

/**
 * Stores the plain rows of a span: set-based, in one block under one token, so that done again after a kill each
 * row is stored once in every table. Rows that need the ordinary way (`odd`) are left out.
 *
 * Within the file only the first row of an id goes in; across imports an id stored elsewhere does not.
 */
export async function storeBulk(
  warehouse: Warehouse,
  tables: StagingTables,
  chunk: { readonly span: RowSpan; readonly batch: bigint; readonly place: BulkPlace },
): Promise<void> {
  const { place, batch } = chunk;
  const received = sql`toDateTime64(${stamp(place.receivedAt)}, 3, 'UTC')`;
  await warehouse.run(
    sql`
      insert into door (workspace_id, layout, stage, event, customer, time, day, message_id, type, user_id, anonymous_id,
        group_id, source, traffic, properties, traits, context, original_time, sent_at, received_at, time_flag, made_id,
        batch, position)
      select ${typed('UInt32', place.workspace)}, ${typed('UInt32', place.layout)}, 'new', event, customer, time,
        toDate32(time, ${place.timezone}), id, 'track', user_id, anonymous_id, group_id, ${typed('UInt32', place.source)},
        'customer', properties, '', context, time, null, ${received},
        multiIf(time > ${received} + interval 1 day, 'future', time < toDateTime64('2000-01-01', 3, 'UTC'), 'ancient', ''),
        made, ${typed('UInt64', batch)}, row
      from (${plainRows(tables, chunk)})
      where not odd
        ${place.maybeStored ? sql`and id_hash not in (${storedIds(tables, chunk)})` : sql``}`,
    { seconds: 600, settings: { ...inOneBlock, insert_deduplication_token: `b${batch}` } },
  );
}

const inOneBlock = {
  deduplicate_blocks_in_dependent_materialized_views: 1,
  max_insert_threads: 1,
  max_threads: 2,
  parallel_view_processing: 1,
  min_insert_block_size_rows: 10_000_000,
  min_insert_block_size_bytes: 0,
  optimize_on_insert: 0, // the views have grouped the block already
  max_partitions_per_insert_block: 0,
  compile_aggregate_expressions: 0, // compiled, min and max take times before 1970 for later than any other (26.7)
};

/** The bulk rows of a span with their ids and owners. `odd`: not for the bulk way. Repeats of a given id are left out. */
function plainRows(
  tables: StagingTables,
  { span, place }: { readonly span: RowSpan; readonly place: BulkPlace },
): Sql {
  return sql`
    select row, event, user_id, anonymous_id, group_id, time, properties, context, made, customer,
      if(made, concat('row:', lower(hex(key)), ':', toString(greatest(n, 1))), message_id) as id,
      MD5(concat(${String(place.source)}, '\\0', id)) as id_hash,
      (owner != '' and customer = 0) or ${internal(place.rules)} as odd
    from (
      select *, ${ownerOfRow} as owner
      from ${tables.rows}
      where row between ${span.from} and ${span.to}
        and lane = 'bulk'
    ) as staged
    left any join (
      select row, n
      from ${tables.repeats}
      where row between ${span.from} and ${span.to}
    ) as repeated using row
    left any join (
      select owner, customer
      from ${tables.owners}
      where owner in (
        select ${ownerOfRow}
        from ${tables.rows}
        where row between ${span.from} and ${span.to}
          and lane = 'bulk')
    ) as numbered using owner
    where made or n = 0`;
}

/** Rows that the workspace's rules may call internal: more than the rules do; the ordinary way decides. */
function internal(rules: readonly InternalRule[]): Sql {
  const ids = rules.flatMap((rule) => (rule.kind === 'user_id' ? [rule.value.toLowerCase()] : []));
  const byEmail = rules.some((rule) => rule.kind === 'email_domain');
  const byId = ids.length === 0 ? sql`false` : sql`lowerUTF8(user_id) in ${typed('Array(String)', ids)}`;
  return byEmail ? sql`(${byId} or position(user_id, '@') > 0 or position(properties, '"email"') > 0)` : byId;
}

/** Ids of the span that something else than this import's own bulk batches has stored. */
function storedIds(
  tables: StagingTables,
  { span, place }: { readonly span: RowSpan; readonly place: BulkPlace },
): Sql {
  return sql`
    select id_hash
    from message_ids
    where workspace_id = ${typed('UInt32', place.workspace)}
      and not (batch >= ${typed('UInt64', place.firstBatch)}
        and batch < ${typed('UInt64', place.firstBatch + batchesPerImport)}
        and batch % 256 = 0)
      and id_hash in (select id_hash from (${plainRows(tables, { span, place })}))`;
}

/** How many rows batches have put into the warehouse. Grain: a batch that has some. */
export async function storedUnder(
  warehouse: Warehouse,
  workspace: number,
  batches: readonly bigint[],
): Promise<ReadonlyMap<bigint, number>> {
  const rows = await warehouse.rows(sql<{ batch: string; stored: string }>`
    select batch, count() as stored
    from message_ids
    where workspace_id = ${typed('UInt32', workspace)}
      and batch in ${typed('Array(UInt64)', batches)}
    group by batch`);
  return new Map(rows.map(({ batch, stored }) => [BigInt(batch), Number(stored)]));
}

/** A row that goes the ordinary way: by its columns, or as it was received. */
export interface OddRow {
  readonly row: string;
  readonly lane: 'bulk' | 'slow' | 'contract';
  readonly id: string;
  readonly made: boolean;
  readonly event: string;
  readonly user_id: string;
  readonly anonymous_id: string;
  readonly group_id: string;
  /** UTC. */
  readonly time: string;
  readonly properties: string;
  readonly context: string;
  readonly raw: string;
}

/** Rows of a span that need the ordinary way, in the order of the file. Grain: a row; at most the span. */
export function oddRows(
  warehouse: Warehouse,
  tables: StagingTables,
  chunk: { readonly span: RowSpan; readonly place: BulkPlace },
): AsyncIterable<OddRow> {
  const { from, to } = chunk.span;
  return warehouse.stream(
    sql<OddRow>`
      select row, lane, if(made, concat('row:', lower(hex(key)), ':', toString(greatest(n, 1))), message_id) as id,
        made, event, user_id, anonymous_id, group_id, time, properties, context, raw
      from (
        select *
        from ${tables.rows}
        where row between ${from} and ${to}
          and (lane in ('slow', 'contract') or row in (select row from (${plainRows(tables, chunk)}) where odd))
      ) as staged
      left any join (
        select row, n
        from ${tables.repeats}
        where row between ${from} and ${to}
      ) as repeated using row
      order by row`,
    { seconds: 600 },
  );
}

/** The refused rows of a span, first ones first, as JSON. Grain: a row. */
export const refusedRows = (
  tables: StagingTables,
  { from, to }: RowSpan,
  most: number,
): Sql<{ row: string; raw: string }> => sql`
  select row, raw
  from ${tables.rows}
  where row between ${from} and ${to}
    and lane = 'rejected'
  order by row
  limit ${most}`;

const stamp = (at: number): string => new Date(at).toISOString().replace('T', ' ').replace('Z', '');
