import type { Sql } from '#src/basics/sql.ts';

/** Reading and writing inside one transaction. */
export interface Transaction {
  rows<Row>(query: Sql<Row>): Promise<Row[]>;
  /** The only row, or undefined; more than one is a fault. */
  row<Row>(query: Sql<Row>): Promise<Row | undefined>;
  /** Runs a statement; answers how many rows it touched. */
  run(statement: Sql): Promise<number>;
}

/** What must be exact now. Every call outside `transaction` is a transaction of its own. */
export interface Records extends Transaction {
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
