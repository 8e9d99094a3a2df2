import { sql } from '#src/basics/sql.ts';
import type { Records } from '#src/engines/records/port.ts';
import { demos } from './replays.ts';

/** A mark whose batch is gone. */
export interface LeftMark {
  readonly workspace: number;
  readonly batch: string;
}

/**
 * Takes back the marks of journal batches that the journal does not hold any more: it was found broken, and mended
 * without them. Nobody will repeat what they marked, and while they stand nothing is moved, rebuilt or erased.
 *
 * @param begun the batches that the journal will hand out again; asked before it hands out any
 */
export const takeBackLost = (records: Records, begun: readonly number[]): Promise<LeftMark[]> =>
  records.rows(sql<LeftMark>`
    delete from batches_in_hand
    where batch > 0
      and batch < ${demos}
      and not (batch = any(${begun.map(String)}::bigint[]))
    returning workspace_id as workspace, batch::text`);

/** The same for one batch that came to its end: in a workspace where its mark stands, the batch lost its entries. */
export const takeBackOf = (records: Records, batch: number, workspace?: number): Promise<LeftMark[]> =>
  records.rows(sql<LeftMark>`
    delete from batches_in_hand
    where batch = ${batch}::bigint
      and workspace_id = coalesce(${workspace ?? null}::integer, workspace_id)
    returning workspace_id as workspace, batch::text`);
