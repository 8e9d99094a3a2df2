import { type Interval, type Proportion, wilson } from './wilson.ts';

/**
 * Newcombe interval for the difference between two shares of separate groups, first − second.
 *
 * Built from the two Wilson intervals (the hybrid score method, Newcombe's number 10, without
 * continuity correction). Chosen over difference ± z·error because it stays inside −1…1 and is right for
 * small groups and for shares near 0 or 1. It may touch 0 where the test just rejects, or the reverse:
 * the two are computed differently.
 *
 * @param first   hits of total, total ≥ 1
 * @param second  hits of total, total ≥ 1; no customer may be in both
 * @param level   confidence, strictly between 0 and 1
 * @returns two differences in −1…1, low ≤ first − second ≤ high
 * @throws DomainError `maths.share_out_of_range`, `maths.level_out_of_range`
 * @source Newcombe 1998, Statistics in Medicine 17:873–890, method 10; checked against statsmodels confint_proportions_2indep
 * @example newcombe({ hits: 56, total: 70 }, { hits: 48, total: 80 }) // { low: 0.052, high: 0.334 }
 */
export function newcombe(first: Proportion, second: Proportion, level = 0.95): Interval {
  const a = wilson(first.hits, first.total, level);
  const b = wilson(second.hits, second.total, level);
  const shareA = first.hits / first.total;
  const shareB = second.hits / second.total;
  const difference = shareA - shareB;
  return {
    low: Math.max(-1, difference - Math.hypot(shareA - a.low, b.high - shareB)),
    high: Math.min(1, difference + Math.hypot(a.high - shareA, shareB - b.low)),
  };
}
