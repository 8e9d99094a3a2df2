import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { type DayNumber, periodOf, startOfDay } from '#src/customers/calendar/index.ts';
import type { Column, Plan } from './plan.ts';

const hourMs = 3_600_000;

/** Length of a rolling interval: 24 h, 7 × 24 h, 30 × 24 h. */
export const spanMs = { day: 24 * hourMs, week: 7 * 24 * hourMs, month: 30 * 24 * hourMs } as const;

/** No base needs to count more spans than this. */
const mostSpans = ({ columns }: Plan): number => Math.max(...columns.map(({ closes }) => closes)) + 1;

const openedMs = sql`tupleElement(first, 3)`;

/**
 * The base of a rolling entry: 2 × the spans that are over, plus 1 when one more has begun.
 *
 * A span is over when its end is not after asOf, and has begun when its start lies before asOf.
 */
export function rollingBase(plan: Plan): Sql {
  const since = sql`(${typed('Int64', plan.asOf)} - ${openedMs})`;
  const span = typed('Int64', spanMs[plan.ask.interval]);
  const most = typed('Int64', mostSpans(plan));
  const over = sql`least(intDiv(${since}, ${span}), ${most})`;
  const begun = sql`least(intDiv(${since} + ${span} - 1, ${span}), ${most})`;
  return sql`toInt32(2 * ${over} + (${begun} - ${over}))`;
}

/** Whether the column's last interval is over for people of this base. */
export function isOver(plan: Plan, base: number, { closes }: Column): boolean {
  if (plan.ask.window === 'rolling') return closes < Math.floor(base / 2);
  return base + closes < currentInterval(plan);
}

/** Whether the column's first interval has begun for people of this base. */
export function hasBegun(plan: Plan, base: number, { from }: Column): boolean {
  if (plan.ask.window === 'rolling') return from < Math.floor(base / 2) + (base % 2);
  return base + from <= lastInterval(plan);
}

/** The same as {@link isOver}, asked of a column named base. */
export function overIn(plan: Plan, { closes }: Column): Sql {
  if (plan.ask.window === 'rolling') return sql`intDiv(base, 2) > ${typed('Int32', closes)}`;
  return sql`base < ${typed('Int32', currentInterval(plan) - closes)}`;
}

/** The same as {@link hasBegun}, asked of a column named base. */
export function begunIn(plan: Plan, { from }: Column): Sql {
  if (plan.ask.window === 'rolling') return sql`intDiv(base, 2) + base % 2 > ${typed('Int32', from)}`;
  return sql`base <= ${typed('Int32', lastInterval(plan) - from)}`;
}

const currentInterval = ({ known, ask, weekStart }: Plan): number =>
  periodOf(known.current, ask.interval, weekStart);

/** The last interval of which anything can be known. */
export const lastInterval = ({ known, ask, weekStart }: Plan): number =>
  periodOf(known.lastBegun, ask.interval, weekStart);

/**
 * Whether a rolling column is over for everybody entering on some local days, and whether it has begun for anybody.
 */
export function rollingDays(
  plan: Plan,
  { first, last }: { first: DayNumber; last: DayNumber },
  { from, closes }: Column,
): { over: boolean; begun: boolean } {
  const span = spanMs[plan.ask.interval];
  const latest = startOfDay(last + 1, plan.zone) - 1;
  return {
    over: latest + (closes + 1) * span <= plan.asOf,
    begun: startOfDay(first, plan.zone) + from * span < plan.asOf,
  };
}
