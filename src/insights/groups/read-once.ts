import type { Sql } from '#src/basics/sql.ts';
import type { WorkspaceRecords } from '#src/engines/records/port.ts';

/**
 * Records of which the same is read once: whoever asks again, by the same statement and values, is told the same again.
 *
 * For answers that only read, and read several times what must not change meanwhile: by which version of a definition, an
 * onboarding or a map people are counted. What is written through it is not seen in what was read before.
 */
export function readOnce(records: WorkspaceRecords): WorkspaceRecords {
  const told = new Map<string, Promise<unknown>>();
  const once = <Told>(query: Sql, how: string, read: () => Promise<Told>): Promise<Told> => {
    const key =
      how + JSON.stringify(query.parts, (_, part) => (typeof part === 'bigint' ? `${part}n` : part));
    const before = told.get(key);
    // One key is read in one way, by statements that carry one row type.
    if (before !== undefined) return before as Promise<Told>;
    const now = read();
    told.set(key, now);
    return now;
  };
  return {
    rows: (query) => once(query, 'rows', () => records.rows(query)),
    row: (query) => once(query, 'row', () => records.row(query)),
    run: (statement) => records.run(statement),
    transaction: (work) => records.transaction(work),
  };
}
