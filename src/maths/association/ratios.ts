import { type Doubt, type Estimate, known, unknown } from '../../basics/estimate.ts';
import { requireHits } from '../arguments/index.ts';
import { normalReach } from '../distributions/index.ts';
import { type Interval, newcombe, type Proportion } from '../intervals/index.ts';
import { conditionalOdds } from './conditional-odds.ts';
import { scoreRatio } from './score-ratio.ts';

/** A ratio of two risks or odds; 1 says "no difference". */
export interface RatioEstimate {
  /** Unknown `not_computable` where it would be something ÷ 0: the interval still says how large at least. */
  readonly ratio: Estimate<number>;
  /** 0 where the figures contradict no ratio however small. */
  readonly low: number;
  /** Unknown `too_few_customers` where they contradict no ratio however large. */
  readonly high: Estimate<number>;
  readonly method: RatioMethod;
}

/** How the interval was made: by the usual logarithm, or by a method that serves sparse tables too. */
export type RatioMethod = 'katz' | 'score' | 'woolf' | 'conditional_mid_p';

/** A difference of two shares with its interval. */
export interface ShareDifference {
  readonly difference: number;
  readonly interval: Interval;
}

/** Below this many people in a cell the logarithm's normal law is not to be trusted. */
const LEAST_IN_CELL = 5;

/**
 * Risk ratio: how many times as often the first group ended as the second. Also "relative risk", "lift".
 *
 * Interval by Katz on the logarithm where each of the four cells holds at least 5 people, by Koopman's
 * score otherwise. Nothing is ever added to a cell: with 0 in the first group the ratio is 0, with 0 in
 * the second it is unknown, and the score interval has the end that the figures allow.
 *
 * @param first   hits of total, for instance those who failed a step
 * @param second  hits of total; no customer may be in both
 * @param level   confidence, strictly between 0 and 1
 * @returns ratio, interval, method; unknown `too_few_customers` for an empty group, `no_events` when nobody
 * was counted in either
 * @throws DomainError `maths.share_out_of_range`, `maths.level_out_of_range`
 * @source Katz et al. 1978, Biometrics 34:469–474; Koopman 1984, Biometrics 40:513–517; checked against statsmodels
 * @example riskRatio({ hits: 120, total: 200 }, { hits: 120, total: 800 }) // 4.0, 3.27 to 4.89
 */
export function riskRatio(first: Proportion, second: Proportion, level = 0.95): Estimate<RatioEstimate> {
  const doubt = doubtOf(first, second);
  if (doubt !== undefined) return unknown(doubt);
  const reach = normalReach(level);
  const ratio = quotient(first.hits / first.total, second.hits / second.total);
  if (!ratio.known || isSparse(first, second)) {
    return known({ ratio, ...scoreRatio(first, second, reach), method: 'score' });
  }
  const error = Math.sqrt(missedShare(first) / first.hits + missedShare(second) / second.hits);
  return known({ ratio, ...aroundLog(ratio.value, reach * error), method: 'katz' });
}

/**
 * Odds ratio: the odds of ending in the first group ÷ those in the second. The same (turned over) whether
 * one counts those who stayed or those who left, which the risk ratio is not.
 *
 * Interval by Woolf on the logarithm where each cell holds at least 5 people; otherwise from the exact
 * conditional law with the mid-p rule. The usual remedy for an empty cell, half a person in each
 * (Haldane, Gart), is not used: it invents people and biases towards 1. The ratio itself is the plain
 * cross-product.
 *
 * @param first   hits of total
 * @param second  hits of total; no customer may be in both
 * @param level   confidence, strictly between 0 and 1
 * @returns ratio, interval, method; unknown `too_few_customers` for an empty group, `not_computable` when all
 * or none were counted in both
 * @throws DomainError `maths.share_out_of_range`, `maths.level_out_of_range`
 * @source Woolf 1955, Annals of Human Genetics 19:251–253; Cornfield 1956; mid-p as in Agresti, Categorical Data
 * Analysis, 16.6; checked against scipy contingency.odds_ratio and nchypergeom_fisher
 * @example oddsRatio({ hits: 120, total: 200 }, { hits: 120, total: 800 }) // 8.5, 6.03 to 11.98
 */
export function oddsRatio(first: Proportion, second: Proportion, level = 0.95): Estimate<RatioEstimate> {
  const doubt = doubtOf(first, second);
  if (doubt === 'too_few_customers') return unknown(doubt);
  const [a, b, c, d] = cellsOf(first, second);
  if (a + c === 0 || b + d === 0) return unknown('not_computable');
  const ratio = b === 0 || c === 0 ? unknown('not_computable') : known((a / b) * (d / c));
  const reach = normalReach(level);
  if (!ratio.known || isSparse(first, second)) {
    return known({ ratio, ...conditionalOdds(first, second, level), method: 'conditional_mid_p' });
  }
  const error = Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d);
  return known({ ratio, ...aroundLog(ratio.value, reach * error), method: 'woolf' });
}

/**
 * Risk difference: first share − second share, with Newcombe's interval, which needs no remedy for zeros.
 *
 * @param first   hits of total
 * @param second  hits of total; no customer may be in both
 * @param level   confidence, strictly between 0 and 1
 * @returns difference in −1…1 and interval; unknown `too_few_customers` for an empty group
 * @throws DomainError `maths.share_out_of_range`, `maths.level_out_of_range`
 * @source see newcombe
 * @example riskDifference({ hits: 120, total: 200 }, { hits: 120, total: 800 }) // 0.45, 0.38 to 0.52
 */
export function riskDifference(
  first: Proportion,
  second: Proportion,
  level = 0.95,
): Estimate<ShareDifference> {
  requireHits(first.hits, first.total);
  requireHits(second.hits, second.total);
  if (first.total === 0 || second.total === 0) return unknown('too_few_customers');
  const difference = first.hits / first.total - second.hits / second.total;
  return known({ difference, interval: newcombe(first, second, level) });
}

/** Counted and missed in the first group, counted and missed in the second. */
export const cellsOf = (first: Proportion, second: Proportion): [number, number, number, number] => [
  first.hits,
  first.total - first.hits,
  second.hits,
  second.total - second.hits,
];

function doubtOf(first: Proportion, second: Proportion): Doubt | undefined {
  requireHits(first.hits, first.total);
  requireHits(second.hits, second.total);
  if (first.total === 0 || second.total === 0) return 'too_few_customers';
  return first.hits + second.hits === 0 ? 'no_events' : undefined;
}

const isSparse = (first: Proportion, second: Proportion): boolean =>
  Math.min(...cellsOf(first, second)) < LEAST_IN_CELL;

const missedShare = ({ hits, total }: Proportion): number => (total - hits) / total;

const quotient = (above: number, below: number): Estimate<number> =>
  below === 0 ? unknown('not_computable') : known(above / below);

const aroundLog = (ratio: number, spread: number): { low: number; high: Estimate<number> } => ({
  low: ratio * Math.exp(-spread),
  high: known(ratio * Math.exp(spread)),
});
