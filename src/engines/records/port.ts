import type { Sql } from '#src/basics/sql.ts';

/**
 * Reading and writing inside one transaction.
 *
 * What arrives: integers and counts (int2, int4, int8) as numbers — an int8 beyond 2^53 is a fault, select it
 * `::text` —, numeric as a string with all its digits, timestamptz as an ISO text in UTC with the digits it has
 * (`2026-01-15T12:00:00.000Z`, three to six of them), date as `YYYY-MM-DD`, jsonb parsed, bytea as bytes,
 * arrays of these as arrays.
 *
 * What goes in: a Date or an ISO text for timestamptz, JSON text for jsonb (`JSON.stringify`), bytes for bytea,
 * an array for an array.
 *
 * Errors: a lost or absent PostgreSQL is a DomainError `engines.records_unavailable` of kind `unavailable`; the
 * call may be made again, and it works again by itself once PostgreSQL answers. Where the connection broke during
 * the commit, nobody knows whether the transaction holds: what is written must bear being written again.
 * Everything else is the driver's error with its `code` (`23505` for a unique key).
 */
export interface Transaction {
  rows<Row>(query: Sql<Row>): Promise<Row[]>;
  /** The only row, or undefined; more than one is a fault. */
  row<Row>(query: Sql<Row>): Promise<Row | undefined>;
  /** Runs a statement; answers how many rows it touched. */
  run(statement: Sql): Promise<number>;
}

/** What must be exact now. Every call outside `transaction` is a transaction of its own. */
export interface Records extends Transaction {
  /**
   * All of it or nothing. The work is done again from its beginning, up to five times, when PostgreSQL
   * ended it for a deadlock or because it could not be put in order with others: it must touch nothing else.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** The same, seeing and touching only one workspace's rows: row-level security holds the wall. */
  of(workspace: number): WorkspaceRecords;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** One workspace's rows. */
export interface WorkspaceRecords extends Transaction {
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}
