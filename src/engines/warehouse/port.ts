import type { Sql } from '#src/basics/sql.ts';

/** Limits and circumstances of one statement. */
export interface AskOptions {
  /** Seconds the engine may spend; 30 unless told. */
  readonly seconds?: number;
  /** Bytes of memory the engine may use; 2 GiB unless told. */
  readonly memory?: number;
  /** Further engine settings, from our own code only. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** When it fires, the statement is killed in the engine. */
  readonly signal?: AbortSignal;
}

/** Reading one's own workspace: what an insight gets. Scoped tables carry the workspace filter. */
export interface WorkspaceWarehouse {
  /** 64-bit integers arrive as strings, dates as `YYYY-MM-DD`, times as `YYYY-MM-DD hh:mm:ss.mmm` in UTC. */
  rows<Row>(query: Sql<Row>, options?: AskOptions): Promise<Row[]>;
  /** The same, row by row, for answers that do not fit in memory. */
  stream<Row>(query: Sql<Row>, options?: AskOptions): AsyncIterable<Row>;
}

/** How rows go in. */
export interface InsertOptions extends AskOptions {
  /**
   * Names this batch. Sent again under the same token after a fault, each row is stored once in the
   * table and in everything derived from it.
   */
  readonly token?: string;
  readonly format?: 'JSONEachRow' | 'CSV' | 'TSV' | 'Parquet';
  /** Columns in the order of the input, where the format does not name them. */
  readonly columns?: readonly string[];
}

/** The whole warehouse: for loading, migrations and upkeep. */
export interface Warehouse extends WorkspaceWarehouse {
  /** A statement without an answer: definitions, `insert … select`, deletions. */
  run(statement: Sql, options?: AskOptions): Promise<void>;
  /** Rows into a table (or the door). Resolves when they are stored. */
  insert(table: string, body: Uint8Array | AsyncIterable<Uint8Array>, options?: InsertOptions): Promise<void>;
  /** The view of one workspace. */
  of(workspace: number): WorkspaceWarehouse;
  /** True when statements run on this machine and may read its files with `file()`. */
  readonly local: boolean;
  /** Throws when the engine does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Why a statement failed: `interrupted` the engine or the way to it was lost, and whether a write took effect is
 * not known; `locked` the data folder belongs to another process; `statement` the engine refused the text or data.
 */
export type WarehouseFaultKind =
  | 'interrupted'
  | 'timeout'
  | 'memory'
  | 'no_space'
  | 'overloaded'
  | 'cancelled'
  | 'locked'
  | 'statement';

/** What a failed call throws, besides the reason of its own signal. */
export interface WarehouseFault {
  readonly name: 'WarehouseError';
  readonly kind: WarehouseFaultKind;
  /** ClickHouse's exception code, where the engine gave one. */
  readonly code: number | undefined;
  /** The same call may succeed later without a change. */
  readonly retryable: boolean;
}
