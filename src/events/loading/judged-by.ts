import { sql } from '#src/basics/sql.ts';
import type { Records } from '#src/engines/records/port.ts';
import type { InternalRule } from './traffic.ts';

/** By what a batch is judged, kept with its mark. */
export interface JudgedBy {
  readonly rules: readonly InternalRule[];
  /** The newest approved version of the plan of events; null where there is none. */
  readonly plan: number | null;
}

/** By what a batch was judged when it was cut, so that it is judged the same again; undefined where it was not cut. */
export const judgedThen = (
  records: Records,
  workspace: number,
  batch: bigint,
): Promise<JudgedBy | undefined> =>
  records.row(sql<JudgedBy>`
    select rules, plan_version as plan
    from batches_in_hand
    where workspace_id = ${workspace}
      and batch = ${batch}
      and rules is not null`);
