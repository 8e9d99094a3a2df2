import { type Estimate, unknown } from '../../basics/estimate.ts';
import type { LogRank, LogRankGroup } from './log-rank.ts';

/** People, and ends expected under one law for all, that a group needs for a log-rank test to speak of it. */
export const fewestForLogRank = 5;

/** Groups held against each other, without those of which the test cannot speak. */
export interface JudgedLogRank {
  /** Of the groups that are left; unknown `too_few_customers` where fewer than two are. */
  readonly tested: Estimate<LogRank>;
  /** Places of the groups that are left. */
  readonly judged: readonly number[];
  /** Places of those too small. */
  readonly tooSmall: readonly number[];
}

/**
 * A log-rank test of the groups that are large enough for it: 5 people, and 5 expected ends, in each.
 *
 * The statistic is compared with a chi-square, as that of a table of counts is, and is as wrong as it is where few are
 * expected: one person who ends first among 400 has p < 0.001 and proves nothing. Whoever is too small is left out, and
 * the others are tested again until all are large enough. Chosen over a permutation test, which would be exact but
 * costs a thousand tests for a group of which hardly anything can be said.
 *
 * @param chosen  places of the groups
 * @param test    the test of some of them
 * @returns the test of those left, and the places of both
 * @throws what `test` throws
 * @source Cochran 1954, Biometrics 10:417–451 (expected counts of 5); false alarms of tiny groups simulated beside
 * @example judgedLogRank([0, 1, 2], logRankAmong([gold, silver, one])) // tooSmall [2]
 */
export function judgedLogRank(
  chosen: readonly number[],
  test: (chosen: readonly number[]) => Estimate<LogRank>,
): JudgedLogRank {
  let judged = chosen;
  while (judged.length > 1) {
    const tested = test(judged);
    if (!tested.known) return { tested, judged, tooSmall: without(chosen, judged) };
    const left = judged.filter((_, at) => largeEnough(tested.value.groups[at]));
    if (left.length === judged.length) return { tested, judged, tooSmall: without(chosen, judged) };
    judged = left;
  }
  return { tested: unknown('too_few_customers'), judged, tooSmall: without(chosen, judged) };
}

const largeEnough = (group: LogRankGroup | undefined): boolean =>
  group !== undefined && group.customers >= fewestForLogRank && group.expected >= fewestForLogRank;

const without = (all: readonly number[], some: readonly number[]): number[] =>
  all.filter((place) => !some.includes(place));
