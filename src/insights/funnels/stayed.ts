import { type Sql, sql } from '#src/basics/sql.ts';
import { dayNumber, periodIn, startOfDay } from '#src/customers/calendar/index.ts';
import { onlyWanted } from '#src/customers/filters/index.ts';
import { givenUpNumbers } from '#src/customers/frame/index.ts';
import type { Plan } from './plan.ts';
import { daysOfFirst, onlyBitmaps, withinReach } from './step-days.ts';

/**
 * Since then days follow one another in every zone: before, Newfoundland's clocks went back over midnight, at 00:01, so
 * that a second step could lie on the day before its entry, and Samoa left a day out.
 */
const steadySince = dayNumber('2012-01-01');

/**
 * Whether those who did not do the second step soon enough, most people of most funnels, can be counted from bitmaps of
 * days: every window is over, so that nothing but the period of their first entry is asked of them.
 */
export function areCounted(plan: Plan): boolean {
  const { ask, from, to, zone, asOf, windowMs } = plan;
  if (ask.order === 'unordered' || ask.breakdown !== null || from < steadySince) return false;
  return asOf - windowMs >= startOfDay(to + 1, zone) && onlyBitmaps(plan, 1) && onlyBitmaps(plan, 2);
}

/** People who entered first in a period and cannot have got to the second step. */
interface Stayed {
  readonly period: number;
  readonly people: number | string;
}

/** Who stayed at the first step. Grain: one row per period of entry. */
export function stayed(plan: Plan): Sql<Stayed> {
  const entered = onlyWanted(
    sql`bitmapAndnot(did, groupBitmapMergeState(did) over (order by period rows between unbounded preceding and 1 preceding))`,
    plan.wanted,
  );
  return sql<Stayed>`
    select period, bitmapCardinality(bitmapAndnot(bitmapAndnot(${entered}, ${withinReach(plan)}), ${givenUpNumbers})) as people
    from (
      select ${periodIn(sql`on_day`, plan.ask.trend, plan.weekStart)} as period, groupBitmapMergeState(customers) as did
      from ${daysOfFirst(plan)}
      group by period
    )`;
}
