import { type Estimate, known, unknown } from '../../basics/estimate.ts';
import type { Proportion } from '../intervals/index.ts';

/** Halvings of an interval on the logarithm: more change no digit. */
const HALVINGS = 200;
/** Ratios beyond e^±300 are of no use to anybody; their squares are still numbers. */
const FURTHEST_LOG = 300;

/**
 * Koopman's score interval for a ratio of two shares: all ratios the figures do not contradict at this reach.
 *
 * For each supposed ratio the two shares that fit best under it are found, and the distance of the figures
 * from them measured by a chi-square; the ends are where it equals reach².
 *
 * @param first   hits of total, total ≥ 1
 * @param second  hits of total, total ≥ 1; not both without hits
 * @param reach   standard errors, a positive number
 * @returns the two ends; the low one 0 without hits in the first, the high one unknown without hits in the second
 * @source Koopman 1984, Biometrics 40:513–517; checked against statsmodels confint_proportions_2indep('ratio', 'score')
 */
export function scoreRatio(
  first: Proportion,
  second: Proportion,
  reach: number,
): { low: number; high: Estimate<number> } {
  const contradicts = (log: number) => distance(first, second, Math.exp(log)) > reach * reach;
  const best = first.hits > 0 && second.hits > 0;
  const middle = best ? Math.log(first.hits / first.total) - Math.log(second.hits / second.total) : 0;
  const low = first.hits === 0 ? 0 : Math.exp(edge(best ? middle : FURTHEST_LOG, -FURTHEST_LOG, contradicts));
  const high =
    second.hits === 0
      ? unknown('too_few_customers')
      : known(Math.exp(edge(best ? middle : -FURTHEST_LOG, FURTHEST_LOG, contradicts)));
  return { low, high };
}

/** Where, from a place not contradicted outwards, contradiction begins. */
function edge(inside: number, outside: number, contradicts: (log: number) => boolean): number {
  let kept = inside;
  let refused = outside;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (kept + refused) / 2;
    if (contradicts(middle)) refused = middle;
    else kept = middle;
  }
  return kept;
}

/** Chi-square of both groups against the best fitting pair of shares whose ratio is the one supposed. */
function distance(first: Proportion, second: Proportion, ratio: number): number {
  const fitted = fittedSecond(first, second, ratio);
  return misfit(first, ratio * fitted) + misfit(second, fitted);
}

/** The second share of greatest likelihood under a given ratio: the root of a quadratic (Koopman's 2.1). */
function fittedSecond(first: Proportion, second: Proportion, ratio: number): number {
  const a = (first.total + second.total) * ratio;
  const b = first.total * ratio + first.hits + second.total + second.hits * ratio;
  const c = first.hits + second.hits;
  // The smaller root of a·x² − b·x + c, written so that no digits cancel.
  return (2 * c) / (b + Math.sqrt(Math.max(0, b * b - 4 * a * c)));
}

/** Pearson's chi-square of one group; at all or none it is written so that a share of exactly 1 or 0 does no harm. */
function misfit({ hits, total }: Proportion, share: number): number {
  const missed = Math.max(0, 1 - share);
  if (hits === total) return (total * missed) / share;
  if (hits === 0) return missed > 0 ? (total * share) / missed : Number.POSITIVE_INFINITY;
  const gap = hits / total - share;
  return missed > 0 ? (total * gap * gap) / (share * missed) : Number.POSITIVE_INFINITY;
}
