import type { Kind } from './ask.ts';
import { type Chances, chancesOf } from './chance.ts';
import { longestGap, sameGapP } from './same-gap.ts';

/** What the tests need of a person. */
export interface Shape {
  readonly activeDays: number;
  readonly activeWeeks: number;
  /** Sum of squares of the active days per weekday, per week. */
  readonly overWeekdays: number;
  readonly overWeeks: number;
  /** Active in the first of the weeks, or in the four before. */
  readonly fromTheStart: boolean;
  /** Weekdays on which they were active in at least half of the weeks, Monday the lowest bit. */
  readonly usual: number;
  /** The most frequent gap between active days of up to 14 days (of equals the longest; 0 without any), and how often. */
  readonly gap: number;
  readonly gapTimes: number;
}

/** Below this share of weeks with activity nothing is a habit, however patterned. */
export const leastWeeks = 0.75;

/** From so many of seven days on somebody is there daily: chance has no other way to deal nearly all days. */
export const dailyFrom = 6 / 7;

/** Fewer active days than this are not tested: no pattern of three days is beyond chance. */
export const leastDays = 4;

/** Stricter than a single question's 5 %: a habit that is one is beyond chance by far, and a list should hold no chance finds. */
export const alpha = 0.01;

/** Three tests: gathered on weekdays, steady from week to week, the same gap again and again. */
const tests = 3;

/** p of one person: the smallest of the three tests, times three. */
export function chanceOf(shape: Shape, weeks: number): number {
  if (shape.activeDays < leastDays) return 1;
  const chances = chancesOf(weeks);
  return Math.min(
    1,
    tests * Math.min(gatheredP(shape, chances), steadyP(shape, chances), gapP(shape, weeks)),
  );
}

const gatheredP = ({ activeDays, overWeekdays }: Shape, chances: Chances): number =>
  chances.gathered(activeDays, overWeekdays);

const steadyP = ({ activeDays, overWeeks }: Shape, chances: Chances): number =>
  chances.steady(activeDays, overWeeks);

/** The gap was chosen among fourteen: its chance counts fourteen times. */
const gapP = (
  { activeDays, gap, gapTimes }: Pick<Shape, 'activeDays' | 'gap' | 'gapTimes'>,
  weeks: number,
): number =>
  gap === 0 ? 1 : longestGap * sameGapP({ span: 7 * weeks, days: activeDays }, { gap, times: gapTimes });

/**
 * A sign of a pattern as one number: which test (1 weekdays, 2 weeks, 3 gaps), the number of active days, and the
 * statistic (1,000 × gap + times for gaps).
 */
export const signFactors = { test: 1_000_000_000, days: 1_000_000, gap: 1_000 } as const;

/** p of one sign, times three as three are looked for: {@link chanceOf} is the least of somebody's. */
export function signP(sign: number, weeks: number): number {
  const test = Math.floor(sign / signFactors.test);
  const activeDays = Math.floor((sign % signFactors.test) / signFactors.days);
  const value = sign % signFactors.days;
  const chances = chancesOf(weeks);
  if (test === 1) return tests * chances.gathered(activeDays, value);
  if (test === 2) return tests * chances.steady(activeDays, value);
  const gap = Math.floor(value / signFactors.gap);
  return tests * gapP({ activeDays, gap, gapTimes: value % signFactors.gap }, weeks);
}

/**
 * The greatest p that is beyond chance when everybody is judged at once (Benjamini–Hochberg): of those called patterned,
 * about one in a hundred are not.
 *
 * @param found  every p, and how many people have it; all with enough active days, be their p as great as it may
 * @returns a p; 0 where nobody is beyond chance
 * @source Benjamini & Hochberg 1995, JRSS B 57:289–300
 */
export function cutOf(found: readonly { readonly p: number; readonly people: number }[]): number {
  const all = found.reduce((sum, { people }) => sum + people, 0);
  let rank = 0;
  let cut = 0;
  for (const { p, people } of [...found].sort((a, b) => a.p - b.p)) {
    rank += people;
    if (p <= (alpha * rank) / all) cut = p;
  }
  return cut;
}

/** What somebody's days are, given what is beyond chance. */
export function kindOf(shape: Shape, { weeks, cut }: { readonly weeks: number; readonly cut: number }): Kind {
  if (!shape.fromTheStart) return 'too_early';
  if (shape.activeWeeks < leastWeeks * weeks) return 'none';
  if (shape.activeDays >= dailyFrom * 7 * weeks) return 'daily';
  if (shape.activeDays < leastDays) return 'none';
  const chances = chancesOf(weeks);
  const beyond = (p: number) => cut > 0 && tests * p <= cut;
  if (shape.usual > 0 && beyond(gatheredP(shape, chances))) return 'weekdays';
  return beyond(steadyP(shape, chances)) || beyond(gapP(shape, weeks)) ? 'rhythm' : 'none';
}

/** What is beyond chance, per number of active days. */
export interface Borders {
  /** The least sum of squares over weekdays. */
  readonly gathered: readonly number[];
  /** The greatest over weeks. */
  readonly steady: readonly number[];
  /** Per gap of 1 to 14 days, how often it must come at least. */
  readonly gaps: readonly (readonly number[])[];
}

/** The borders that {@link kindOf} draws, for a statement that draws them for many. */
export function bordersOf(weeks: number, cut: number): Borders {
  const chances = chancesOf(weeks);
  const beyond = (p: number) => cut > 0 && tests * p <= cut;
  const perDays = <Border>(border: (days: number) => Border, none: Border) =>
    Array.from({ length: 7 * weeks + 1 }, (_, days) => (days < leastDays ? none : border(days)));
  const lengths = Array.from({ length: longestGap }, (_, i) => i + 1);
  return {
    gathered: perDays(
      (days) => firstFrom(0, never, (squares) => beyond(chances.gathered(days, squares))),
      never,
    ),
    steady: perDays(
      (days) => firstFrom(0, never, (squares) => !beyond(chances.steady(days, squares))) - 1,
      -1,
    ),
    gaps: perDays(
      (days) =>
        lengths.map((gap) =>
          firstFrom(1, days, (gapTimes) => beyond(gapP({ activeDays: days, gap, gapTimes }, weeks))),
        ),
      lengths.map(() => never),
    ),
  };
}

/** The first whole number of a range for which something begins to hold; the end where it never does. */
function firstFrom(first: number, end: number, holds: (value: number) => boolean): number {
  let [out, within] = [first - 1, end];
  while (within - out > 1) {
    const middle = Math.floor((out + within) / 2);
    if (holds(middle)) within = middle;
    else out = middle;
  }
  return within;
}

/** Above every sum of squares. */
const never = 1_000_000;
