import { type Sql, sql } from '#src/basics/sql.ts';
import { onlyWanted } from '#src/customers/filters/index.ts';
import { periodIn, startOfDay } from '#src/insights/calendar/index.ts';
import { givenUpNumbers } from '#src/insights/frame/index.ts';
import type { Plan } from './plan.ts';
import { daysOfFirst, mayGoOn, onlyBitmaps } from './step-days.ts';

/**
 * Whether those who did not do the second step soon enough, most people of most funnels, can be counted from bitmaps of
 * days: every window is over, so that nothing but the period of their first entry is asked of them.
 */
export function areCounted(plan: Plan): boolean {
  const { ask, to, zone, asOf, windowMs } = plan;
  if (ask.order === 'unordered' || ask.breakdown !== null) return false;
  return asOf - windowMs >= startOfDay(to + 1, zone) && onlyBitmaps(plan, 1) && onlyBitmaps(plan, 2);
}

/**
 * How many people entered first in each period and cannot have got to the second step.
 *
 * Grain: one row per period: period, people.
 */
export function stayed(plan: Plan): Sql {
  const entered = onlyWanted(
    sql`bitmapAndnot(did, groupBitmapMergeState(did) over (order by period rows between unbounded preceding and 1 preceding))`,
    plan.wanted,
  );
  return sql`
    select period, bitmapCardinality(bitmapAndnot(bitmapAndnot(${entered}, ${mayGoOn(plan)}), ${givenUpNumbers})) as people
    from (
      select ${periodIn(sql`on_day`, plan.ask.trend, plan.weekStart)} as period, groupBitmapMergeState(customers) as did
      from ${daysOfFirst(plan)}
      group by period
    )`;
}
