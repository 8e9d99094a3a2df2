import type { Sql } from '#src/basics/sql.ts';
import { sql } from '#src/basics/sql.ts';
import type { Records } from '#src/engines/records/port.ts';

/** A column of a table that keeps something per workspace, and may hold words. */
export interface WordColumn {
  readonly table: string;
  readonly column: string;
  readonly type: 'text' | 'text[]' | 'jsonb' | 'bytea';
}

interface AnyColumn extends Omit<WordColumn, 'type'> {
  readonly type: string;
  readonly needed: boolean;
  /** What a check allows, where it names a list. */
  readonly allowed: string | null;
}

/** Text of our own making, from the catalogue of the database under test. */
const written = <Row>(text: string): Sql<Row> => ({ kind: 'sql', parts: [{ text }] });

/**
 * Every column of the records that may hold words of a workspace's, as the database itself lists them; not those of which a
 * check names all that they may hold.
 */
export async function wordColumns(records: Records): Promise<WordColumn[]> {
  const columns = await columnsOf(records);
  return columns.filter((one): one is AnyColumn & WordColumn => wordy.has(one.type) && one.allowed === null);
}

const wordy: ReadonlySet<string> = new Set(['text', 'text[]', 'jsonb', 'bytea']);

/** Grain: a column of a table with `workspace_id`, and of `workspaces`; some hundreds. */
const columnsOf = (records: Records): Promise<AnyColumn[]> =>
  records.rows(sql<AnyColumn>`
    select class.relname::text as table, attribute.attname::text as column,
      format_type(attribute.atttypid, null) as type,
      attribute.attnotnull and not attribute.atthasdef and attribute.attidentity = '' as needed,
      (
        select substring(pg_get_constraintdef(checked.oid) from 'ARRAY[[]''([^'']+)''')
        from pg_constraint as checked
        where checked.conrelid = class.oid and checked.contype = 'c' and checked.conkey = array[attribute.attnum]
      ) as allowed
    from pg_class as class
    join pg_attribute as attribute on attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped
    where class.relnamespace = 'public'::regnamespace
      and class.relkind = 'r'
      and (class.relname = 'workspaces' or exists (
        select
        from pg_attribute as other
        where other.attrelid = class.oid and other.attname = 'workspace_id'))
    order by 1, 2`);

/** What a column is planted with: the value as SQL, and further columns of its row. */
export interface Planted {
  readonly value: string;
  readonly beside?: Readonly<Record<string, string>>;
}

/** Rows may now name what does not exist, and say half of something: of a database of a test's own only. */
export async function loosen(records: Records): Promise<void> {
  const held = await records.rows(sql<{ statement: string }>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as statement
    from pg_constraint
    where connamespace = 'public'::regnamespace
      and (contype = 'f' or contype = 'c' and (pg_get_constraintdef(oid) not like '%ARRAY[%' or cardinality(conkey) > 1))`);
  for (const { statement } of held) await records.run(written(statement));
}

/**
 * Puts one row into each column's table in which that column alone holds words; the rest of the row is as empty as the
 * table allows.
 */
export async function plant(
  records: Records,
  workspace: number,
  planted: readonly (WordColumn & Planted)[],
): Promise<void> {
  const columns = await columnsOf(records);
  for (const [at, { table, column, value, beside }] of planted.entries()) {
    const row = new Map<string, string>();
    for (const one of columns) if (one.table === table && one.needed) row.set(one.column, empty(one, at));
    for (const [name, given] of Object.entries(beside ?? {})) row.set(name, given);
    row.set('workspace_id', String(workspace)).set(column, value);
    const names = [...row.keys()].map((name) => `"${name}"`).join(', ');
    await records.run(written(`insert into ${table} (${names}) values (${[...row.values()].join(', ')})`));
  }
}

function empty({ column, type, allowed }: AnyColumn, at: number): string {
  if (allowed !== null) return `'${allowed}'`;
  if (type === 'text') return `'${column} ${at}'`;
  if (type === 'jsonb') return `'{}'`;
  if (type === 'boolean') return 'false';
  if (type === 'date') return `'2026-01-01'`;
  if (type === 'bytea') return `'\\x${at.toString(16).padStart(8, '0')}'`;
  if (type.startsWith('timestamp')) return 'now()';
  return type.endsWith('[]') ? `'{}'` : String(at + 1);
}

/** Columns in which one of the words stands, as text or as the bytes of it: `table.column`. */
export async function placesHolding(records: Records, words: readonly string[]): Promise<string[]> {
  const places: string[] = [];
  for (const { table, column } of await wordColumns(records)) {
    const found = await records.row(sql`
      select 1 as one
      from ${written(table)}
      where exists (
        select
        from unnest(${words}::text[]) as own
        where position(lower(own) in lower(${written(`"${column}"`)}::text)) > 0
          or position(encode(convert_to(own, 'UTF8'), 'hex') in ${written(`"${column}"`)}::text) > 0
      )
      limit 1`);
    if (found !== undefined) places.push(`${table}.${column}`);
  }
  return places;
}
