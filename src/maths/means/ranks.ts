import { DomainError } from '../../basics/errors.ts';
import { type Estimate, known, unknown } from '../../basics/estimate.ts';
import { normalReach, normalTwoSided } from '../distributions/index.ts';
import type { Interval } from '../intervals/index.ts';

/** Who is usually ahead, whatever the size of the lead. */
export interface RankTest {
  /** Mann–Whitney's U of the first group: pairs it wins, ties counting half. */
  readonly u: number;
  /** The chance that one drawn from the first group is ahead of one from the second, ties counting half. */
  readonly superiority: number;
  /** Unknown `too_few_customers` where the groups do not overlap or one of them is a single customer. */
  readonly interval: Estimate<Interval>;
  readonly p: number;
  readonly method: 'exact' | 'normal';
}

/** Up to this many customers in each group, without ties, all orders are counted. */
const COUNTED_UP_TO = 25;

/**
 * Mann–Whitney's test: would one law for both give ranks as unlike as these?
 *
 * For values with heavy tails where "usually more" is the question. It is not a test of means or medians:
 * a group in which few spend very much may lose here and win in revenue.
 *
 * Exact for small groups without ties; otherwise the normal law with ties and continuity corrected. The
 * interval of the superiority is DeLong's on the logit scale.
 *
 * @param first   finite numbers, one per customer
 * @param second  the same; no customer may be in both
 * @param level   confidence, strictly between 0 and 1
 * @returns U, superiority with interval, two-sided p; unknown `too_few_customers` for an empty group,
 * `not_computable` when all values are the same
 * @throws DomainError `maths.argument_out_of_range`, `maths.level_out_of_range`
 * @source Mann & Whitney 1947; DeLong et al. 1988, Biometrics 44:837–845; checked against scipy mannwhitneyu
 * @example mannWhitney([19, 22, 16, 29, 24], [20, 11, 17, 12]) // U 17, p 0.111
 */
export function mannWhitney(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  level = 0.95,
): Estimate<RankTest> {
  const reach = normalReach(level);
  const a = sorted('first', first);
  const b = sorted('second', second);
  if (a.length === 0 || b.length === 0) return unknown('too_few_customers');
  if (Math.min(a[0] ?? 0, b[0] ?? 0) === Math.max(a.at(-1) ?? 0, b.at(-1) ?? 0))
    return unknown('not_computable');
  const wins = placements(a, b);
  const losses = placements(b, a);
  const u = sumOf(wins);
  const pairs = a.length * b.length;
  const tied = tiesOf(a, b);
  const counted = tied === 0 && Math.max(a.length, b.length) <= COUNTED_UP_TO;
  return known({
    u,
    superiority: u / pairs,
    interval: aroundSuperiority(u / pairs, [wins, losses], reach),
    p: counted ? exactP(u, a.length, b.length) : normalP(u, [a.length, b.length], tied),
    method: counted ? 'exact' : 'normal',
  });
}

function sorted(field: string, values: ArrayLike<number>): Float64Array {
  const copy = Float64Array.from(values);
  const wrong = copy.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return copy.sort();
  throw new DomainError('maths.argument_out_of_range', {
    field: `${field}[${wrong}]`,
    expected: 'a finite number',
    got: copy[wrong],
  });
}

/** For each value, how many of the others it beats, ties counting half. Both sorted. */
function placements(values: Float64Array, others: Float64Array): Float64Array {
  let below = 0;
  let upTo = 0;
  return values.map((value) => {
    while (below < others.length && (others[below] ?? 0) < value) below++;
    while (upTo < others.length && (others[upTo] ?? 0) <= value) upTo++;
    return (below + upTo) / 2;
  });
}

/** Σ (t³ − t) over groups of t equal values. Both sorted. */
function tiesOf(a: Float64Array, b: Float64Array): number {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  all.sort();
  let sum = 0;
  let from = 0;
  for (let at = 1; at <= all.length; at++) {
    if (at < all.length && all[at] === all[from]) continue;
    const tied = at - from;
    sum += tied ** 3 - tied;
    from = at;
  }
  return sum;
}

function normalP(u: number, [n, m]: readonly [number, number], tied: number): number {
  const all = n + m;
  const variance = ((n * m) / 12) * (all + 1 - tied / all / (all - 1));
  const away = Math.max(0, Math.abs(u - (n * m) / 2) - 0.5);
  return normalTwoSided(away / Math.sqrt(variance));
}

/** All orders of n and m customers, counted by their U; twice the smaller tail. */
function exactP(u: number, n: number, m: number): number {
  const ways = waysByU(n, m);
  const tail = Math.min(u, n * m - u);
  let beyond = 0;
  for (let at = 0; at <= tail; at++) beyond += ways[at] ?? 0;
  return Math.min(1, (2 * beyond) / sumOf(ways));
}

/** The coefficients of the Gaussian binomial: multiply by (1 − x^(m + i)), divide by (1 − x^i), i = 1 … n. */
function waysByU(n: number, m: number): Float64Array {
  const most = n * m;
  const ways = new Float64Array(most + 1);
  ways[0] = 1;
  for (let i = 1; i <= n; i++) {
    for (let at = most; at >= m + i; at--) ways[at] = (ways[at] ?? 0) - (ways[at - m - i] ?? 0);
    for (let at = i; at <= most; at++) ways[at] = (ways[at] ?? 0) + (ways[at - i] ?? 0);
  }
  return ways;
}

function aroundSuperiority(
  share: number,
  [wins, losses]: readonly [Float64Array, Float64Array],
  reach: number,
): Estimate<Interval> {
  if (wins.length < 2 || losses.length < 2 || share === 0 || share === 1) return unknown('too_few_customers');
  const variance =
    spreadOf(wins, losses.length) / wins.length + spreadOf(losses, wins.length) / losses.length;
  const logit = Math.log(share / (1 - share));
  const error = Math.sqrt(variance) / (share * (1 - share));
  return known({ low: logistic(logit - reach * error), high: logistic(logit + reach * error) });
}

/** Variance of the shares of the others beaten. */
function spreadOf(placed: Float64Array, others: number): number {
  const mean = sumOf(placed) / placed.length;
  let squares = 0;
  for (const place of placed) squares += ((place - mean) / others) ** 2;
  return squares / (placed.length - 1);
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
