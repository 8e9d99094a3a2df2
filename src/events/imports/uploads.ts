import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Actor, Workspace } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { ImportParts } from './parts.ts';
import { type FileSample, sampleOf } from './sample.ts';
import { readablePath } from './unpack.ts';

/** A file that arrives from the web page. */
export interface ArrivingFile {
  /** To show, never a path. */
  readonly name: string;
  readonly stream: Readable;
  readonly actor: Actor;
  readonly options: Readonly<Record<string, string>>;
}

/** A file that waits to be imported. */
export interface Upload {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly sample: FileSample;
}

/**
 * Keeps an arriving file in the data folder and looks at it. Nothing is imported yet: `imports.inspect` shows what
 * it holds, `imports.start` begins.
 *
 * @throws DomainError `imports.empty_file`, `imports.not_a_table`, or what the stream ends with; nothing is kept then
 */
export async function receiveUpload(
  parts: Pick<ImportParts, 'warehouse' | 'records' | 'clock' | 'folder'>,
  workspace: Workspace,
  file: ArrivingFile,
): Promise<{ readonly upload: string; readonly name: string; readonly bytes: number }> {
  const id = newId('up');
  const folder = join(parts.folder.path, 'uploads');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, id);
  try {
    await pipeline(file.stream, createWriteStream(path, { mode: 0o600, flush: true }));
    const { size } = await stat(path);
    const readable = await readablePath(parts.folder.path, path);
    if (readable !== path) await rename(readable, path);
    const sample = await sampleOf(parts, path);
    await parts.records.run(sql`
      insert into uploads (id, workspace_id, name, path, bytes, sample, received_at)
      values (${id}, ${workspace.number}, ${file.name}, ${path}, ${size}, ${storable(sample)}::jsonb,
        ${new Date(parts.clock.now())})`);
    return { upload: id, name: file.name, bytes: size };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** JSON that PostgreSQL can hold: it knows no NUL and no half characters. */
const storable = (sample: FileSample): string =>
  JSON.stringify(sample)
    .replaceAll('\\u0000', '\u2400')
    .replaceAll(/\\ud[89a-f][0-9a-f]{2}/g, '\ufffd');

/** @throws DomainError `imports.unknown_upload` */
export async function uploadById(tx: Transaction, workspace: number, id: string): Promise<Upload> {
  const row = await tx.row(sql<Upload>`
    select id, name, path, bytes, sample
    from uploads
    where workspace_id = ${workspace}
      and id = ${id}`);
  if (row !== undefined) return row;
  throw new DomainError('imports.unknown_upload', {
    kind: 'not_found',
    field: 'upload',
    expected: 'a file received before',
    got: id,
  });
}

/** Removes a received file that is no longer needed. */
export async function forgetUpload({ records }: Pick<ImportParts, 'records'>, id: string): Promise<void> {
  const row = await records.row(sql<{ path: string }>`
    select path
    from uploads
    where id = ${id}`);
  if (row === undefined) return;
  await rm(row.path, { force: true });
  await records.run(sql`delete from uploads where id = ${id}`);
}

/** Removes files received and not imported within a week. */
export async function sweepUploads(parts: Pick<ImportParts, 'records' | 'clock'>): Promise<void> {
  const rows = await parts.records.rows(sql<{ id: string }>`
    select uploads.id
    from uploads
    where received_at < ${new Date(parts.clock.now() - 7 * 86_400_000)}
      and not exists (
        select from imports
        where imports.upload = uploads.id
          and state in ('waiting', 'reading', 'comparing', 'loading'))`);
  for (const { id } of rows) await forgetUpload(parts, id);
}
