import { newId, newSecret } from '#src/basics/ids.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { Settled } from './settle.ts';

export const importStates = [
  'waiting',
  'reading',
  'comparing',
  'loading',
  'done',
  'failed',
  'cancelling',
  'cancelled',
] as const;
export type ImportState = (typeof importStates)[number];

/** One file's import, as the records hold it. */
export interface ImportRecord {
  readonly number: number;
  readonly id: string;
  readonly workspace: number;
  readonly name: string;
  readonly path: string;
  readonly upload: string | null;
  readonly bytes: number;
  readonly source: number;
  readonly settled: Settled;
  readonly state: ImportState;
  readonly chunkRows: number;
  readonly staged: boolean;
  readonly rowsRead: number;
  readonly lastRow: number | null;
  readonly accepted: number;
  readonly stored: number;
  readonly rejected: number;
  readonly quarantined: number;
  readonly duplicate: number;
  readonly rowsPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly trouble: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly begunAt: string | null;
  readonly finishedAt: string | null;
}

const columns: Sql = sql`number, id, workspace_id as workspace, name, path, upload, bytes, source, settled, state,
  chunk_rows as "chunkRows", staged,
  rows_read as "rowsRead", last_row as "lastRow", accepted, stored, rejected, quarantined, duplicate,
  rows_per_second as "rowsPerSecond", seconds_left as "secondsLeft", trouble, created_at as "createdAt",
  begun_at as "begunAt", finished_at as "finishedAt"`;

/** One block in every table, one token: memory follows this, not the file. */
const usualChunkRows = 500_000;

/** What is known of a file when its import is asked for. */
export interface NewImport {
  readonly workspace: number;
  readonly name: string;
  readonly path: string;
  readonly upload: string | null;
  readonly bytes: number;
  readonly settled: Settled;
  /** Rows stored as one. */
  readonly chunkRows?: number | undefined;
  readonly askedBy: string;
  readonly at: Date;
}

/**
 * Notes an import. The same file asked for again while the first is not finished is that first one: so a command
 * given again after a kill goes on where it was.
 */
export async function noteImport(tx: Transaction, wish: NewImport): Promise<ImportRecord> {
  const settled = JSON.stringify(wish.settled);
  const unfinished = await tx.row(sql<ImportRecord>`
    select ${columns}
    from imports
    where workspace_id = ${wish.workspace}
      and path = ${wish.path}
      and bytes = ${wish.bytes}
      and settled = ${settled}::jsonb
      and state in ('waiting', 'reading', 'comparing', 'loading')
    order by number desc
    limit 1`);
  if (unfinished !== undefined) return unfinished;
  const source = await importSource(tx, wish.workspace, wish.at);
  const made = await tx.row(sql<ImportRecord>`
    insert into imports (id, workspace_id, name, path, upload, bytes, source, settled, chunk_rows, asked_by, created_at)
    values (${newId('imp')}, ${wish.workspace}, ${wish.name}, ${wish.path}, ${wish.upload}, ${wish.bytes}, ${source},
      ${settled}::jsonb, ${wish.chunkRows ?? usualChunkRows}, ${wish.askedBy}, ${wish.at})
    returning ${columns}`);
  if (made === undefined) throw new Error('the new import was not returned');
  return made;
}

/** The source under which a workspace's files are stored; its key is revoked from the start: nothing may send by it. */
async function importSource(tx: Transaction, workspace: number, at: Date): Promise<number> {
  const found = await tx.row(sql<{ source: number }>`
    select source
    from import_sources
    where workspace_id = ${workspace}`);
  if (found !== undefined) return found.source;
  const made = await tx.row(sql<{ source: number }>`
    with made as (
      insert into sources (workspace_id, name, write_key, created_at, revoked_at)
      values (${workspace}, 'Imports', ${newSecret('wk')}, ${at}, ${at})
      returning number
    )
    insert into import_sources (workspace_id, source)
    select ${workspace}::integer, number from made
    returning source`);
  if (made === undefined) throw new Error('the source of imports was not made');
  return made.source;
}

/** One import of a workspace by its id; undefined where there is none. */
export const importById = (
  tx: Transaction,
  workspace: number,
  id: string,
): Promise<ImportRecord | undefined> =>
  tx.row(sql<ImportRecord>`
    select ${columns}
    from imports
    where workspace_id = ${workspace}
      and id = ${id}`);

export const importByNumber = (tx: Transaction, number: number): Promise<ImportRecord | undefined> =>
  tx.row(sql<ImportRecord>`
    select ${columns}
    from imports
    where number = ${number}`);

/** A workspace's imports, the latest first. Grain: an import. */
export const importsOf = (tx: Transaction, workspace: number, most: number): Promise<ImportRecord[]> =>
  tx.rows(sql<ImportRecord>`
    select ${columns}
    from imports
    where workspace_id = ${workspace}
    order by number desc
    limit ${most}`);

