import { type Estimate, known, unknown } from '../../basics/estimate.ts';
import { requireHits } from '../arguments/index.ts';
import { normalTwoSided } from '../distributions/index.ts';
import type { Proportion } from '../intervals/index.ts';

/** A z statistic and the chance of one at least as far from 0 if the two laws were the same. */
export interface ZTest {
  readonly z: number;
  readonly p: number;
}

/** Which test of two shares applies. */
export type ShareTest = 'z' | 'fisher';

const LEAST_EXPECTED = 5;

/**
 * Pooled z test of two shares: would a common law give a difference as large as this one?
 *
 * Two-sided, without continuity correction; its square is the chi-square statistic of the 2 × 2 table.
 * The groups must be separate and each customer counted once. Below 5 expected people in a cell use
 * {@link fisherExact}; {@link suitableTest} chooses.
 *
 * @param first   hits of total
 * @param second  hits of total
 * @returns z (positive when the first share is larger) and p; unknown `too_few_customers` for an empty
 * group, `not_computable` when everybody or nobody was counted in both (there is no spread to compare with)
 * @throws DomainError `maths.share_out_of_range`
 * @source Altman, Practical Statistics for Medical Research, 10.3; checked against statsmodels proportions_ztest
 * @example zTest({ hits: 480, total: 1000 }, { hits: 430, total: 1000 }) // z 2.245, p 0.025
 */
export function zTest(first: Proportion, second: Proportion): Estimate<ZTest> {
  requireHits(first.hits, first.total);
  requireHits(second.hits, second.total);
  if (first.total === 0 || second.total === 0) return unknown('too_few_customers');
  const pooled = (first.hits + second.hits) / (first.total + second.total);
  const misses = first.total - first.hits + (second.total - second.hits);
  if (pooled === 0 || misses === 0) return unknown('not_computable');
  const missed = misses / (first.total + second.total);
  const error = Math.sqrt(pooled * missed * (1 / first.total + 1 / second.total));
  const z = (first.hits / first.total - second.hits / second.total) / error;
  return known({ z, p: normalTwoSided(z) });
}

/**
 * The test that suits two groups: Fisher's where a common law expects fewer than 5 people in a cell of
 * the 2 × 2 table, the z test otherwise.
 *
 * @param first   hits of total
 * @param second  hits of total
 * @returns `fisher` or `z`
 * @throws DomainError `maths.share_out_of_range`
 * @source Cochran 1954, Biometrics 10:417–451 (the rule of five)
 * @example suitableTest({ hits: 7, total: 20 }, { hits: 12, total: 21 }) // 'z': smallest expected 9.3
 */
export function suitableTest(first: Proportion, second: Proportion): ShareTest {
  requireHits(first.hits, first.total);
  requireHits(second.hits, second.total);
  const everyone = first.total + second.total;
  if (everyone === 0) return 'fisher';
  const hits = first.hits + second.hits;
  const smallest = (Math.min(hits, everyone - hits) / everyone) * Math.min(first.total, second.total);
  return smallest < LEAST_EXPECTED ? 'fisher' : 'z';
}
