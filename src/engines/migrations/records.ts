import { lockNumbers } from '#src/basics/locks.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import type { Records, Transaction } from '#src/engines/records/port.ts';
import type { SchemaFile } from './files.ts';
import { type Applied, pendingFiles } from './pending.ts';

/**
 * Brings the records to the program's schema. Each file and the note that it was applied are one transaction: a kill
 * leaves a file applied or not.
 *
 * @returns the names of the files applied
 * @throws DomainError as `pendingFiles`
 */
export async function migrateRecords(records: Records, files: readonly SchemaFile[]): Promise<string[]> {
  const names: string[] = [];
  for (;;) {
    const name = await records.transaction((tx) => applyNext(tx, files));
    if (name === undefined) return names;
    names.push(name);
  }
}

/** The names of the files `migrateRecords` would apply; changes nothing. */
export async function pendingInRecords(records: Records, files: readonly SchemaFile[]): Promise<string[]> {
  return records.transaction(async (tx) => {
    const known = await tx.row(sql<{ found: boolean }>`
      select to_regclass('schema_migrations') is not null as found`);
    const applied = known?.found ? await appliedFiles(tx) : [];
    return pendingFiles('records', files, applied).map(({ name }) => name);
  });
}

/** Waits until no other Perdure changes a schema, and keeps others waiting until the transaction ends. */
export async function lockSchema(tx: Transaction): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(${lockNumbers.schema})`);
}

async function applyNext(tx: Transaction, files: readonly SchemaFile[]): Promise<string | undefined> {
  await lockSchema(tx);
  await tx.run(sql`
    create table if not exists schema_migrations (
      number integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`);
  const [next] = pendingFiles('records', files, await appliedFiles(tx));
  if (next === undefined) return undefined;
  await tx.run(shipped(next.text)).catch((error) => {
    if (error instanceof Error) error.message = `${next.name}: ${error.message}`;
    throw error;
  });
  await tx.run(sql`
    insert into schema_migrations (number, name, checksum)
    values (${next.number}, ${next.name}, ${next.checksum})`);
  return next.name;
}

/** One row per applied file. */
const appliedFiles = (tx: Transaction): Promise<Applied[]> =>
  tx.rows(sql<Applied>`select number, name, checksum from schema_migrations order by number`);

/** A shipped file's text as a statement: the one place where text becomes SQL, and it comes from our own folder. */
export const shipped = (text: string): Sql => ({ kind: 'sql', parts: [{ text }] });
