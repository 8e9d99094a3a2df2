import { offsetOf } from '#src/basics/calendar.ts';
import type { DayNumber } from './calendar.ts';

/** What the clocks of a zone show at an instant. */
export interface ClockTime {
  readonly day: DayNumber;
  /** Milliseconds since the clocks showed midnight: 0 to 86,399,999. */
  readonly ofDay: number;
}

const dayMs = 86_400_000;

/** What the clocks of a zone show at an instant (epoch milliseconds). @throws RangeError for a zone nobody knows */
export function clockTime(at: number, zone: string): ClockTime {
  const local = at + shiftOf(zone)(at);
  const day = Math.floor(local / dayMs);
  return { day, ofDay: local - day * dayMs };
}

/**
 * The first instant at which the clocks of a zone show a time of a day: of a time that comes twice the first, for a time that the
 * clocks jump over the instant of the jump.
 *
 * @param ofDay milliseconds since midnight, 0 to 86,400,000 (the end of the day)
 */
export function instantOf(day: DayNumber, ofDay: number, zone: string): number {
  const shift = shiftOf(zone);
  const local = day * dayMs + ofDay;
  const [before, after] = [shift(local - dayMs), shift(local + dayMs)];
  for (const at of [local - Math.max(before, after), local - Math.min(before, after)])
    if (at + shift(at) === local) return at;
  return jumpBetween(local - after - 1, local - before, shift);
}

/** The first instant after which the clocks show more than they would have: between one before the jump and one at or after it. */
function jumpBetween(before: number, after: number, shift: (at: number) => number): number {
  const earlier = shift(before);
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (shift(middle) === earlier) low = middle;
    else high = middle;
  }
  return high;
}

const shifts = new Map<string, (at: number) => number>();

function shiftOf(zone: string): (at: number) => number {
  const kept = shifts.get(zone) ?? offsetOf(zone);
  shifts.set(zone, kept);
  return kept;
}
