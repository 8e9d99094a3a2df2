import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Workspace } from '#src/access/index.ts';
import {
  type FieldName,
  type Format,
  type ImportKind,
  type Origin,
  readMappingArgument,
} from '../import-files/index.ts';
import { type ImportRecord, noteImport, rejectsOf } from './import-record.ts';
import type { ImportParts } from './parts.ts';
import { patiently } from './patiently.ts';
import { previewOf } from './preview.ts';
import { type ImportProgress, runImport } from './run-import.ts';
import { sampleOf } from './sample.ts';
import { refuseUnmapped, settle } from './settle.ts';
import { shownImport, shownSettled } from './shown.ts';
import { readablePath } from './unpack.ts';

/** What the command line wishes. */
export interface CommandWish {
  /** Paths on this machine. */
  readonly files: readonly string[];
  readonly as?: ImportKind | undefined;
  /** A column for each field; `=text` is one text for every row. */
  readonly map?: Readonly<Record<string, string>> | undefined;
  readonly format?: Format | undefined;
  readonly currency?: string | undefined;
  /** Shows what would be stored, and stores nothing. */
  readonly dryRun?: boolean | undefined;
}

/** What the command line tells its user while it works. */
export type CommandProgress = (step: Readonly<Record<string, unknown>>) => void;

const shownRejects = 20;

/**
 * Imports files one after the other, in this process. Given again after a kill it goes on where it was; where an
 * engine goes away under it, it goes on by itself once that is back, as the queue's imports do.
 *
 * @throws DomainError naming the file, the field or the column at fault; files before it are stored
 */
export async function importFiles(
  parts: ImportParts,
  ask: {
    readonly workspace: Workspace;
    readonly wish: CommandWish;
    readonly progress?: CommandProgress;
    readonly signal?: AbortSignal;
  },
): Promise<{ readonly imports: readonly Readonly<Record<string, unknown>>[] }> {
  const imports: Readonly<Record<string, unknown>>[] = [];
  for (const file of ask.wish.files) imports.push(await importFile(parts, ask, resolve(file)));
  return { imports };
}

type Ask = Parameters<typeof importFiles>[1];

async function importFile(parts: ImportParts, { workspace, wish, progress, signal }: Ask, given: string) {
  const { settled, sample, path } = await settleFile(parts, workspace, wish, given);
  const file = basename(given);
  if (wish.dryRun === true)
    return { file, settled: shownSettled(settled), preview: previewOf(sample, settled) };
  refuseUnmapped(settled);
  const { size } = await stat(path);
  const noted = await parts.records.transaction((tx) =>
    noteImport(tx, {
      workspace: workspace.number,
      name: file,
      path,
      upload: null,
      bytes: size,
      settled,
      chunkRows: parts.chunkRows,
      askedBy: 'cli:local',
      at: new Date(parts.clock.now()),
    }),
  );
  const tell = (step: ImportProgress) => progress?.({ file, ...step });
  const record = await patiently(parts.clock, () => runImport(parts, noted.number, tell, signal), signal);
  return { file, ...shownImport(record), rejects: await firstRejects(parts, record) };
}

async function settleFile(parts: ImportParts, workspace: Workspace, wish: CommandWish, given: string) {
  const path = await readablePath(parts.folder.path, given, wish.format);
  const sample = await sampleOf(parts, path, wish.format);
  const settled = settle(
    sample,
    { as: wish.as, map: mappingOf(wish.map ?? {}), currency: wish.currency },
    workspace,
  );
  return { path, sample, settled };
}

const mappingOf = (map: Readonly<Record<string, string>>): { [field in FieldName]?: Origin } =>
  Object.fromEntries(Object.entries(map).map(([field, column]) => readMappingArgument(`${field}=${column}`)));

const firstRejects = (parts: ImportParts, record: ImportRecord) =>
  record.rejected === 0 ? [] : rejectsOf(parts.records, record, { after: 0, most: shownRejects });
