import { type Sql, sql, typed } from '#src/basics/sql.ts';
import type { Period, WeekStart } from './calendar.ts';

/** The local day of an event's time as a number, as `dayNumber` counts it. */
export const localDay = (zone: string): Sql => sql`toInt32(toDate32(time, ${zone}))`;

/**
 * The period of a day number, as `periodOf` counts it.
 *
 * @param day an expression of type Int32
 */
export function periodIn(day: Sql, period: Period, weekStart: WeekStart): Sql {
  if (period === 'day') return sql`toInt32(${day})`;
  if (period === 'month') return sql`toInt32(toYear(toDate32(${day})) * 12 + toMonth(toDate32(${day})) - 1)`;
  // intDiv rounds towards zero; 10,000 weeks keep it above.
  return sql`toInt32(intDiv(${day} + ${typed('Int32', weekStart === 'monday' ? 70_003 : 70_004)}, 7) - 10000)`;
}

/** The first local day of the period that a day number lies in, as `firstDayOf` tells it. */
export function firstDayIn(day: Sql, period: Period, weekStart: WeekStart): Sql {
  if (period === 'day') return sql`toInt32(${day})`;
  if (period === 'month') return sql`toInt32(${day} - toDayOfMonth(toDate32(${day})) + 1)`;
  return sql`toInt32(${day} - positiveModulo(${day} + ${typed('Int32', weekStart === 'monday' ? 3 : 4)}, 7))`;
}

/** The last local day of the period that a day number lies in. */
export function lastDayIn(day: Sql, period: Period, weekStart: WeekStart): Sql {
  const first = firstDayIn(day, period, weekStart);
  if (period === 'day') return first;
  if (period === 'month') return sql`toInt32(addMonths(toDate32(${first}), 1)) - 1`;
  return sql`(${first} + 6)`;
}
