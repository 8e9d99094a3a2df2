import { isDeepStrictEqual } from 'node:util';
import { sql } from '#src/basics/sql.ts';
import type { Records } from '#src/engines/records/port.ts';
import { batchesInHand, moveWhatWaits, withBatchInHand, withIdentityLock } from '../identity/index.ts';
import {
  type BulkPlace,
  type ChunkRows,
  countRows,
  keepRules,
  keptRules,
  type OddRow,
  OwnerNumbers,
  oddRows,
  type RowSpan,
  refusedRows,
  type StagingTables,
  storeBulk,
  storedUnder,
} from '../import-staging/index.ts';
import { refuseBesideCut } from '../loading/index.ts';
import { batchesOf, batchOf, chunkOf, firstBatch } from './batches.ts';
import { type Counts, type ImportRecord, keptRejects, noteChunk, type Reject } from './import-record.ts';
import type { ImportParts } from './parts.ts';
import { loadOddRows, recordContracts } from './slow-rows.ts';

/** Chunks per hold of the identity lock: meanwhile no live event of the workspace is stored. */
export const chunksAtOnce = 4;
/** Storing a chunk takes one processor from its beginning to its end. */
const storesAtOnce = 2;

const rowsOf = ({ chunkRows }: ImportRecord, chunk: number): RowSpan => ({
  from: chunk * chunkRows + 1,
  to: (chunk + 1) * chunkRows,
});

/** Chunks whose plain rows are stored, and whether some of their rows may need the ordinary way. */
interface StoredChunks {
  readonly place: BulkPlace;
  readonly someOdd: boolean;
}

const noRows: ChunkRows = { bulk: 0, slow: 0, contracts: 0, rejected: 0 };

async function* noOddRows(): AsyncGenerator<OddRow> {}

/** Loads the chunks of one import. */
export class ChunkLoading {
  readonly #parts: ImportParts;
  readonly #record: ImportRecord;
  readonly #tables: StagingTables;
  readonly #owners: OwnerNumbers;
  readonly #maybeStored: boolean;
  #kept: BulkPlace['rules'] | undefined;

  constructor(parts: ImportParts, record: ImportRecord, tables: StagingTables, maybeStored: boolean) {
    this.#parts = parts;
    this.#record = record;
    this.#tables = tables;
    this.#owners = new OwnerNumbers(parts, record.workspace, tables);
    this.#maybeStored = maybeStored;
  }

  /**
   * Loads some chunks. Done again after a kill, each row is stored once.
   *
   * @param next the chunks that will come after these: their people get their numbers meanwhile
   */
  async load(chunks: readonly number[], next: readonly number[], signal: AbortSignal): Promise<void> {
    const { records } = this.#parts;
    const { workspace } = this.#record;
    const stored = await withIdentityLock(records, workspace, (held) =>
      this.#storeBulk(held, chunks, next, signal),
    );
    await this.#finishAll(chunks, stored, signal);
  }

