import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifier, sql } from '#src/basics/sql.ts';
import { claimDataFolder } from '#src/engines/data-folder/index.ts';
import { migrate } from '#src/engines/migrations/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { inStores } from '../faults/stores.ts';

/** How far a schema had come: the last file of each store. */
export interface SchemaThen {
  readonly records: number;
  readonly warehouse: number;
}

const shipped = join(import.meta.dirname, '../../schema');
const kept = (name: string) => join(import.meta.dirname, name);

/**
 * Makes a data folder as an earlier Perdure left it: with the migrations of then, and rows that it wrote.
 *
 * `records-….jsonl` has a line for each row of the records, in the order in which tables refer to one another;
 * `door-….jsonl` has what went through the warehouse's door, without the columns that held nothing.
 */
export async function makeOldFolder(folder: string, then: SchemaThen): Promise<void> {
  (await claimDataFolder(folder, '0.1.0')).release();
  const schema = await schemaOf(then);
  try {
    await inStores(folder, async ({ records, warehouse }) => {
      await migrate({ records, warehouse, schema });
      const rows = await linesOf<RecordRow>(`records-${four(then.records)}.jsonl`);
      await records.transaction(async (tx) => {
        for (const row of rows) await keepRow(tx, row);
        await advanceNumbers(tx);
      });
      const door = await readFile(kept(`door-${four(then.warehouse)}.jsonl`));
      await warehouse.insert('door', door, { token: 'then' });
    });
  } finally {
    await rm(schema, { recursive: true });
  }
}

interface RecordRow {
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}

const four = (number: number): string => String(number).padStart(4, '0');

async function linesOf<Line>(name: string): Promise<Line[]> {
  const text = await readFile(kept(name), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line); // files beside this one
}

/** The shipped files up to those numbers, in a folder of their own. */
async function schemaOf(then: SchemaThen): Promise<string> {
  const schema = await mkdtemp(join(tmpdir(), 'perdure-schema-'));
  for (const store of ['records', 'warehouse'] as const) {
    await mkdir(join(schema, store));
    const names = (await readdir(join(shipped, store))).filter(
      (name) => Number(name.slice(0, 4)) <= then[store],
    );
    for (const name of names) await copyFile(join(shipped, store, name), join(schema, store, name));
  }
  return schema;
}

async function keepRow(tx: Transaction, { table, row }: RecordRow): Promise<void> {
  const name = identifier(table, [table]);
  await tx.run(sql`
    insert into ${name}
    overriding system value
    select (jsonb_populate_record(null::${name}, ${JSON.stringify(row)}::jsonb)).*`);
}

/** Numbers that tables give themselves go on after the last. */
async function advanceNumbers(tx: Transaction): Promise<void> {
  const columns = await tx.rows(sql<{ table: string; column: string }>`
    select attrelid::regclass::text as table, attname as column
    from pg_attribute
    join pg_class on pg_class.oid = attrelid
    where attidentity = 'a'
      and relnamespace = 'public'::regnamespace`);
  for (const { table, column } of columns)
    await tx.rows(sql`
      select setval(pg_get_serial_sequence(${table}, ${column}), greatest(1, max(${identifier(column, [column])})))
      from ${identifier(table, [table])}`);
}
