import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CommandWish, type ImportParts, importFiles } from '#src/events/imports/index.ts';
import { openTestEngines, type TestEngines, type TestWorkspace } from '../engines.ts';
import { importParts } from './parts.ts';

/** Engines and a data folder in which files are imported. */
export interface ImportBed {
  readonly engines: TestEngines;
  readonly parts: ImportParts;
  /** Writes a file and tells its path. */
  file(name: string, content: string | Uint8Array): Promise<string>;
  /** Imports a file as the command line does. */
  run(workspace: TestWorkspace, path: string, wish?: Omit<CommandWish, 'files'>): Promise<Ended>;
  close(): Promise<void>;
}

/** What the command line shows of an import. */
export interface Ended {
  readonly id: string;
  readonly state: string;
  readonly accepted: number;
  readonly stored: number;
  readonly rejected: number;
  readonly duplicate: number;
  readonly rejects: readonly {
    readonly row: number;
    readonly reason: string;
    readonly field: string;
    readonly got: string;
  }[];
}

export async function openImportBed(): Promise<ImportBed> {
  const engines = await openTestEngines();
  const folder = await mkdtemp(join(tmpdir(), 'perdure-imports-'));
  const parts = importParts(engines, folder);
  return {
    engines,
    parts,
    file: async (name, content) => {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    run: async (workspace, path, wish = {}) => {
      const { imports } = await importFiles(parts, { workspace, wish: { ...wish, files: [path] } });
      return imports[0] as unknown as Ended; // as shown by the command line
    },
    close: async () => {
      await engines.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const shared = process.env.PERDURE_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url));

/** A file of the data sets beside the checkout; undefined where they are absent. */
export function sharedFile(name: string): string | undefined {
  const path = join(shared, 'data', name);
  return existsSync(path) ? path : undefined;
}
