import type { Context } from '#src/access/index.ts';
import { nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { dateText, localDay } from '#src/insights/calendar/index.ts';
import type { EventMatch } from '#src/insights/event-match/index.ts';
import type { Plan } from './plan.ts';
import { type Days, int } from './rows.ts';

/** True where days of a name can be read from bitmaps: people, no tests of properties, no marked traffic. */
export const hasBitmaps = ({ unit, ask }: Plan, match: EventMatch): boolean =>
  unit === 'customer' && !ask.includeMarked && match.where.length === 0;

/**
 * Whether the last day is known only in part: something is stored that lies at or after asOf.
 *
 * Then that one day is read from its events; else its bitmaps are right as they stand.
 */
export async function lastDayIsCut({ warehouse }: Pick<Context, 'warehouse'>, plan: Plan): Promise<boolean> {
  if (plan.known.lastBegun < plan.known.current) return false;
  const rows = await warehouse.rows(sql<{ later: number }>`
    select 1 as later
    from ${scoped('event_counts')}
    where layout = ${typed('UInt32', plan.layout)}
      and day = ${typed('Date32', dateText(plan.known.lastBegun))}
      and last_time >= ${new Date(plan.asOf)}
    limit 1`);
  return rows.length > 0;
}

/**
 * Days of an event (`on_day`, a day number) with the bitmap of those who did it.
 *
 * Grain: (day, part); some hundred rows a year. Retired numbers are still among them.
 *
 * @param cut see {@link lastDayIsCut}
 */
export function bitmapDays(plan: Plan, { event }: EventMatch, days: Days, cut: boolean): Sql {
  const { lastBegun } = plan.known;
  const wholeUntil = Math.min(days.to ?? lastBegun, cut ? lastBegun - 1 : lastBegun);
  const since = days.from === undefined ? nothing : sql` and day >= ${typed('Date32', dateText(days.from))}`;
  const rest = cut && (days.to ?? lastBegun) >= lastBegun ? cutDay(plan, event) : nothing;
  return sql`(
    select toInt32(day) as on_day, customers
    from ${scoped('event_days')}
    where layout = ${typed('UInt32', plan.layout)}
      and event = ${event ?? ''}
      and day <= ${typed('Date32', dateText(wholeUntil))}${since}${rest}
  )`;
}

const cutDay = (plan: Plan, event: string | null): Sql => sql`
    union all
    select ${int(plan.known.lastBegun)} as on_day, groupBitmapState(customer) as customers
    from ${scoped('events')}
    where ${event === null ? sql`true` : sql`event = ${event}`}
      and traffic = 'customer'
      and time < ${new Date(plan.asOf)}
      and time >= ${new Date(plan.asOf - 50 * 3_600_000)}
      and ${localDay(plan.zone)} = ${int(plan.known.lastBegun)}`;

/** Numbers no longer in use, as a bitmap. */
export const retired: Sql = sql`(select groupBitmapState(customer) from ${scoped('retired')})`;
