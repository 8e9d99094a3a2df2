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
  plan.ask.window === 'rolling' ? column.index : (widthOf(plan, column) + 1) * offsets + column.from;

const offsets = 1_000_000;

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
  return sql<CohortRow>`
    with ${cohorts(plan, split, ways)},
    ${targets(plan, ways, columns)},
    gathered as (select groupArray((width, period, people)) as all from targets)
    select series, row, base, bitmapCardinality(members) as size,
      arrayMap(target -> (${key}, bitmapAndCardinality(members, target.3)),
        arrayFilter(target -> target.2 >= base and has(${keys}, ${key}), all)) as hits
    from cohorts
    cross join gathered
    where size > 0`;
}

const key = sql`((toInt64(target.1) + 1) * 1000000 + target.2 - base)`;

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
