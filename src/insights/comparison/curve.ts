import type { Estimate } from '#src/basics/estimate.ts';
import { type Column, isOver, type Plan, type Tally } from '#src/insights/cohorts/index.ts';
import { benjaminiHochberg } from '#src/maths/significance/index.ts';
import { judgedLogRank, type LogRank, type StepCount } from '#src/maths/survival/index.ts';

/** A curve is read at this many steps at most; a log-rank test on grouped times stays a log-rank test. */
const mostSteps = 24;

/**
 * How many intervals the arms are followed: the last that at least half of each arm's people have been through
 * whole. 0 where there is none.
 *
 * Everybody counted in the curve is watched for just as long: an older cohort would else have had more time to
 * come back than a younger one.
 */
export function horizonOf(
  arms: readonly { plan: Plan; tallies: readonly Tally[] }[],
  longest: number,
): number {
  for (let horizon = longest; horizon > 0; horizon -= 1) {
    if (
      arms.every(
        ({ plan, tallies }) => 2 * watched(plan, tallies, horizon) >= sized(tallies) && sized(tallies) > 0,
      )
    ) {
      return horizon;
    }
  }
  return 0;
}

const watched = (plan: Plan, tallies: readonly Tally[], horizon: number): number =>
  sized(
    tallies.filter(({ base }) => isOver(plan, base, { index: 1, from: 1, to: horizon, closes: horizon })),
  );

const sized = (tallies: readonly Tally[]): number => tallies.reduce((sum, { size }) => sum + size, 0);

/** One column per step: came back at least once between the step and the horizon. */
export function curveColumns(horizon: number): Column[] {
  const steps = Math.min(mostSteps, horizon);
  const from = Array.from({ length: steps }, (_, i) =>
    Math.round(1 + (i * (horizon - 1)) / Math.max(1, steps - 1)),
  );
  return from.map((step, i) => ({ index: i + 1, from: step, to: horizon, closes: horizon }));
}

/** Who was still to come back before each step, and who was not seen from it to the horizon. */
export function stepsOf(plan: Plan, tallies: readonly Tally[], columns: readonly Column[]): StepCount[] {
  const followed = tallies.filter(({ base }) => columns.every((column) => isOver(plan, base, column)));
  let atRisk = sized(followed);
  return columns.map(({ index }) => {
    const remaining = followed.reduce((sum, { returned }) => sum + (returned.get(index) ?? 0), 0);
    const step = { atRisk, ended: atRisk - remaining };
    atRisk = remaining;
    return step;
  });
}

/** Whole curves held against each other. */
export interface CurvesHeld {
  /** One per pair of groups; null where it cannot be judged. */
  readonly pairs: readonly ({ statistic: number; p: number; correctedP: number } | null)[];
  /** All groups at once that are large enough. */
  readonly every: { readonly statistic: number; readonly degrees: number; readonly p: number } | null;
  /** Places of the groups too small to be judged. */
  readonly tooSmall: number[];
}

/**
 * Every two curves, corrected among themselves, and all at once; groups too small for the test are in neither.
 *
 * @param groups  how many there are
 * @param places  the pairs
 * @param test    log-rank of some groups
 */
export function curvesHeld(
  groups: number,
  places: readonly (readonly [number, number])[],
  test: (chosen: readonly number[]) => Estimate<LogRank>,
): CurvesHeld {
  const { tested, tooSmall } = judgedLogRank([...Array(groups).keys()], test);
  const pairs = places.map((pair) => {
    if (pair.some((place) => tooSmall.includes(place))) return null;
    const { tested: found } = judgedLogRank(pair, test);
    return found.known ? found.value : null;
  });
  const corrected = benjaminiHochberg(pairs.flatMap((one) => (one === null ? [] : [one.p]))).values();
  return {
    pairs: pairs.map((one) =>
      one === null
        ? null
        : { statistic: one.chiSquare, p: one.p, correctedP: corrected.next().value ?? one.p },
    ),
    every: tested.known
      ? {
          statistic: tested.value.chiSquare,
          degrees: tested.value.degreesOfFreedom,
          p: tested.value.p,
        }
      : null,
    tooSmall: [...tooSmall],
  };
}
