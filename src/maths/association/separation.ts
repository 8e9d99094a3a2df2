import { type Estimate, known, unknown } from '../../basics/estimate.ts';
import { requireHits } from '../arguments/index.ts';
import { normalReach } from '../distributions/index.ts';
import {
  type EstimatedShare,
  estimateShare,
  type Interval,
  newcombe,
  type Proportion,
} from '../intervals/index.ts';
import { cellsOf } from './ratios.ts';

/** How well "did it" tells those who stayed from those who left. Unknown where a share has nobody below the line. */
export interface Separation {
  /** Positive predictive value: of those who did it, the share that stayed. */
  readonly stayedOfDoers: Estimate<EstimatedShare>;
  /** Of those who did not, the share that stayed. 1 − negative predictive value. */
  readonly stayedOfOthers: Estimate<EstimatedShare>;
  /** Sensitivity: of those who stayed, the share that had done it. */
  readonly doersOfStayed: Estimate<EstimatedShare>;
  /** Specificity: of those who left, the share that had not done it. */
  readonly othersOfLeft: Estimate<EstimatedShare>;
  /** Matthews' correlation, −1…1. */
  readonly correlation: Estimate<Correlation>;
  /** In bits: how much knowing "did it" tells about "stayed". */
  readonly information: Estimate<number>;
  /** The share of all that had not done it: those who could still be moved. */
  readonly reach: Estimate<EstimatedShare>;
}

/** A correlation of two yes-or-no facts. */
export interface Correlation {
  /** −1 … 1; 0 is "tells nothing". */
  readonly value: number;
  /** Unknown `too_few_customers` at exactly −1 or 1, where there is no spread to judge by. */
  readonly interval: Estimate<Interval>;
}

/** How many more ended than would have at the second group's share. */
export interface Excess {
  /** People of the first group; negative when it did better. */
  readonly customers: number;
  readonly interval: Interval;
  /** The same as a share of all who ended, in both groups: "of all that left, so many of 100 go with this". */
  readonly shareOfAll: Estimate<number>;
}

/**
 * Matthews' correlation coefficient (MCC, φ) of a 2 × 2 table.
 *
 * The measure by which thresholds are ranked: unlike lift it does not grow by asking for ever rarer
 * feats, unlike the share predicted rightly it is not flattered when nearly all stay. n·φ² is Pearson's
 * chi-square. Interval: Bishop's variance for people drawn at random, on Fisher's scale (atanh), so that
 * it stays inside −1…1; not for groups whose sizes were chosen.
 *
 * @param first   those who did it: stayed of total
 * @param second  those who did not: stayed of total
 * @param level   confidence, strictly between 0 and 1
 * @returns the coefficient; unknown `too_few_customers` for an empty group, `not_computable` when all or
 * none stayed
 * @throws DomainError `maths.share_out_of_range`, `maths.level_out_of_range`
 * @source Matthews 1975; Bishop, Fienberg & Holland, Discrete Multivariate Analysis, 11.3; the value checked
 * against scikit-learn matthews_corrcoef, the variance by simulation
 * @example matthews({ hits: 240, total: 300 }, { hits: 140, total: 700 }) // 0.566
 */
export function matthews(first: Proportion, second: Proportion, level = 0.95): Estimate<Correlation> {
  const reach = normalReach(level);
  const value = matthewsValue(first, second);
  if (!value.known) return value;
  return known({ value: value.value, interval: aroundCorrelation(value.value, { first, second, reach }) });
}

/**
 * Matthews' coefficient without its interval, for scans over very many tables.
 *
 * @param first   those who did it: stayed of total
 * @param second  those who did not
 * @returns −1…1, or unknown as {@link matthews}
 * @throws DomainError `maths.share_out_of_range`
 * @source as {@link matthews}
 * @example matthewsValue({ hits: 240, total: 300 }, { hits: 140, total: 700 }) // known 0.566
 */
export function matthewsValue(first: Proportion, second: Proportion): Estimate<number> {
  requireHits(first.hits, first.total);
  requireHits(second.hits, second.total);
  if (first.total === 0 || second.total === 0) return unknown('too_few_customers');
  const [a, b, c, d] = cellsOf(first, second);
  if (a + c === 0 || b + d === 0) return unknown('not_computable');
  // Shares instead of counts: four totals of a billion would multiply to 1e36 and lose digits only then.
  const gap = a / (a + b) - c / (c + d);
  const spread = Math.sqrt(((a + c) / (a + b)) * ((b + d) / (c + d)));
  return known(Math.max(-1, Math.min(1, gap / spread)));
}

