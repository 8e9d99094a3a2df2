import { identifier, type Sql, sql } from '#src/basics/sql.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';

/** The tables in which one import's rows stand until they are loaded. */
export interface StagingTables {
  /** Every row of the file, read, in the order of the file. */
  readonly rows: Sql;
  /** Rows whose id or content stood in the file before: the how-manieth. */
  readonly repeats: Sql;
  /** Who the rows belong to, by name, and the number they carry. */
  readonly owners: Sql;
  /** Lines of text on their way to being read, where the engine cannot read the file itself. */
  readonly lines: Sql;
  /** By which rules rows were called internal, as long as any chunk is not whole. */
  readonly rules: Sql;
  readonly names: { readonly rows: string; readonly owners: string; readonly lines: string };
}

/** The names of an import's tables: `import_7_rows` and so on. */
export function stagingTables(importNumber: number): StagingTables {
  const name = (what: string) => `import_${importNumber}_${what}`;
  const table = (what: string) => identifier(name(what), [name(what)]);
  return {
    rows: table('rows'),
    repeats: table('repeats'),
    owners: table('owners'),
    lines: table('lines'),
    rules: table('rules'),
    names: { rows: name('rows'), owners: name('owners'), lines: name('lines') },
  };
}

/** Rows that stand for minutes and are read by number: merging them would cost as much as storing them. */
const neverMerged: Sql = sql`max_bytes_to_merge_at_max_space_in_pool = 1, parts_to_delay_insert = 1000000,
      parts_to_throw_insert = 1000000`;

/** How the engine cuts what it reads from a file: memory follows these, not the file. */
export const inSmallBlocks = {
  max_block_size: 16_384,
  max_insert_block_size: 16_384,
  min_insert_block_size_rows: 65_536,
  min_insert_block_size_bytes: 0,
} as const;

/** Makes the tables, empty, whatever was there. */
export async function makeStaging(warehouse: Warehouse, tables: StagingTables): Promise<void> {
  await dropStaging(warehouse, tables);
  await warehouse.run(sql`
    create table ${tables.rows} (
      row UInt64,
      lane Enum8('bulk' = 1, 'slow' = 2, 'contract' = 3, 'rejected' = 4), -- bulk: by columns; slow: as received, in raw
      key_hex String ephemeral,
      key FixedString(16) default unhex(key_hex), -- MD5 of the given id, else of the content
      made Bool,                                  -- the file gives no id: content and occurrence do
      event LowCardinality(String),
      user_id String,
      anonymous_id String,
      group_id String,
      time DateTime64(3, 'UTC'),
      message_id String,
      properties String,
      context String,
      raw String
    )
    engine = MergeTree
    order by row
    settings ${neverMerged}`);
  await warehouse.run(sql`
    create table ${tables.repeats} (row UInt64, n UInt32)
    engine = MergeTree
    order by row`);
  await warehouse.run(sql`
    create table ${tables.owners} (owner String, customer UInt32)
    engine = MergeTree
    order by owner`);
  await warehouse.run(sql`
    create table ${tables.lines} (row UInt64, line String)
    engine = MergeTree
    order by row
    settings ${neverMerged}`);
}

/** Whether an import's rows still stand: a warehouse may have been put back to an earlier day. */
export async function hasStaging(warehouse: Warehouse, tables: StagingTables): Promise<boolean> {
  const [found] = await warehouse.rows(sql<{ result: number }>`exists table ${tables.rows}`);
  return found?.result === 1;
}

/** Removes an import's tables, at once. */
export async function dropStaging(warehouse: Warehouse, tables: StagingTables): Promise<void> {
  for (const table of [tables.rows, tables.repeats, tables.owners, tables.lines, tables.rules]) {
    await warehouse.run(sql`drop table if exists ${table} sync`);
  }
}
