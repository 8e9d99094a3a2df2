import type { Shape } from './decision.ts';
import { longestGap } from './same-gap.ts';

/** Weekdays of a habit: active on at least half of them. */
export const halfOfWeeks = 0.5;

/** The weekday of a day number: 1 Monday … 7 Sunday. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** Active days per weekday, Monday first. */
export function perWeekday(days: readonly number[]): number[] {
  const counts = new Array<number>(7).fill(0);
  for (const day of days) {
    const place = weekdayOf(day) - 1;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

/** Active days per week of the span. @param from first day of the first week */
export function perWeek(
  days: readonly number[],
  { from, weeks }: { readonly from: number; readonly weeks: number },
): number[] {
  const counts = new Array<number>(weeks).fill(0);
  for (const day of days) {
    const week = Math.floor((day - from) / 7);
    counts[week] = (counts[week] ?? 0) + 1;
  }
  return counts;
}

/** What the tests need of a person's active days; those before the span only say that they were there already. */
export function shapeOf(
  days: readonly number[],
  span: { readonly from: number; readonly weeks: number },
): Shape {
  const within = days.filter((day) => day >= span.from);
  const [weekdays, weeks] = [perWeekday(within), perWeek(within, span)];
  const squares = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count * count, 0);
  return {
    activeDays: within.length,
    activeWeeks: weeks.filter((count) => count > 0).length,
    overWeekdays: squares(weekdays),
    overWeeks: squares(weeks),
    fromTheStart: days.some((day) => day < span.from + 7),
    usual: usualWeekdays(weekdays, span.weeks).reduce((mask, weekday) => mask + 2 ** (weekday - 1), 0),
    ...frequentGap(within),
  };
}

/** The most frequent gap of up to 14 days; of equals the longest, which chance deals least. */
function frequentGap(days: readonly number[]): Pick<Shape, 'gap' | 'gapTimes'> {
  const gaps = days.slice(1).map((day, i) => day - (days[i] ?? day));
  let found = { gap: 0, gapTimes: 0 };
  for (let gap = 1; gap <= longestGap; gap += 1) {
    const gapTimes = gaps.filter((one) => one === gap).length;
    if (gapTimes > 0 && gapTimes >= found.gapTimes) found = { gap, gapTimes };
  }
  return found;
}

/** The weekdays on which somebody was active in at least half of the weeks. */
export const usualWeekdays = (counts: readonly number[], weeks: number): number[] =>
  counts.flatMap((count, i) => (count >= halfOfWeeks * weeks ? [i + 1] : []));

/** About which hour instants gather, if they do. */
export interface Gathering {
  /** Local hour, 0 to below 24. */
  readonly around: number;
  /** 0: all round the clock; 1: all at one instant. */
  readonly concentration: number;
  readonly p: number;
}

/**
 * Rayleigh's test of times of day: do they gather about one hour, or lie all round the clock?
 *
 * Against a uniform clock nearly everybody gathers, as people sleep: so it is told beside a habit and never makes one,
 * and only where the concentration is at least 0.7 (about two hours either way).
 *
 * @param cosines  sum of the cosines of the hours as angles; sines alike
 * @returns null with fewer than four times, p > 5 % or little concentration
 * @source Mardia & Jupp, Directional Statistics, 6.3.1; p by Wilkie 1983, Applied Statistics 32:311–312
 */
export function gatheringOf({
  cosines,
  sines,
  times,
}: {
  readonly cosines: number;
  readonly sines: number;
  readonly times: number;
}): Gathering | null {
  if (times < 4) return null;
  const length = Math.hypot(cosines, sines);
  const concentration = length / times;
  const p = Math.exp(Math.sqrt(1 + 4 * times + 4 * (times * times - length * length)) - (1 + 2 * times));
  if (p > 0.05 || concentration < 0.7) return null;
  const around = ((Math.atan2(sines, cosines) / (2 * Math.PI)) * 24 + 24) % 24;
  return { around, concentration: Math.min(1, concentration), p: Math.min(1, p) };
}