/** Moves an import on, unless it was cancelled meanwhile: then false. */
export async function enterState(
  tx: Transaction,
  number: number,
  state: ImportState,
  at: Date,
): Promise<boolean> {
  const touched = await tx.run(sql`
    update imports
    set state = ${state}, begun_at = coalesce(begun_at, ${at}), trouble = null
    where number = ${number}
      and state not in ('cancelling', 'cancelled', 'done')`);
  return touched > 0;
}

/** Writes how far it is; rows read only while they are being read. */
export const noteProgress = (
  tx: Transaction,
  number: number,
  {
    rowsRead,
    rate,
    left,
  }: { readonly rowsRead: number | null; readonly rate: number | null; readonly left: number | null },
): Promise<number> =>
  tx.run(sql`
    update imports
    set rows_read = coalesce(${rowsRead}::bigint, rows_read), rows_per_second = ${rate}::integer, seconds_left = ${left}::integer
    where number = ${number}`);

/** All rows stand in the staging table. */
export const noteStaged = (tx: Transaction, number: number, lastRow: number, rows: number): Promise<number> =>
  tx.run(sql`
    update imports
    set staged = true, last_row = ${lastRow}, rows_read = ${rows}
    where number = ${number}`);

/** Ends an import one way or the other. */
export const endImport = (
  tx: Transaction,
  number: number,
  end: {
    readonly state: 'done' | 'failed' | 'cancelled';
    readonly trouble: string | null;
    readonly at: Date;
  },
): Promise<number> =>
  tx.run(sql`
    update imports
    set state = ${end.state}, trouble = ${end.trouble}, finished_at = ${end.at}, seconds_left = null
    where number = ${number}`);

/** How many of an import's or a chunk's rows met which end. */
export interface Counts {
  readonly accepted: number;
  readonly stored: number;
  readonly rejected: number;
  readonly quarantined: number;
  readonly duplicate: number;
}

/** A row that was not stored. */
export interface Reject {
  readonly row: number;
  readonly reason: string;
  readonly field: string;
  readonly expected: string;
  readonly got: string;
}

export const keptRejects = 10_000;

/** Notes a chunk as loaded, with its counts and refusals; a second time it changes nothing. */
export async function noteChunk(
  tx: Transaction,
  { workspace, number }: Pick<ImportRecord, 'workspace' | 'number'>,
  chunk: {
    readonly index: number;
    readonly counts: Counts;
    readonly rejects: readonly Reject[];
    readonly at: Date;
  },
): Promise<void> {
  const { counts, rejects } = chunk;
  await tx.run(sql`
    insert into import_chunks (workspace_id, import, chunk, accepted, stored, rejected, quarantined, duplicate, loaded_at)
    values (${workspace}, ${number}, ${chunk.index}, ${counts.accepted}, ${counts.stored}, ${counts.rejected},
      ${counts.quarantined}, ${counts.duplicate}, ${chunk.at})
    on conflict do nothing`);
  await tx.run(sql`
    insert into import_rejects (workspace_id, import, row, reason, field, expected, got)
    select ${workspace}::integer, ${number}::bigint, given.row, reason, field, expected, got
    from unnest(${rejects.map((r) => r.row)}::bigint[], ${rejects.map((r) => r.reason)}::text[],
      ${rejects.map((r) => r.field)}::text[], ${rejects.map((r) => r.expected)}::text[], ${rejects.map((r) => r.got)}::text[])
      as given (row, reason, field, expected, got)
    where (select count(*) from import_rejects where workspace_id = ${workspace} and import = ${number}) < ${keptRejects}
    on conflict do nothing`);
  await tx.run(sql`
    update imports
    set (accepted, stored, rejected, quarantined, duplicate) = (
      select sum(accepted), sum(stored), sum(rejected), sum(quarantined), sum(duplicate)
      from import_chunks
      where workspace_id = ${workspace}
        and import = ${number})
    where number = ${number}`);
}

/** The chunks that are loaded. */
export async function loadedChunks(
  tx: Transaction,
  { workspace, number }: Pick<ImportRecord, 'workspace' | 'number'>,
): Promise<Set<number>> {
  const rows = await tx.rows(sql<{ chunk: number }>`
    select chunk
    from import_chunks
    where workspace_id = ${workspace}
      and import = ${number}`);
  return new Set(rows.map((row) => row.chunk));
}

/** Refused rows in the order of the file. Grain: a row; at most `most`. */
export const rejectsOf = (
  tx: Transaction,
  { workspace, number }: Pick<ImportRecord, 'workspace' | 'number'>,
  page: { readonly after: number; readonly most: number },
): Promise<Reject[]> =>
  tx.rows(sql<Reject>`
    select row, reason, field, expected, got
    from import_rejects
    where workspace_id = ${workspace}
      and import = ${number}
      and row > ${page.after}
    order by row
    limit ${page.most}`);
