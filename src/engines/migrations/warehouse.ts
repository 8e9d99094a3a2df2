import { DomainError } from '#src/basics/errors.ts';
import { sql, typed } from '#src/basics/sql.ts';
import type { Records } from '#src/engines/records/port.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import type { SchemaFile } from './files.ts';
import { type Applied, pendingFiles } from './pending.ts';
import { lockSchema, shipped } from './records.ts';
import { type Statement, statementsOf } from './statements.ts';

/** What was done of a file. Statements count from 1; `begun` and `finished` stand under 0. */
interface Note extends Applied {
  readonly step: 'begun' | 'statement' | 'finished';
  readonly statement: number;
}

/**
 * Brings the warehouse to the program's schema, statement by statement: its definitions know no transaction. Each
 * statement is noted when it is done. Killed between a statement and its note, the next start finds what the
 * statement made and notes it, or runs it again; so every statement makes a named thing or may be run twice.
 *
 * @param records holds the lock while the warehouse is changed
 * @returns the names of the files applied
 * @throws DomainError as `pendingFiles`, or `engines.schema_foreign` where the database holds a table of another's
 */
export async function migrateWarehouse(
  warehouse: Warehouse,
  records: Records,
  files: readonly SchemaFile[],
): Promise<string[]> {
  return records.transaction(async (tx) => {
    await lockSchema(tx);
    await warehouse.run(sql`
      create table if not exists schema_migrations (
        number UInt32,
        step Enum8('begun' = 1, 'statement' = 2, 'finished' = 3),
        statement UInt32,
        name String,
        checksum String,
        at DateTime default now()
      )
      engine = MergeTree
      order by (number, step, statement)`);
    const notes = await notesOf(warehouse);
    const pending = stillToDo(plan(files), notes);
    for (const file of pending) await applyFile(warehouse, file, notes);
    return pending.map(({ name }) => name);
  });
}

/** The names of the files `migrateWarehouse` would apply or finish; changes nothing. */
export async function pendingInWarehouse(
  warehouse: Warehouse,
  files: readonly SchemaFile[],
): Promise<string[]> {
  const notes = (await exists(warehouse, 'schema_migrations')) ? await notesOf(warehouse) : [];
  return stillToDo(files, notes).map(({ name }) => name);
}

/** A file that was begun is bound by its checksum like a finished one. */
function stillToDo<File extends SchemaFile>(files: readonly File[], notes: readonly Note[]): File[] {
  const of = (step: Note['step']) => notes.filter((note) => note.step === step);
  pendingFiles('warehouse', files, of('begun'));
  return pendingFiles('warehouse', files, of('finished'));
}

async function applyFile(warehouse: Warehouse, file: PlannedFile, notes: readonly Note[]): Promise<void> {
  const own = notes.filter(({ number }) => number === file.number);
  const begun = own.length > 0;
  if (!begun) {
    await refuseForeign(warehouse, file);
    await write(warehouse, file, 'begun', 0);
  }
  const done = new Set(own.map(({ statement }) => statement));
  for (const [i, statement] of file.statements.entries()) {
    if (done.has(i + 1)) continue;
    if (!(begun && (await hasEffect(warehouse, statement)))) await warehouse.run(shipped(statement.text));
    await write(warehouse, file, 'statement', i + 1);
  }
  await write(warehouse, file, 'finished', 0);
}

/** True when a statement that was perhaps run, and not noted, has done its work. */
async function hasEffect(warehouse: Warehouse, { effect }: Statement): Promise<boolean> {
  return effect !== undefined && (await exists(warehouse, effect.name)) === (effect.kind === 'creates');
}

/** What is there before we began was not made by us, and must not be taken for ours. */
async function refuseForeign(warehouse: Warehouse, { statements, madeBefore }: PlannedFile): Promise<void> {
  for (const { effect } of statements) {
    if (effect?.kind !== 'creates' || madeBefore.has(effect.name)) continue;
    if (!(await exists(warehouse, effect.name))) continue;
    throw new DomainError('engines.schema_foreign', {
      kind: 'unavailable',
      field: 'warehouse',
      expected: 'a database without tables of another program',
      got: effect.name,
    });
  }
}

interface PlannedFile extends SchemaFile {
  readonly statements: readonly Statement[];
  /** What earlier files made. */
  readonly madeBefore: ReadonlySet<string>;
}

/** All files are read before the first is run: a fault of form stops the start before anything is changed. */
function plan(files: readonly SchemaFile[]): PlannedFile[] {
  const made = new Set<string>();
  return files.map((file) => {
    const statements = statementsOf(file.name, file.text);
    const madeBefore = new Set(made);
    for (const { effect } of statements) if (effect?.kind === 'creates') made.add(effect.name);
    return { ...file, statements, madeBefore };
  });
}

/** One row per finished step; a step noted twice counts once. */
const notesOf = (warehouse: Warehouse): Promise<Note[]> =>
  warehouse.rows(sql<Note>`
    select distinct number, step, statement, name, checksum
    from schema_migrations
    order by number, step, statement`);

const write = (
  warehouse: Warehouse,
  file: SchemaFile,
  step: Note['step'],
  statement: number,
): Promise<void> =>
  warehouse.run(sql`
    insert into schema_migrations (number, step, statement, name, checksum)
    select ${typed('UInt32', file.number)}, ${step}, ${typed('UInt32', statement)}, ${file.name}, ${file.checksum}`);

async function exists(warehouse: Warehouse, name: string): Promise<boolean> {
  const found = await warehouse.rows(sql<{ name: string }>`
    select name
    from system.tables
    where database = currentDatabase() and name = ${name}`);
  return found.length > 0;
}
