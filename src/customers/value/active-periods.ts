import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { earlier, periodIn } from '#src/customers/calendar/index.ts';
import { propertyNumber, type Rule } from '#src/customers/event-match/index.ts';
import { onlyWanted } from '#src/customers/filters/index.ts';
import {
  bitmapDays,
  type Engines,
  eventRows,
  type Frame,
  givenUpNumbers,
  hasBitmaps,
  int,
  lastDayIsCut,
  oftenEnough,
} from '#src/customers/frame/index.ts';
import type { Activity } from './activity.ts';
import { daysOf, type Span } from './periods.ts';

/** How an answer is read; the quickest way unless a test compares them. */
export type Way = 'quickest' | 'events';

/** Where the sets of a question are read from. */
export interface ActiveReading {
  readonly frame: Frame;
  readonly activity: Activity;
  readonly way: Way;
  /** See `lastDayIsCut`. */
  readonly cut: boolean;
}

/** Settles how a question is read. */
export async function activeReading(
  engines: Engines,
  frame: Frame,
  activity: Activity,
  way: Way = 'quickest',
): Promise<ActiveReading> {
  return { frame, activity, way, cut: way === 'quickest' && (await lastDayIsCut(engines, frame)) };
}

/** Where the active people of a reading come from. */
export function sourceOf({ frame, activity, way, cut }: ActiveReading): 'bitmaps' | 'day_lists' | 'events' {
  const { match, rule } = activity;
  if (way === 'events' || !hasBitmaps(frame, match) || rule.kind !== 'times') return 'events';
  if (rule.times === 1) return 'bitmaps';
  return match.event === null && !cut ? 'day_lists' : 'events';
}

/**
 * Who was active in each period of a span: rows (period, people), only those wanted, without numbers given up.
 *
 * Read from bitmaps where they tell it, from each customer's list of days for "so many events of any kind", else from
 * the events, with sums that are exact to six decimals.
 *
 * Grain: one row per period in which anybody was active; ≤ periods of the span.
 */
export function activePeriods(reading: ActiveReading, span: Span): Sql {
  const { frame } = reading;
  return sql`(
    select period, ${countable(frame, sql`did`)} as people
    from (${didInPeriods(reading, span)})
  )`;
}

/** A bitmap of units as it may be counted: those wanted, without numbers given up. */
export const countable = ({ unit, wanted }: Frame, people: Sql): Sql =>
  onlyWanted(unit === 'customer' ? sql`bitmapAndnot(${people}, ${givenUpNumbers})` : people, wanted);

function didInPeriods(reading: ActiveReading, span: Span): Sql {
  const source = sourceOf(reading);
  if (source === 'bitmaps') return inBitmaps(reading, span);
  if (source === 'day_lists') return inDayLists(reading, span);
  return inEvents(reading, span);
}

const periodOfDay = ({ weekStart }: Frame, { period }: Span, day: Sql): Sql =>
  periodIn(day, period, weekStart);

const inBitmaps = ({ frame, activity, cut }: ActiveReading, span: Span): Sql => sql`
  select ${periodOfDay(frame, span, sql`on_day`)} as period, groupBitmapMergeState(customers) as did
  from ${bitmapDays(frame, activity.match, daysOf(frame, span), cut)}
  group by period`;

/** At least so many events of any name, from customers' lists of days. */
function inDayLists({ frame, activity }: ActiveReading, span: Span): Sql {
  const { from, to } = daysOf(frame, span);
  const times = activity.rule.kind === 'times' ? activity.rule.times : 1;
  const days = { from, to: Math.min(to, frame.known.lastBegun) };
  return sql`
  select period, people as did
  from (${oftenEnough(frame, days, (day) => periodOfDay(frame, span, day), times)})`;
}

function inEvents({ frame, activity }: ActiveReading, span: Span): Sql {
  const rows = eventRows(frame, activity.match, daysOf(frame, span));
  const period = periodOfDay(frame, span, sql`day`);
  if (activity.rule.kind === 'times' && activity.rule.times === 1) {
    return sql`
  select ${period} as period, groupBitmapState(unit) as did
  from ${rows}
  group by period`;
  }
  return sql`
  select period, groupBitmapState(unit) as did
  from (
    select unit, ${period} as period
    from ${rows}
    group by unit, period
    having ${enough(activity.rule)}
  )
  group by period`;
}

/** Whether the events of one unit and period are enough. */
const enough = (rule: Rule): Sql =>
  rule.kind === 'times'
    ? sql`count() >= ${typed('UInt64', rule.times)}`
    : sql`ifNull(sum(${propertyNumber(rule.property)}), 0) >= ${typed('Decimal(38, 6)', rule.quantity.toFixed(6))}`;

/**
 * Who did anything at all in each period of a span, and before it: rows (period, people); all that lies before the
 * span stands in one row, whose period is smaller than any other. Retired numbers may be among them, and people not
 * wanted.
 *
 * Grain: one row per period with anybody, and one; ≤ periods of the span + 1.
 */
export function seenPeriods({ frame, way, cut }: ActiveReading, span: Span): Sql {
  const { from, to } = daysOf(frame, span);
  const any = { event: null, where: [] };
  const placed = (day: Sql) =>
    sql`if(${day} < ${int(from)}, ${int(earlier)}, ${periodOfDay(frame, span, day)})`;
  if (way === 'quickest' && hasBitmaps(frame, any)) {
    return sql`(
    select ${placed(sql`on_day`)} as period, groupBitmapMergeState(customers) as people
    from ${bitmapDays(frame, any, { to }, cut)}
    group by period
  )`;
  }
  return sql`(
    select ${placed(sql`day`)} as period, groupBitmapState(unit) as people
    from ${eventRows(frame, any, { to })}
    group by period
  )`;
}

/** A bitmap of nobody, of the type that the unit's bitmaps have. */
export const nobody = ({ unit }: Frame): Sql =>
  unit === 'customer' ? sql`bitmapBuild(emptyArrayUInt32())` : sql`bitmapBuild(emptyArrayUInt64())`;

/** Rows (period) of a span, also those in which nobody did anything. */
export const everyPeriod = ({ first, last }: Span): Sql =>
  sql`(select toInt32(arrayJoin(range(${int(first)}, ${int(last + 1)}))) as period)`;
