import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identifier, type Sql, sql } from '#src/basics/sql.ts';
import type { Stores } from './stores.ts';

/**
 * Where a text stands: bytes of files that we write ourselves, and columns of every table of both stores.
 *
 * The stores' own files are not read byte by byte: the warehouse's are compressed, and PostgreSQL keeps dead rows and
 * its log until it cleans up by itself.
 */
export async function tracesOf(folder: string, stores: Stores, text: string): Promise<string[]> {
  return [
    ...(await inFiles(folder, text)),
    ...(await inWarehouse(stores, text)),
    ...(await inRecords(stores, text)),
  ];
}

async function inFiles(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const own = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/^(warehouse|records)\/./.test(path.slice(folder.length + 1)));
  const holding = await Promise.all(own.map(async (path) => (await readFile(path)).includes(text)));
  return own.filter((_, i) => holding[i]).map((path) => `file ${path.slice(folder.length + 1)}`);
}

/** Every column that can hold text, also inside lists, JSON and low cardinality. */
async function inWarehouse({ warehouse }: Stores, text: string): Promise<string[]> {
  const columns = await warehouse.rows(sql<{ table: string; name: string }>`
    select table, name
    from system.columns
    where database = currentDatabase()
      and (type like '%String%' or type like 'JSON%')
      and table in (select name from system.tables where database = currentDatabase() and engine like '%MergeTree')
    order by table, name`);
  const found: string[] = [];
  for (const { table, name } of columns) {
    const rows = await warehouse.rows(holdingRows(table, name, text));
    if (Number(rows[0]?.n ?? 0) > 0) found.push(`warehouse ${table}.${name}`);
  }
  return found;
}

const holdingRows = (table: string, column: string, text: string): Sql<{ n: string }> => sql<{ n: string }>`
  select count() as n
  from ${identifier(table, [table])}
  where position(toString(${identifier(column, [column])}), ${text}) > 0`;

/** Every column, as text: lists, JSON and bytes too. */
async function inRecords({ records }: Stores, text: string): Promise<string[]> {
  const columns = await records.rows(sql<{ schema: string; table: string; name: string; type: string }>`
    select table_schema as schema, table_name as table, column_name as name, data_type as type
    from information_schema.columns
    join pg_tables on schemaname = table_schema and tablename = table_name
    where table_schema not in ('pg_catalog', 'information_schema')
    order by 1, 2, 3`);
  const found: string[] = [];
  for (const { schema, table, name, type } of columns) {
    const column = identifier(name, [name]);
    const held =
      type === 'bytea'
        ? sql`position(convert_to(${text}, 'UTF8') in ${column}) > 0`
        : sql`position(${text} in ${column}::text) > 0`;
    const row = await records.row(sql<{ n: number }>`
      select count(*)::integer as n
      from ${identifier(schema, [schema])}.${identifier(table, [table])}
      where ${held}`);
    if ((row?.n ?? 0) > 0) found.push(`records ${schema}.${table}.${name}`);
  }
  return found;
}