/**
 * Mutual information of a 2 × 2 table, in bits: how much knowing one fact tells about the other.
 *
 * 0 for independent facts, at most 1. Always a little above 0 by chance: about 0.72 ÷ n bits.
 *
 * @param first   those who did it: stayed of total
 * @param second  those who did not
 * @returns bits, ≥ 0; unknown `too_few_customers` when a group is empty
 * @throws DomainError `maths.share_out_of_range`
 * @source Shannon 1948; checked against scikit-learn mutual_info_score ÷ ln 2
 * @example mutualInformation({ hits: 240, total: 300 }, { hits: 140, total: 700 }) // 0.236
 */
export function mutualInformation(first: Proportion, second: Proportion): Estimate<number> {
  requireHits(first.hits, first.total);
  requireHits(second.hits, second.total);
  if (first.total === 0 || second.total === 0) return unknown('too_few_customers');
  const everyone = first.total + second.total;
  const stayed = (first.hits + second.hits) / everyone;
  let bits = 0;
  for (const [at, count] of cellsOf(first, second).entries()) {
    const ofGroup = at < 2 ? first.total : second.total;
    const expected = at % 2 === 0 ? stayed : 1 - stayed;
    if (count > 0) bits += (count / everyone) * Math.log2(count / ofGroup / expected);
  }
  return known(Math.max(0, bits));
}

/**
 * Everything said about one threshold: who stayed above and below, how well it tells them apart, whom it leaves to move.
 *
 * @param first   those who did it: stayed of total
 * @param second  those who did not: stayed of total
 * @param level   confidence of all intervals
 * @returns shares with Wilson intervals, correlation, information; each unknown where its group is empty
 * @throws DomainError `maths.share_out_of_range`, `maths.level_out_of_range`
 * @source the definitions; see wilson, matthews, mutualInformation
 * @example separation({ hits: 240, total: 300 }, { hits: 140, total: 700 }) // PPV 80 %, sensitivity 63.2 %
 */
export function separation(first: Proportion, second: Proportion, level = 0.95): Separation {
  const [a, b, c, d] = cellsOf(first, second);
  return {
    stayedOfDoers: estimateShare(first, level),
    stayedOfOthers: estimateShare(second, level),
    doersOfStayed: estimateShare({ hits: a, total: a + c }, level),
    othersOfLeft: estimateShare({ hits: d, total: b + d }, level),
    correlation: matthews(first, second, level),
    information: mutualInformation(first, second),
    reach: estimateShare({ hits: second.total, total: first.total + second.total }, level),
  };
}

/**
 * The mass at stake: how many of the first group would not have ended at the second group's share.
 *
 * Not "how many we would save": that would suppose that the step is the cause, and can be mended for all.
 *
 * @param first   those who failed the step: ended of total
 * @param second  the others: ended of total
 * @param level   confidence; the interval is Newcombe's of the difference, times the first group
 * @returns customers and interval, and their share of all who ended (unknown `no_events` when nobody did);
 * unknown `too_few_customers` for an empty group
 * @throws DomainError `maths.share_out_of_range`, `maths.level_out_of_range`
 * @source Levin 1953 (attributable risk); arithmetic
 * @example excess({ hits: 120, total: 200 }, { hits: 120, total: 800 }) // 90 customers, 37.5 % of all
 */
export function excess(first: Proportion, second: Proportion, level = 0.95): Estimate<Excess> {
  requireHits(first.hits, first.total);
  requireHits(second.hits, second.total);
  if (first.total === 0 || second.total === 0) return unknown('too_few_customers');
  const interval = newcombe(first, second, level);
  const customers = first.hits - (first.total * second.hits) / second.total;
  const ended = first.hits + second.hits;
  return known({
    customers,
    interval: { low: first.total * interval.low, high: first.total * interval.high },
    shareOfAll: ended === 0 ? unknown('no_events') : known(customers / ended),
  });
}

function aroundCorrelation(
  value: number,
  { first, second, reach }: { first: Proportion; second: Proportion; reach: number },
): Estimate<Interval> {
  if (Math.abs(value) === 1) return unknown('too_few_customers');
  const everyone = first.total + second.total;
  const stayed = (first.hits + second.hits) / everyone;
  const did = first.total / everyone;
  const skewOfStayed = (2 * stayed - 1) / Math.sqrt(stayed * (1 - stayed));
  const skewOfDid = (2 * did - 1) / Math.sqrt(did * (1 - did));
  const square = value * value;
  const spread =
    1 -
    square +
    value * (1 + square / 2) * skewOfStayed * skewOfDid -
    0.75 * square * (skewOfStayed ** 2 + skewOfDid ** 2);
  const error = Math.sqrt(Math.max(0, spread) / everyone) / (1 - square);
  return known({
    low: Math.tanh(Math.atanh(value) - reach * error),
    high: Math.tanh(Math.atanh(value) + reach * error),
  });
}
