import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { allOf } from '#src/customers/filters/index.ts';
import { int } from '#src/customers/frame/index.ts';
import type { Unit } from '#src/customers/traits/index.ts';
import { cohorts } from './entries.ts';
import type { Column, Plan } from './plan.ts';
import type { Reading } from './reading.ts';
import { reachOf, targets, widthOf } from './returns.ts';
import { rollingHits } from './rolling.ts';
import { begunIn, overIn } from './spans.ts';

/** Which people of a column: the cohort, or those of it who did or did not return. */
export interface Chosen {
  readonly column: Column;
  readonly who: 'members' | 'returned' | 'not_returned';
  /** Only people whose period is over, or has begun; or everyone. */
  readonly among: 'all' | 'over' | 'begun';
  /** The row's period; undefined for all rows together. */
  readonly row: number | undefined;
  /** The series' place; undefined for all together. */
  readonly series: number | undefined;
}

/**
 * The common table expressions that end in `chosen`: series, row, base, people: who stands behind a number.
 *
 * Grain: one row per (series, row, base) of the cell.
 */
export function chosenPeople(reading: Reading, chosen: Chosen): Sql {
  const { plan, split, ways } = reading;
  const inCell = conditions(plan, chosen);
  if (chosen.who === 'members') {
    return sql`${cohorts(plan, split, ways)},
    chosen as (select series, row, base, members as people from cohorts where ${inCell})`;
  }
  const set = chosen.who === 'returned' ? sql`bitmapAnd(members, found)` : sql`bitmapAndnot(members, found)`;
  return sql`${cohorts(plan, split, ways)},
    ${foundIn(reading, chosen)},
    chosen as (
      select series, row, base, ${set} as people
      from (select series, row, base, members from cohorts where ${inCell}) as cohort
      left join found_in using (${plan.ask.window === 'rolling' ? sql`series, row, base` : sql`base`})
    )`;
}

/** The common table expression `found_in`: who of everybody returned in a column, by base (rolling: by cohort). */
function foundIn(reading: Reading, { column, row }: Chosen): Sql {
  const { plan, ways } = reading;
  if (plan.ask.window === 'rolling') {
    return sql`${rollingHits(reading, [column])},
    found_in as (select series, row, base, people as found from hits)`;
  }
  return sql`${row === undefined ? targets(plan, ways, [column]) : targets(plan, ways, [column], reachOf(plan, row, column))},
    found_in as (
      select toInt32(period - ${int(column.from)}) as base, people as found
      from targets
      where width = ${int(widthOf(plan, column))}
    )`;
}

function conditions(plan: Plan, { column, among, row, series }: Chosen): Sql {
  return allOf([
    ...(among === 'over' ? [overIn(plan, column)] : []),
    ...(among === 'begun' ? [begunIn(plan, column)] : []),
    ...(row === undefined ? [] : [sql`row = ${int(row)}`]),
    ...(series === undefined ? [] : [sql`series = ${int(series)}`]),
  ]);
}

/** How many entries stand behind a number. Grain: one row. */
export const howMany = (reading: Reading, chosen: Chosen): Sql<{ people: number | string }> => sql`
  with ${chosenPeople(reading, chosen)}
  select sum(bitmapCardinality(people)) as people
  from chosen`;

/** Someone behind a number, and the row by which they entered. */
export interface ChosenRow {
  /** The customer's number, or the account's fingerprint. */
  readonly unit: number | string;
  readonly row: number;
}

/** The same, with how many there are in all: counted along, as the sets are made only once then. */
export interface PageRow extends ChosenRow {
  readonly total: number | string;
}

/** Who stands behind a number, in order. Grain: one row per (unit, row); ≤ limit rows. */
export function whoTheyAre(
  reading: Reading,
  chosen: Chosen,
  page: { after?: ChosenRow; limit: number },
): Sql<PageRow> {
  const kind = unitTypes[reading.plan.unit];
  const after =
    page.after === undefined
      ? sql`true`
      : sql`(unit, row) > (${typed(kind, String(page.after.unit))}, ${int(page.after.row)})`;
  return sql<PageRow>`
    with ${chosenPeople(reading, chosen)}
    select unit, row, total
    from (select row, people, sum(bitmapCardinality(people)) over () as total from chosen)
    array join bitmapToArray(people) as unit
    where ${after}
    order by unit, row
    limit ${typed('UInt64', page.limit)}`;
}

/** Who stands behind a number, of some rows together: a statement of one row and column, the set `people`. */
export const setOf = (reading: Reading, chosen: Chosen, rows: readonly number[]): Sql => sql`
  with ${chosenPeople(reading, chosen)}
  select groupBitmapMergeState(people) as people
  from chosen
  where row in ${typed('Array(Int32)', rows)}`;

const unitTypes: Readonly<Record<Unit, string>> = { customer: 'UInt32', account: 'UInt64' };
