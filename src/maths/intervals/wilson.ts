import { type Estimate, known, unknown } from '../../basics/estimate.ts';
import { requireHits } from '../arguments/index.ts';
import { normalReach } from '../distributions/index.ts';

/** How many of how many: 26 of 40 readers understood the page. */
export interface Proportion {
  /** People counted: a whole number, 0 ≤ hits ≤ total. */
  readonly hits: number;
  /** People who could have been counted: a whole number. */
  readonly total: number;
}

/** The range of values the figures do not contradict, low ≤ high. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A share with its interval, all in 0–1. */
export interface EstimatedShare {
  readonly share: number;
  readonly interval: Interval;
}

/**
 * Wilson interval for a share, such as "26 of 40 readers understood the page".
 *
 * Chosen over share ± z·error because it stays inside 0–1 and is honest for small groups: after 0 of
 * 10 the other says "0 to 0". Each end is written so that no digits cancel, even for 1 in a billion.
 *
 * @param hits   people counted: integer, 0 ≤ hits ≤ total
 * @param total  people who could have been counted: integer ≥ 1
 * @param level  confidence, strictly between 0 and 1
 * @returns two shares in 0–1, low ≤ share ≤ high
 * @throws DomainError `maths.share_out_of_range`, `maths.level_out_of_range`
 * @source Wilson 1927, JASA 22:209–212; checked against statsmodels proportion_confint('wilson')
 * @example wilson(26, 40) // { low: 0.495, high: 0.779 }
 */
export function wilson(hits: number, total: number, level = 0.95): Interval {
  requireHits(hits, total, 1);
  const z = normalReach(level);
  const share = hits / total;
  const pull = (z * z) / (2 * total);
  const spread = z * Math.sqrt((share * (1 - share) + pull / 2) / total);
  // low and high solve (1 + 2·pull)·x² − 2·(share + pull)·x + share² = 0, so low = share² / (1 + 2·pull) / high.
  const reach = share + pull + spread;
  return {
    low: Math.min(share, (share * share) / reach),
    high: Math.min(1, Math.max(share, reach / (1 + 2 * pull))),
  };
}

/**
 * The share of a group with its Wilson interval, or the reason there is none.
 *
 * @param group  hits and total; a total of 0 is an expected answer here, not an error
 * @param level  confidence, strictly between 0 and 1
 * @returns share and interval; unknown `too_few_customers` for an empty group
 * @throws DomainError `maths.share_out_of_range`, `maths.level_out_of_range`
 * @source as {@link wilson}
 * @example estimateShare({ hits: 0, total: 0 }) // unknown: too_few_customers
 */
export function estimateShare({ hits, total }: Proportion, level = 0.95): Estimate<EstimatedShare> {
  requireHits(hits, total);
  if (total === 0) return unknown('too_few_customers');
  return known({ share: hits / total, interval: wilson(hits, total, level) });
}

/**
 * The share over several groups together, every customer counting once.
 *
 * Chosen over the mean of the groups' shares, in which a group of 10 weighs as much as one of 10,000:
 * 2 of 10 and 0 of 100 are 1.8 % together, not 10 %.
 *
 * @param groups  hits and total of each; groups that share no customer
 * @param level   confidence, strictly between 0 and 1
 * @returns share and Wilson interval; unknown `too_few_customers` when nobody is counted
 * @throws DomainError `maths.share_out_of_range`, `maths.level_out_of_range`
 * @source arithmetic; the interval as {@link wilson}
 * @example pooledShare([{ hits: 2, total: 10 }, { hits: 0, total: 100 }]) // share 0.018
 */
export function pooledShare(groups: readonly Proportion[], level = 0.95): Estimate<EstimatedShare> {
  let hits = 0;
  let total = 0;
  for (const group of groups) {
    requireHits(group.hits, group.total);
    hits += group.hits;
    total += group.total;
  }
  return estimateShare({ hits, total }, level);
}
