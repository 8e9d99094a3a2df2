import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { cohorts } from './entries.ts';
import type { Column, Plan } from './plan.ts';
import type { Reading } from './reading.ts';
import { targets, widthOf } from './returns.ts';
import { rollingHits } from './rolling.ts';

/** A cohort and how many of it each target holds; hits are pairs (target, people). */
export interface CohortRow {
  readonly series: number;
  readonly row: number;
  readonly base: number;
  readonly size: number | string;
  readonly hits: readonly (readonly [key: number | string, people: number | string])[];
}

/** Names a column in `hits`: its width, and how far from the base it begins. */
export const targetKey = (plan: Plan, column: Column): number =>
  plan.ask.window === 'rolling' ? column.index : (widthOf(plan, column) + 1) * furthest + column.from;

/** No column begins further from its base. */
const furthest = 1_000_000;
const offsets = typed('Int64', furthest);

/**
 * How many of each cohort returned in each column.
 *
 * Grain: one row per (series, row, base) with people; its hits, one per column that has begun.
 */
export function counts({ plan, split, ways }: Reading, columns: readonly Column[]): Sql<CohortRow> {
  if (plan.ask.window === 'rolling') return rollingCounts({ plan, split, ways }, columns);
  const keys = typed(
    'Array(Int64)',
    columns.map((column) => targetKey(plan, column)),
  );
  // Rows of a join share their bitmaps; gathered into arrays they are copied, which took 7 times as long.
  return sql<CohortRow>`
    with ${cohorts(plan, split, ways)},
    ${targets(plan, ways, columns)}
    select series, row, base, size, groupArray((target, people)) as hits
    from (
      select cohort.series as series, cohort.row as row, cohort.base as base, bitmapCardinality(cohort.members) as size,
        (toInt64(targets.width) + 1) * ${offsets} + targets.period - cohort.base as target,
        bitmapAndCardinality(cohort.members, targets.people) as people
      from cohorts as cohort
      cross join targets
      where targets.period >= cohort.base
    )
    where size > 0
      and has(${keys}, target)
    group by series, row, base, size`;
}

function rollingCounts(reading: Reading, columns: readonly Column[]): Sql<CohortRow> {
  const { plan, split, ways } = reading;
  return sql<CohortRow>`
    with ${cohorts(plan, split, ways)},
    ${rollingHits(reading, columns)}
    select series, row, base, bitmapCardinality(members) as size, gathered.hits as hits
    from cohorts
    left join (
      select series, row, base, groupArray((column, bitmapCardinality(people))) as hits
      from hits
      group by series, row, base
    ) as gathered using (series, row, base)
    where size > 0`;
}
