import { sql } from '#src/basics/sql.ts';
import { withIdentityLock } from '../identity/index.ts';
import {
  type BulkPlace,
  batchesPerImport,
  countRows,
  OwnerNumbers,
  oddRows,
  type RowSpan,
  refusedRows,
  type StagingTables,
  storeBulk,
  storedUnder,
} from '../import-staging/index.ts';
import { type Counts, type ImportRecord, keptRejects, noteChunk, type Reject } from './import-record.ts';
import type { ImportParts } from './parts.ts';
import { loadOddRows, recordContracts } from './slow-rows.ts';

/** Chunks per hold of the identity lock: meanwhile no live event of the workspace is stored. */
export const chunksAtOnce = 2;

const rowsOf = ({ chunkRows }: ImportRecord, chunk: number): RowSpan => ({
  from: chunk * chunkRows + 1,
  to: (chunk + 1) * chunkRows,
});
const imports = 2n ** 62n;
const firstBatch = (record: ImportRecord): bigint => imports + BigInt(record.number) * batchesPerImport;
const batchOf = (record: ImportRecord, chunk: number): bigint => firstBatch(record) + BigInt(chunk) * 256n;

/** Loads the chunks of one import. */
export class ChunkLoading {
  readonly #parts: ImportParts;
  readonly #record: ImportRecord;
  readonly #tables: StagingTables;
  readonly #owners: OwnerNumbers;
  readonly #maybeStored: boolean;

  constructor(parts: ImportParts, record: ImportRecord, tables: StagingTables, maybeStored: boolean) {
    this.#parts = parts;
    this.#record = record;
    this.#tables = tables;
    this.#owners = new OwnerNumbers(parts, record.workspace, tables);
    this.#maybeStored = maybeStored;
  }

  /** Loads some chunks. Done again after a kill, each row is stored once. */
  async load(chunks: readonly number[], signal: AbortSignal): Promise<void> {
    const { records } = this.#parts;
    const { workspace } = this.#record;
    const place = await withIdentityLock(records, workspace, () => this.#storeBulk(chunks, signal));
    for (const chunk of chunks) await this.#finish(chunk, place, signal);
  }

  /** While the engine stores a chunk, the owners of the next get their numbers: other cores, other engine. */
  async #storeBulk(chunks: readonly number[], signal: AbortSignal): Promise<BulkPlace> {
    const place = await this.#place();
    await this.#owners.refresh();
    let storing: Promise<unknown> = Promise.resolve();
    for (const chunk of chunks) {
      const span = rowsOf(this.#record, chunk);
      const [numbered, stored] = await Promise.allSettled([this.#owners.ensure(span), storing]);
      for (const end of [numbered, stored]) if (end.status === 'rejected') throw end.reason;
      signal.throwIfAborted();
      storing = this.#storeOnce(chunk, place);
    }
    await storing;
    return place;
  }

  /** Not cut by a cancellation: what is begun is stored whole and noted. */
  async #storeOnce(chunk: number, place: BulkPlace): Promise<void> {
    const { records, warehouse } = this.#parts;
    const { workspace, number } = this.#record;
    const noted = await records.row(sql`
      select 1 as one
      from import_bulk_stored
      where workspace_id = ${workspace}
        and import = ${number}
        and chunk = ${chunk}`);
    if (noted !== undefined) return;
    const batch = batchOf(this.#record, chunk);
    await storeBulk(warehouse, this.#tables, { span: rowsOf(this.#record, chunk), batch, place });
    await records.run(sql`
      insert into import_bulk_stored (workspace_id, import, chunk)
      values (${workspace}, ${number}, ${chunk})`);
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

  /** The rows that go the ordinary way, then the chunk's counts. */
  async #finish(chunk: number, place: BulkPlace, signal: AbortSignal): Promise<void> {
    const { warehouse, records, clock } = this.#parts;
    const span = rowsOf(this.#record, chunk);
    const batch = batchOf(this.#record, chunk);
    const rows = await countRows(warehouse, this.#tables, span);
    signal.throwIfAborted();
    const odd = await loadOddRows(this.#parts, this.#record, {
      batch,
      rows: oddRows(warehouse, this.#tables, { span, place }),
    });
    const stored = rows.bulk === 0 ? 0 : await storedUnder(warehouse, this.#record.workspace, batch);
    const rejects = [...(await this.#refused(span, rows.rejected)), ...odd.rejects];
    const bulkRows = rows.bulk - (odd.outcome.accepted + odd.rejects.length - rows.slow);
    await records.transaction(async (tx) => {
      const contracts = await recordContracts(this.#parts, tx, this.#record, odd.contracts);
      const counts: Counts = {
        accepted: rows.bulk + rows.slow + rows.contracts + rows.rejected,
        stored: stored + odd.outcome.stored + contracts.stored,
        rejected: rows.rejected + odd.rejects.length + odd.outcome.rejected,
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
