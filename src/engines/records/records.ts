import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { forPostgres, type Sql } from '#src/basics/sql.ts';
import { asRecordsError, isLost, wantsAnotherTry } from './faults.ts';
import type { Records, Transaction, WorkspaceRecords } from './port.ts';

const tries = 5;
const firstPauseMs = 10;

type Work<T> = (tx: Transaction) => Promise<T>;
type Query = (text: string, values: unknown[]) => Promise<pg.QueryResult>;

/**
 * Records on a pool whose connections have `perdure.whole = on`.
 *
 * @param pool ended by `close`
 */
export function recordsOn(pool: pg.Pool): Records {
  const transaction = <T>(work: Work<T>) => inTransaction(pool, 'begin', work);
  return {
    ...asking((text, values) => pool.query(text, values)),
    transaction,
    of: (workspace) => ofWorkspace(pool, workspace),
    ping: async () => {
      await pool.query('select 1').catch(rethrow);
    },
    close: () => pool.end(),
  };
}

/** Settings local to the transaction, so that nothing of a workspace is left on the connection. */
function ofWorkspace(pool: pg.Pool, workspace: number): WorkspaceRecords {
  if (!Number.isSafeInteger(workspace) || workspace < 1) throw new Error(`workspace number ${workspace}`);
  const begin = `begin; set local perdure.whole = 'off'; set local perdure.workspace = '${workspace}'`;
  const transaction = <T>(work: Work<T>) => inTransaction(pool, begin, work);
  return {
    rows: (query) => transaction((tx) => tx.rows(query)),
    row: (query) => transaction((tx) => tx.row(query)),
    run: (statement) => transaction((tx) => tx.run(statement)),
    transaction,
  };
}

async function inTransaction<T>(pool: pg.Pool, begin: string, work: Work<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await oneTransaction(pool, begin, work);
    } catch (error) {
      if (attempt === tries || !wantsAnotherTry(error)) throw error;
      await pause(firstPauseMs * 2 ** attempt * Math.random());
    }
  }
}

async function oneTransaction<T>(pool: pg.Pool, begin: string, work: Work<T>): Promise<T> {
  const client = await pool.connect().catch(rethrow);
  let broken: Error | undefined;
  try {
    await client.query(begin).catch(rethrow);
    const answer = await work(asking((text, values) => client.query(text, values)));
    await client.query('commit').catch(rethrow);
    return answer;
  } catch (error) {
    broken = await rolledBack(client);
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Undefined when the connection is clean again; else what broke it, and the pool drops the connection. */
async function rolledBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function asking(query: Query): Transaction {
  const ask = (statement: Sql) => {
    const { text, values } = forPostgres(statement);
    return query(text, values).catch(rethrow);
  };
  return {
    // The row type is the caller's word for what the statement selects: the driver cannot know it.
    rows: async <Row>(statement: Sql<Row>) => (await ask(statement)).rows as Row[],
    row: async <Row>(statement: Sql<Row>) => {
      const { rows } = await ask(statement);
      if (rows.length > 1) throw new Error(`one row was expected and ${rows.length} came`);
      return rows[0] as Row | undefined;
    },
    run: async (statement) => touched(await ask(statement)),
  };
}

/** Several statements in one text answer with a list. */
const touched = (result: pg.QueryResult | pg.QueryResult[]): number =>
  [result].flat().reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0);

/** The stack of the asker instead of the socket's. */
function rethrow(error: unknown): never {
  if (isLost(error)) throw asRecordsError(error);
  if (error instanceof Error) Error.captureStackTrace(error, rethrow);
  throw error;
}
