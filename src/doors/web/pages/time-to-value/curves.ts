import type { CurveLine, CurvePoint } from '../../charts/curve-option.ts';

/** A step of a stair: the value from then on. Days may be parts of one. */
interface Step {
  readonly days: number;
  readonly share: number;
  readonly low?: number | null;
  readonly high?: number | null;
}

/** A stair to be drawn. */
export interface Stair<One extends Step> {
  readonly id: string;
  readonly name: string;
  readonly kind: CurveLine['kind'];
  readonly steps: readonly One[];
  /** What the tooltip says at a step. */
  readonly noteOf: (step: One) => string;
}

/** How far a chart looks, and how it writes its axis. */
export interface Axis {
  readonly days: number;
  readonly unit: 'hour' | 'day';
  /** Days between two points; those between two names. */
  readonly width: number;
  readonly named: number;
}

const widths = [1 / 24, 1 / 8, 1 / 4, 1 / 2, 1, 2, 3, 5, 6, 10, 15, 30];
const namedEvery = [1 / 4, 1, 2, 5, 10, 15, 30, 60, 90, 180, 360];
const mostPoints = 130;
const mostNames = 9;

/** The axis of so many days: about 60 to 130 points, at most 9 of them named. */
export function axisOf(days: number): Axis {
  const width = widths.find((one) => days / one <= mostPoints) ?? 30;
  const named = namedEvery.find((one) => one >= width && days / one <= mostNames) ?? 360;
  return { days, unit: days <= 2 ? 'hour' : 'day', width, named };
}

/** Lengths that a reader may look at, in days. */
const horizons = [2, 7, 14, 30, 90, 180, 365, 730];

/** Lengths that are shorter than all that is known, and 0 for that. */
export const horizonsOf = (longest: number): number[] => [
  ...horizons.filter((days) => days < longest * 0.95),
  0,
];

/** The shortest length in which the curve has done nearly all that it does; 0 for all that there is. */
export function ownHorizon(steps: readonly Step[]): number {
  const last = steps.at(-1)?.share ?? 0;
  const longest = longestOf([steps]);
  const at = (days: number) => steps.findLast((step) => step.days <= days)?.share ?? 0;
  return horizonsOf(longest).find((days) => days > 0 && at(days) >= 0.97 * last) ?? 0;
}

/** When the last of all was last seen, in days. */
export const longestOf = (curves: readonly (readonly Step[])[]): number =>
  Math.max(0, ...curves.map((steps) => steps.at(-1)?.days ?? 0));

/**
 * Stairs read at equal distances, so that the axis is one of time; nothing is smoothed.
 *
 * @param begin  the value before the first step
 */
export function stairs<One extends Step>(
  curves: readonly Stair<One>[],
  axis: Axis,
  { begin, written }: { readonly begin: 0 | 1; readonly written: (value: number) => string },
): { lines: CurveLine[]; columns: string[]; labelEvery: number } {
  const points = Math.floor(axis.days / axis.width + 1e-9) + 1;
  const days = Array.from({ length: points }, (_, at) => at * axis.width);
  return {
    labelEvery: Math.max(1, Math.round(axis.named / axis.width)),
    columns: days.map((day) => written(axis.unit === 'hour' ? day * 24 : day)),
    lines: curves.map(({ id, name, kind, steps, noteOf }) => ({
      id,
      name,
      kind,
      points: days.map((day) => pointAt(steps, day, { begin, noteOf })),
    })),
  };
}

/** The value of a stair at a time; nothing behind its last observation, unless nobody is left to be observed. */
export function pointAt<One extends Step>(
  steps: readonly One[],
  day: number,
  { begin, noteOf }: { readonly begin: 0 | 1; readonly noteOf: (step: One) => string },
): CurvePoint {
  const last = steps.at(-1);
  const over = last === undefined || (day > last.days + 1e-9 && last.share !== 1 - begin);
  if (over) return { share: null, low: null, high: null, note: '' };
  const step = steps.findLast(({ days }) => days <= day + 1e-9);
  if (!step) return { share: begin, low: null, high: null, note: '' };
  return { share: step.share, low: step.low ?? null, high: step.high ?? null, note: noteOf(step) };
}
