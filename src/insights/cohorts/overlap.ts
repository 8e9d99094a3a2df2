import { type Sql, sql } from '#src/basics/sql.ts';
import { allOf } from '#src/customers/filters/index.ts';
import { int } from '#src/customers/frame/index.ts';
import { cohorts } from './entries.ts';
import type { Reading } from './reading.ts';

/** Some of the people who entered: those of a row, of a series, or everyone. */
export interface Entrants {
  readonly reading: Reading;
  readonly row?: number | undefined;
  readonly series?: number | undefined;
}

/** How many customers (or accounts) are among both. Grain: one row. */
export const overlap = (first: Entrants, second: Entrants): Sql<{ people: number | string }> => sql`
  select bitmapAndCardinality(${everyone(first)}, ${everyone(second)}) as people`;

const everyone = ({ reading: { plan, split, ways }, row, series }: Entrants): Sql => sql`(
    with ${cohorts(plan, split, ways)}
    select groupBitmapMergeState(members)
    from cohorts
    where ${allOf([
      ...(row === undefined ? [] : [sql`row = ${int(row)}`]),
      ...(series === undefined ? [] : [sql`series = ${int(series)}`]),
    ])}
  )`;
