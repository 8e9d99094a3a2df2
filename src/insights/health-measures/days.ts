import { knownDays, startOfDay } from '#src/customers/calendar/index.ts';

/**
 * The instant so many local days after another, at the same time of the clock; before it where negative. A day on which
 * the clocks change is one day.
 *
 * @param at epoch milliseconds
 */
export function dayAt(at: number, days: number, zone: string): number {
  const day = knownDays(at, zone).current;
  return startOfDay(day + days, zone) + (at - startOfDay(day, zone));
}
