import { join, type Sql, sql, typed } from '#src/basics/sql.ts';
import { firstDayOf, periodIn, periodOf } from '#src/customers/calendar/index.ts';
import { propertyNumber } from '#src/customers/event-match/index.ts';
import { bitmapDays, eventRows, hasBitmaps, int, oftenEnough } from '#src/customers/frame/index.ts';
import type { Ways } from './entries.ts';
import { type Column, entryDays, type Plan } from './plan.ts';
import { lastInterval } from './spans.ts';

/** True when one return event is enough. */
export const onceIsEnough = ({ ask }: Plan): boolean =>
  ask.atLeast.kind === 'times' && ask.atLeast.times === 1;

/** Whether a period with `times` return events and the sum `quantity` counts as a return. */
export function enough({ ask }: Plan): Sql {
  if (ask.atLeast.kind === 'times') return sql`times >= ${typed('UInt64', ask.atLeast.times)}`;
  return sql`ifNull(quantity, 0) >= ${typed('Float64', ask.atLeast.quantity)}`;
}

/** The quantity an event adds to its period. */
export const quantityOf = ({ ask }: Plan): Sql =>
  ask.atLeast.kind === 'quantity' ? propertyNumber(ask.atLeast.property) : sql`toDecimal128(0, 6)`;

/** Which set of a target a column asks for: 0 any return event, −1 this period or later, else so many periods. */
export function widthOf(plan: Plan, { index, from, to }: Column): number {
  if (index === 0) return onceIsEnough(plan) ? 1 : 0;
  return Number.isFinite(to) ? to - from + 1 : -1;
}

/**
 * The common table expression `targets`: width, period, people: who returned in the periods from `period` on,
 * as many as `width` says.
 *
 * Grain: one row per (width, period), without a gap; ≤ (1 + brackets) × intervals between from and asOf.
 */
export function targets(plan: Plan, ways: Ways, columns: readonly Column[], reach = wholeReach(plan)): Sql {
  const widths = [...new Set(columns.map((column) => widthOf(plan, column)))];
  const counted = widths.filter((width) => width !== 0);
  const parts = counted.map((width) => widened(width));
  if (widths.includes(0)) parts.push(sql`select toInt32(0) as width, period, people from plainly`);
  const needed = [
    ...(counted.length > 0 ? [sql`returns as (${dense(plan, counting(plan, ways, reach), reach)})`] : []),
    ...(widths.includes(0) ? [sql`plainly as (${dense(plan, anyReturn(plan, ways, reach), reach)})`] : []),
    sql`targets as (${join(parts, '\nunion all\n')})`,
  ];
  return join(needed, ', ');
}

function widened(width: number): Sql {
  if (width === 1) return sql`select toInt32(1) as width, period, people from returns`;
  const reach = width === -1 ? sql`unbounded following` : sql`${typed('UInt32', width - 1)} following`;
  return sql`
    select ${int(width)} as width, period,
      groupBitmapMergeState(people) over (order by period range between current row and ${reach}) as people
    from returns`;
}

/** Intervals in which returns are looked for, both included. */
export interface Reach {
  readonly first: number;
  readonly last: number;
}

/** From the first interval in which one may enter to the last begun. */
const wholeReach = (plan: Plan): Reach => ({
  first: periodOf(plan.from, plan.ask.interval, plan.weekStart),
  last: lastInterval(plan),
});

/** The intervals that decide about one column of one row. */
export function reachOf(plan: Plan, row: number, { from, to }: Column): Reach {
  const whole = wholeReach(plan);
  const days = entryDays(plan, row);
  const base = (day: number) => periodOf(day, plan.ask.interval, plan.weekStart);
  return {
    first: Math.max(whole.first, base(days.first) + from),
    last: Math.min(whole.last, base(days.last) + to),
  };
}

/** Every interval within reach, also those in which nobody did anything. */
function dense(plan: Plan, sets: Sql, { first, last }: Reach): Sql {
  const nobody = plan.unit === 'customer' ? sql`emptyArrayUInt32()` : sql`emptyArrayUInt64()`;
  return sql`
    select period, groupBitmapMergeState(people) as people
    from (
      ${sets}
      union all
      select toInt32(arrayJoin(range(${int(first)}, ${int(Math.max(first, last + 1))}))) as period, bitmapBuild(${nobody}) as people
    )
    group by period`;
}

const daysOf = ({ ask, weekStart, known }: Plan, { first, last }: Reach) => ({
  from: firstDayOf(first, ask.interval, weekStart),
  to: Math.min(known.lastBegun, firstDayOf(last + 1, ask.interval, weekStart) - 1),
});

/** Who did what counts as a return, by interval. Grain: one row per interval and part, or per day and part. */
function counting(plan: Plan, ways: Ways, reach: Reach): Sql {
  if (ways.returnsFrom === 'bitmaps') return inBitmaps(plan, ways.cut, reach);
  if (ways.returnsFrom === 'day_lists') return inDayLists(plan, reach);
  if (onceIsEnough(plan)) return inEvents(plan, reach);
  return sql`
    select period, groupBitmapState(unit) as people
    from (
      select unit, period, count() as times, sum(one_quantity) as quantity
      from (select unit, ${period(plan)} as period, ${quantityOf(plan)} as one_quantity from ${eventRows(plan, plan.ask.return, daysOf(plan, reach))})
      group by unit, period
      having ${enough(plan)}
    )
    group by period`;
}

function anyReturn(plan: Plan, ways: Ways, reach: Reach): Sql {
  return ways.returnsFrom !== 'events' && hasBitmaps(plan, plan.ask.return)
    ? inBitmaps(plan, ways.cut, reach)
    : inEvents(plan, reach);
}

const inBitmaps = (plan: Plan, cut: boolean, reach: Reach): Sql => sql`
      select ${periodIn(sql`on_day`, plan.ask.interval, plan.weekStart)} as period, customers as people
      from ${bitmapDays(plan, plan.ask.return, daysOf(plan, reach), cut)}`;

const inEvents = (plan: Plan, reach: Reach): Sql => sql`
      select ${period(plan)} as period, groupBitmapState(unit) as people
      from ${eventRows(plan, plan.ask.return, daysOf(plan, reach))}
      group by period`;

/** At least so many events of any name, from customers' lists of days. */
function inDayLists(plan: Plan, reach: Reach): Sql {
  const { ask, weekStart } = plan;
  const times = ask.atLeast.kind === 'times' ? ask.atLeast.times : 1;
  return oftenEnough(plan, daysOf(plan, reach), (day) => periodIn(day, ask.interval, weekStart), times);
}

const period = ({ ask, weekStart }: Plan): Sql => periodIn(sql`day`, ask.interval, weekStart);
