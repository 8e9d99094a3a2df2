import { type Estimate, known, unknown } from '#src/basics/estimate.ts';

/** An unbroken span of value: first and last day of value (day numbers), and how many days of value it holds. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly valueDays: number;
  readonly state: 'running' | 'broken';
}

/** Days from each day of value to the next. @param days rising, each once */
export const gapsOf = (days: readonly number[]): number[] =>
  days.slice(1).map((day, i) => day - (days[i] ?? day));

/**
 * Spans of value: a gap longer than the tolerance ends one. The last still runs while value on the last day known would
 * continue it.
 *
 * @param days  rising, each once
 */
export function spansOf(
  days: readonly number[],
  { tolerance, lastKnown }: { readonly tolerance: number; readonly lastKnown: number },
): Span[] {
  const spans: { from: number; to: number; valueDays: number }[] = [];
  for (const day of days) {
    const last = spans.at(-1);
    if (last === undefined || day - last.to > tolerance) spans.push({ from: day, to: day, valueDays: 1 });
    else {
      last.to = day;
      last.valueDays += 1;
    }
  }
  return spans.map((span, i) => ({
    ...span,
    state: i === spans.length - 1 && lastKnown - span.to <= tolerance ? 'running' : 'broken',
  }));
}

/** A value and how many have it. */
export interface Bar {
  readonly value: number;
  readonly count: number;
}

/**
 * The quantile of values told as bars: the mean of the two values it lies between where it lies between two (R's type 2).
 *
 * @param bars   rising
 * @param share  strictly between 0 and 1
 * @returns unknown `no_events` where there is nothing
 * @source Hyndman & Fan 1996, The American Statistician 50:361–365, definition 2
 * @example quantileOf([{ value: 7, count: 2 }, { value: 30, count: 1 }], 0.5) // 7
 */
export function quantileOf(bars: readonly Bar[], share: number): Estimate<number> {
  const count = bars.reduce((sum, bar) => sum + bar.count, 0);
  if (count === 0) return unknown('no_events');
  const place = count * share;
  const low = valueAt(bars, Math.ceil(place));
  return known(Number.isInteger(place) ? (low + valueAt(bars, place + 1)) / 2 : low);
}

function valueAt(bars: readonly Bar[], place: number): number {
  let before = 0;
  for (const { value, count } of bars) {
    before += count;
    if (before >= place) return value;
  }
  throw new Error(`no ${place}th value`);
}