  /**
   * Makes whole what a run before this one began, before anything else. A chunk that was cut is stored with the numbers
   * its people had then, as the tables that hold it have them: those given up since are moved afterwards. The rest of
   * its rows follow, so that it counts.
   */
  async takeUp(signal: AbortSignal): Promise<void> {
    const { records } = this.#parts;
    const { workspace } = this.#record;
    const marked = await batchesInHand(records, workspace, batchesOf(this.#record));
    const begun = await this.#begun(marked);
    if (begun.length === 0) return;
    const place = await withIdentityLock(records, workspace, async (held) => {
      const now = await this.#placeThen();
      for (const chunk of begun) {
        signal.throwIfAborted();
        await this.#storeOnce(held, chunk, now);
      }
      await moveWhatWaits({ ...this.#parts, records: held }, workspace);
      return now;
    });
    await this.#finishAll(begun, { place, someOdd: true }, signal);
  }

  /** Chunks that are marked, or whose plain rows are stored, and that are not counted yet. */
  async #begun(marked: readonly bigint[]): Promise<readonly number[]> {
    const { workspace, number } = this.#record;
    const stored = await this.#parts.records.rows(sql<{ chunk: number }>`
      select chunk
      from import_bulk_stored
      where workspace_id = ${workspace}
        and import = ${number}
        and chunk not in (select chunk from import_chunks where workspace_id = ${workspace} and import = ${number})`);
    const cut = marked.map((batch) => chunkOf(this.#record, batch));
    return [...new Set([...cut, ...stored.map(({ chunk }) => chunk)])].sort((a, b) => a - b);
  }

  /** A chunk is stored as soon as its people have their numbers, while those of the next get theirs. */
  async #storeBulk(
    held: Records,
    chunks: readonly number[],
    next: readonly number[],
    signal: AbortSignal,
  ): Promise<StoredChunks> {
    const place = await this.#place();
    const own = firstBatch(this.#record);
    await refuseBesideCut(held, this.#record.workspace, { own, besideReplays: true });
    await this.#owners.refresh();
    await this.#keepRules(place);
    let last: Promise<number> = Promise.resolve(0);
    const numbering = chunks.map((chunk) => {
      last = last.then(() => this.#owners.ensure(held, rowsOf(this.#record, chunk)));
      return { chunk, numbered: last };
    });
    const ahead = last.then(() => (next.length === 0 ? 0 : this.#owners.ensure(held, this.#spanOf(next))));
    const left = [...numbering];
    const storing = Array.from({ length: storesAtOnce }, async () => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) {
        await one.numbered;
        signal.throwIfAborted();
        await this.#storeOnce(held, one.chunk, place);
      }
      return 0;
    });
    const ends = await Promise.allSettled([...numbering.map(({ numbered }) => numbered), ...storing, ahead]);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    const linked = await Promise.all(numbering.map(({ numbered }) => numbered));
    return { place, someOdd: linked.some((browsers) => browsers > 0) || place.rules.length > 0 };
  }

  #spanOf(chunks: readonly number[]): RowSpan {
    return {
      from: rowsOf(this.#record, Math.min(...chunks)).from,
      to: rowsOf(this.#record, Math.max(...chunks)).to,
    };
  }

  /** Not cut by a cancellation: what is begun is stored whole and noted. */
  async #storeOnce(held: Records, chunk: number, place: BulkPlace): Promise<void> {
    const { workspace, number } = this.#record;
    const noted = await held.row(sql`
      select 1 as one
      from import_bulk_stored
      where workspace_id = ${workspace}
        and import = ${number}
        and chunk = ${chunk}`);
    if (noted !== undefined) return;
    const batch = batchOf(this.#record, chunk);
    const span = rowsOf(this.#record, chunk);
    await withBatchInHand(held, { workspace, batch }, () =>
      storeBulk(this.#parts.warehouse, this.#tables, { span, batch, place }),
    );
    await held.run(sql`
      insert into import_bulk_stored (workspace_id, import, chunk)
      values (${workspace}, ${number}, ${chunk})`);
  }

  async #keepRules({ rules }: BulkPlace): Promise<void> {
    if (this.#kept !== undefined && isDeepStrictEqual(this.#kept, rules)) return;
    await keepRules(this.#parts.warehouse, this.#tables, rules);
    this.#kept = rules;
  }

  /** The place by whose rules the chunks that were begun are parted. */
  async #placeThen(): Promise<BulkPlace> {
    const now = await this.#place();
    return { ...now, rules: (await keptRules(this.#parts.warehouse, this.#tables)) ?? now.rules };
  }

  async #place(): Promise<BulkPlace> {
    const { workspace, source, createdAt } = this.#record;
    const place = await this.#parts.loading.placeOf(workspace);
    if (place === undefined) throw new Error(`workspace ${workspace} is no more`);
    return {
      ...place,
      workspace,
      source,
      receivedAt: Date.parse(createdAt),
      firstBatch: firstBatch(this.#record),
      maybeStored: this.#maybeStored,
    };
  }

  async #finishAll(
    chunks: readonly number[],
    { place, someOdd }: StoredChunks,
    signal: AbortSignal,
  ): Promise<void> {
    const { warehouse } = this.#parts;
    const { workspace, chunkRows } = this.#record;
    const counts = await countRows(warehouse, this.#tables, this.#spanOf(chunks), chunkRows);
    const batches = chunks.map((chunk) => batchOf(this.#record, chunk));
    const stored = await storedUnder(warehouse, workspace, batches);
    for (const chunk of chunks) {
      signal.throwIfAborted();
      const rows = counts.get(chunk) ?? noRows;
      const odd = someOdd || rows.slow > 0 || rows.contracts > 0;
      await this.#finish(chunk, { rows, stored: stored.get(batchOf(this.#record, chunk)) ?? 0, odd }, place);
    }
  }

  /** The rows that go the ordinary way, then the chunk's counts. */
  async #finish(
    chunk: number,
    { rows, stored, odd: someOdd }: { rows: ChunkRows; stored: number; odd: boolean },
    place: BulkPlace,
  ): Promise<void> {
    const { warehouse, records, clock } = this.#parts;
    const span = rowsOf(this.#record, chunk);
    const batch = batchOf(this.#record, chunk);
    const odd = await loadOddRows(this.#parts, this.#record, {
      batch,
      rows: someOdd ? oddRows(warehouse, this.#tables, { span, place }) : noOddRows(),
    });
    const rejects = [...(await this.#refused(span, rows.rejected)), ...odd.rejects, ...odd.misheld];
    const bulkRows = rows.bulk - (odd.outcome.accepted + odd.rejects.length - rows.slow);
    await records.transaction(async (tx) => {
      const contracts = await recordContracts(this.#parts, tx, this.#record, odd.contracts);
      const counts: Counts = {
        accepted: rows.bulk + rows.slow + rows.contracts + rows.rejected,
        stored: stored + odd.outcome.stored + contracts.stored,
        rejected: rows.rejected + odd.rejects.length + odd.misheld.length + odd.outcome.rejected,
        quarantined: odd.outcome.quarantined,
        duplicate: bulkRows - stored + odd.outcome.duplicate + contracts.unchanged,
      };
      const at = new Date(clock.now());
      await noteChunk(tx, this.#record, { index: chunk, counts, rejects, at });
      await tx.run(sql`
        insert into load_counts (batch, workspace_id, source, accepted, stored, rejected, quarantined, duplicate, loaded_at)
        values (${batch}, ${this.#record.workspace}, ${this.#record.source}, ${bulkRows + rejects.length}, ${stored},
          ${rejects.length}, 0, ${bulkRows - stored}, ${at})
        on conflict do nothing`);
    });
  }

  async #refused(span: RowSpan, count: number): Promise<Reject[]> {
    if (count === 0) return [];
    const rows = await this.#parts.warehouse.rows(refusedRows(this.#tables, span, keptRejects));
    return rows.map(({ row, raw }) => {
      const { reason, field, expected, got } = JSON.parse(raw) as Omit<Reject, 'row'>; // written by stage-rows.ts
      return { row: Number(row), reason, field, expected, got };
    });
  }
}

/** Whether anything that is stored may bear an id of this import: earlier imports, or its own odd rows. */
export async function mayBeStored(
  parts: ImportParts,
  record: ImportRecord,
  tables: StagingTables,
): Promise<boolean> {
  const earlier = await parts.records.row(sql<{ some: boolean }>`
    select exists (
      select from imports
      where workspace_id = ${record.workspace}
        and number != ${record.number}
        and begun_at is not null) as some`);
  if (earlier?.some === true) return true;
  const [odd] = await parts.warehouse.rows(sql<{ some: number }>`
    select 1 as some
    from ${tables.rows}
    where lane in ('slow', 'contract')
    limit 1`);
  return odd !== undefined;
}
