import { DomainError, isDomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import { forgetBatches, moveGivenUp } from '../identity/index.ts';
import {
  dropStaging,
  findRepeats,
  HeldMerges,
  hasStaging,
  letMerge,
  makeStaging,
  parquetLines,
  type StagingTables,
  stageLines,
  stageParquet,
  stageRows,
  stagingTables,
} from '../import-staging/index.ts';
import { batchesOf } from './batches.ts';
import { ChunkLoading, chunksAtOnce, mayBeStored } from './chunks.ts';
import { withFileReader } from './file-reader.ts';
import { type FileToRead, fileLines, fileRows } from './file-rows.ts';
import { withImportLock } from './import-lock.ts';
import {
  endImport,
  enterState,
  type ImportRecord,
  type ImportState,
  importByNumber,
  loadedChunks,
  noteProgress,
  noteStaged,
} from './import-record.ts';
import type { ImportParts } from './parts.ts';
import { sendLines } from './send-lines.ts';
import { takeUpOthers } from './take-up-others.ts';
import { forgetInflated } from './unpack.ts';
import { forgetUpload } from './uploads.ts';

/** How far an import is. */
export interface ImportProgress {
  readonly state: ImportState;
  readonly rows: number;
  /** Rows in the file, once known. */
  readonly of: number | null;
  readonly rowsPerSecond: number | null;
  readonly secondsLeft: number | null;
}

/**
 * Imports one file: reads every row into a staging table, tells repeats within it, then stores chunk by chunk.
 * Killed anywhere and called again it goes on; each row is stored once. Imports of one workspace run one by one.
 *
 * @param number of the import
 * @returns the import as it ended: done or cancelled
 * @throws DomainError where the file itself is at fault (noted as failed); other faults leave it to be tried again
 */
export async function runImport(
  parts: ImportParts,
  number: number,
  onProgress: (progress: ImportProgress) => void = () => {},
  signal: AbortSignal = new AbortController().signal,
): Promise<ImportRecord> {
  const record = await theImport(parts, number);
  return withImportLock(parts.records, record.workspace, async () => {
    const run = new ImportRun(parts, await theImport(parts, number), onProgress, signal);
    return run.toEnd();
  });
}

async function theImport({ records }: ImportParts, number: number): Promise<ImportRecord> {
  const record = await importByNumber(records, number);
  if (record !== undefined) return record;
  throw new DomainError('imports.unknown', { kind: 'not_found', expected: 'an import', got: String(number) });
}

class Cancelled extends Error {}

class ImportRun {
  readonly #parts: ImportParts;
  readonly #record: ImportRecord;
  readonly #tables: StagingTables;
  readonly #onProgress: (progress: ImportProgress) => void;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  #readBytes = 0;

  constructor(
    parts: ImportParts,
    record: ImportRecord,
    onProgress: (progress: ImportProgress) => void,
    signal: AbortSignal,
  ) {
    this.#parts = parts;
    this.#record = record;
    this.#tables = stagingTables(record.number);
    this.#onProgress = onProgress;
    this.#signal = AbortSignal.any([signal, this.#stop.signal]);
  }

  async toEnd(): Promise<ImportRecord> {
    await letMerge(this.#parts.warehouse); // a run before may have ended without
    if (this.#record.state === 'done' || this.#record.state === 'cancelled') {
      await dropStaging(this.#parts.warehouse, this.#tables); // the end may have been noted and then cut
      return this.#record;
    }
    const watch = this.#watchCancelling();
    try {
      if (!this.#record.staged || !(await hasStaging(this.#parts.warehouse, this.#tables)))
        await this.#read();
      await this.#load();
      await this.#end('done', null);
    } catch (error) {
      await this.#endAfter(this.#stop.signal.aborted ? this.#stop.signal.reason : error);
    } finally {
      watch.end();
    }
    await letMerge(this.#parts.warehouse);
    return theImport(this.#parts, this.#record.number);
  }

  /** Every row into the staging table; cut short, it begins anew. */
  async #read(): Promise<void> {
    await this.#enter('reading');
    const { warehouse, records } = this.#parts;
    await forgetBatches(records, this.#record.workspace, batchesOf(this.#record)); // what was cut went with the table
    await makeStaging(warehouse, this.#tables);
    await this.#stage();
    await this.#enter('comparing');
    const [found] = await warehouse.rows(sql<{ rows: string; last: string }>`
      select count() as rows, max(row) as last
      from ${this.#tables.rows}`);
    const rows = Number(found?.rows ?? 0);
    await findRepeats(warehouse, this.#tables, rows, { seconds: 3_600, signal: this.#signal });
    await noteStaged(records, this.#record.number, Number(found?.last ?? 0), rows);
  }

  async #stage(): Promise<void> {
    const { warehouse } = this.#parts;
    const { settled, path } = this.#record;
    const options = { signal: this.#signal };
    const like = settled.columns;
    const parquet = { file: path, columns: settled.columns, types: settled.types };
    if (settled.way === 'rows') {
      await withFileReader(this.#parts, settled.format, (reader) => {
        const rows = fileRows(reader, this.#file());
        const onRows = (count: number) => this.#tellReading(count);
        return stageRows(warehouse, this.#tables, { kind: settled.kind, rows, onRows });
      });
    } else if (settled.format === 'parquet' && warehouse.local) {
      await this.#telling(stageParquet(warehouse, this.#tables, parquet, options));
    } else if (warehouse.local && settled.encoding === 'utf-8') {
      await this.#telling(
        stageLines(warehouse, this.#tables, { source: { file: path, gzip: settled.gzip }, like }, options),
      );
    } else {
      const onRows = (count: number) => this.#tellReading(count);
      await withFileReader(this.#parts, settled.format, (reader) => {
        const lines =
          settled.format === 'parquet' ? parquetLines(reader, parquet, options) : fileLines(this.#file());
        return sendLines(warehouse, this.#tables, lines, onRows);
      });
      await this.#telling(stageLines(warehouse, this.#tables, { source: 'lines', like }, options));
    }
  }

  #file(): FileToRead {
    const onBytes = (bytes: number) => {
      this.#readBytes += bytes;
    };
    return { path: this.#record.path, settled: this.#record.settled, onBytes, signal: this.#signal };
  }

  async #load(): Promise<void> {
    const { records } = this.#parts;
    await this.#enter('loading');
    const record = await theImport(this.#parts, this.#record.number);
    const loading = await this.#chunkLoading(record);
    await takeUpOthers(this.#parts, record, this.#signal);
    await loading.takeUp(this.#signal);
    const done = await loadedChunks(records, record);
    const count = Math.ceil((record.lastRow ?? 0) / record.chunkRows);
    const left = Array.from({ length: count }, (_, i) => i).filter((chunk) => !done.has(chunk));
    const merges = new HeldMerges(this.#parts.warehouse);
    try {
      if (left.length > chunksAtOnce) await merges.hold();
      await this.#loadChunks(loading, left, { record, merges });
    } catch (error) {
      await Promise.allSettled([merges.letGo()]); // the import's own fault is told; the next run lets go first
      throw error;
    }
    await merges.letGo();
  }

  async #loadChunks(
    loading: ChunkLoading,
    left: number[],
    { record, merges }: { readonly record: ImportRecord; readonly merges: HeldMerges },
  ): Promise<void> {
    const begun = this.#parts.clock.now();
    while (left.length > 0) {
      this.#signal.throwIfAborted();
      const now = left.splice(0, chunksAtOnce);
      await loading.load(now, left.slice(0, chunksAtOnce), this.#signal);
      await merges.look();
      const { accepted } = await theImport(this.#parts, this.#record.number);
      await this.#tell('loading', accepted, {
        of: record.rowsRead,
        since: begun,
        done: accepted - record.accepted,
      });
    }
  }

  async #chunkLoading(record: ImportRecord): Promise<ChunkLoading> {
    const maybeStored = await mayBeStored(this.#parts, record, this.#tables);
    return new ChunkLoading(this.#parts, record, this.#tables, maybeStored);
  }

  async #enter(state: ImportState): Promise<void> {
    const entered = await enterState(
      this.#parts.records,
      this.#record.number,
      state,
      new Date(this.#parts.clock.now()),
    );
    if (!entered) throw new Cancelled();
    this.#onProgress({ state, rows: 0, of: null, rowsPerSecond: null, secondsLeft: null });
  }

  /** Looks at how many rows stand in the staging table while the engine fills it. */
  async #telling(work: Promise<void>): Promise<void> {
    let working = true;
    const ended = work.finally(() => {
      working = false;
    });
    const looking = (async () => {
      while (working) {
        await this.#parts.clock.sleep(500);
        if (!working) return;
        const [row] = await this.#parts.warehouse.rows(
          sql<{ rows: string }>`select count() as rows from ${this.#tables.rows}`,
        );
        await this.#tellReading(Number(row?.rows ?? 0));
      }
    })();
    const ends = await Promise.allSettled([ended, looking]);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  #readingSince: number | undefined;

  async #tellReading(rows: number): Promise<void> {
    this.#readingSince ??= this.#parts.clock.now();
    const share = this.#record.bytes === 0 ? 0 : this.#readBytes / this.#record.bytes;
    const of = share > 0 ? Math.round(rows / share) : null;
    await this.#tell('reading', rows, { of, since: this.#readingSince, done: rows });
  }

  async #tell(
    state: ImportState,
    rows: number,
    { of, since, done }: { readonly of: number | null; readonly since: number; readonly done: number },
  ): Promise<void> {
    const seconds = (this.#parts.clock.now() - since) / 1000;
    const rate = seconds > 0 ? Math.round(done / seconds) : null;
    const left =
      rate === null || rate === 0 || of === null ? null : Math.max(0, Math.ceil((of - rows) / rate));
    const rowsRead = state === 'reading' ? rows : null;
    await noteProgress(this.#parts.records, this.#record.number, { rowsRead, rate, left });
    this.#onProgress({ state, rows, of, rowsPerSecond: rate, secondsLeft: left });
  }

  /** Asks the records now and then whether somebody cancelled. */
  #watchCancelling(): { end(): void } {
    const ended = new AbortController();
    const watching = async () => {
      while (!ended.signal.aborted) {
        await this.#parts.clock.sleep(1_000, ended.signal);
        const record = ended.signal.aborted
          ? undefined
          : await importByNumber(this.#parts.records, this.#record.number);
        if (record?.state === 'cancelling') this.#stop.abort(new Cancelled());
      }
    };
    watching().catch((error: unknown) => this.#stop.abort(error));
    return { end: () => ended.abort() };
  }

  /** @throws the fault itself, unless it was a cancellation */
  async #endAfter(error: unknown): Promise<void> {
    if (error instanceof Cancelled) return this.#end('cancelled', null);
    if (isTheFilesFault(error)) await this.#end('failed', error.message);
    else await this.#noteTrouble(error);
    throw error;
  }

  async #noteTrouble(error: unknown): Promise<void> {
    const text = error instanceof Error ? error.message : String(error);
    await this.#parts.records.run(
      sql`update imports set trouble = ${text.slice(0, 1000)} where number = ${this.#record.number}`,
    );
  }

  /** A chunk that was cut is stored in every table, then what was given up beside it is moved. */
  async #makeWhole(): Promise<void> {
    const standing = await hasStaging(this.#parts.warehouse, this.#tables);
    const record = await theImport(this.#parts, this.#record.number);
    if (standing) await (await this.#chunkLoading(record)).takeUp(new AbortController().signal);
    else await forgetBatches(this.#parts.records, record.workspace, batchesOf(record)); // nothing to repeat them from
    await moveGivenUp(this.#parts, record.workspace);
  }

  async #end(state: 'done' | 'failed' | 'cancelled', trouble: string | null): Promise<void> {
    const { records, warehouse, clock } = this.#parts;
    await this.#makeWhole();
    await endImport(records, this.#record.number, { state, trouble, at: new Date(clock.now()) });
    await dropStaging(warehouse, this.#tables);
    if (state !== 'failed') await forgetInflated(this.#parts.folder.path, this.#record.path);
    if (this.#record.upload !== null && state !== 'failed')
      await forgetUpload(this.#parts, this.#record.upload);
  }
}

/** A refusal that trying again cannot mend; an engine that is away or busy is none. */
export const isTheFilesFault = (error: unknown): error is DomainError =>
  isDomainError(error) && error.kind !== 'unavailable' && error.kind !== 'busy';
