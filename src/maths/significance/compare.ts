import { DomainError } from '../../basics/errors.ts';
import { type Estimate, known, unknown } from '../../basics/estimate.ts';
import { requireInside, requireProbability } from '../arguments/index.ts';
import { type Interval, newcombe, type Proportion } from '../intervals/index.ts';
import { benjaminiHochberg, holm } from './corrections.ts';
import { fisherExact } from './fisher.ts';
import { neededPerGroup, USUAL } from './power.ts';
import { type ShareTest, suitableTest, zTest } from './z-test.ts';

/** What a comparison allows to say. The words for it live with the other words, in each language. */
export type Verdict =
  /** Chance alone would seldom give this. */
  | 'different'
  /** A difference that matters could still hide in groups of this size. */
  | 'cannot_say'
  /** The groups were large enough to notice a difference that matters, and none showed. */
  | 'no_difference_found';

/** Two groups that share no customer. */
export interface Pair {
  readonly first: Proportion;
  readonly second: Proportion;
}

export interface ComparisonOptions {
  /** Chance of calling chance a difference; 0.05 unless told. */
  readonly alpha?: number;
  /** Chance of noticing the smallest difference that matters; 0.8 unless told. */
  readonly power?: number;
  /** The smallest difference worth acting on, as a share: above 0, at most 0.5; 0.05 unless told. */
  readonly smallestThatMatters?: number;
  /** Where this is one of many comparisons: its adjusted p-value, which then decides. */
  readonly correctedP?: number;
}

/** Everything a page shows about two shares. */
export interface Comparison {
  /** First share − second share, in −1…1. */
  readonly difference: Estimate<number>;
  /** Newcombe interval of the difference, at level 1 − α. */
  readonly interval: Estimate<Interval>;
  readonly test: ShareTest;
  /** Positive when the first share is larger; shown even where Fisher's test decides. */
  readonly z: Estimate<number>;
  /** The p-value of the test named, two-sided, before any correction. */
  readonly p: Estimate<number>;
  /** What decided: the corrected p-value where one was given, else p. */
  readonly decidingP: Estimate<number>;
  /** Customers needed in each group to notice the smallest difference that matters. */
  readonly neededPerGroup: number;
  /** Customers in the smaller of the two groups. */
  readonly smallestGroup: number;
  readonly verdict: Verdict;
}

/**
 * Compares two shares: how large the difference is, how sure we are, and what may be said.
 *
 * The verdict is `different` when p < α; else `cannot_say` when either group is smaller than the number
 * needed to notice the smallest difference that matters; else `no_difference_found`. The number needed
 * starts from the pooled share and moves towards one half, where more customers are needed: so it is
 * the same whether one counts those who stayed or those who left, and never leaves 0–1. With nobody in
 * either group it starts from one half, the hardest case.
 *
 * Needs separate groups and each customer once. Not for looking every day until p is small enough: at
 * a hundred looks a plain test is wrong in 37 % of null comparisons.
 *
 * @param first    hits of total; an empty group is answered with unknowns and `cannot_say`
 * @param second   hits of total
 * @param options  α, power, smallest difference that matters, corrected p
 * @returns difference, interval, test, z, p, number needed, verdict
 * @throws DomainError `maths.share_out_of_range`, `maths.alpha_out_of_range`, `maths.power_out_of_range`,
 * `maths.difference_out_of_range`, `maths.probability_out_of_range`
 * @source see newcombe, zTest, fisherExact, neededPerGroup
 * @example compareProportions({ hits: 480, total: 1000 }, { hits: 430, total: 1000 }) // z 2.245, p 0.025, 'different'
 */
export function compareProportions(
  first: Proportion,
  second: Proportion,
  options: ComparisonOptions = {},
): Comparison {
  const { alpha = USUAL.alpha, correctedP } = options;
  requireInside('maths.alpha_out_of_range', 'alpha', alpha);
  if (correctedP !== undefined) requireProbability('correctedP', correctedP);
  const test = suitableTest(first, second);
  const z = zTest(first, second);
  const p = test === 'fisher' ? fisherExact(first, second) : fieldOf(z, 'p');
  const findings = {
    ...sizeOfDifference(first, second, 1 - alpha),
    test,
    z: fieldOf(z, 'z'),
    p,
    neededPerGroup: neededToNotice(first, second, options),
    smallestGroup: Math.min(first.total, second.total),
  };
  return judged(findings, p.known && correctedP !== undefined ? known(correctedP) : p, alpha);
}

/**
 * Compares many pairs of shares, correcting for their number: among twenty comparisons of equal groups
 * one is "significant" by chance.
 *
 * @param pairs       two groups each; pairs may share a group (each cohort with the first, or all pairs)
 * @param options     as for one comparison; the intervals stay those of each pair alone
 * @param correction  `benjamini-hochberg` unless told; pairs without a p-value do not count
 * @returns one comparison per pair, in order, whose `decidingP` is the corrected one
 * @throws DomainError as {@link compareProportions}
 * @source see benjaminiHochberg, holm
 * @example compareMany(cohorts.slice(1).map((second) => ({ first: cohorts[0], second })))
 */
export function compareMany(
  pairs: readonly Pair[],
  options: Omit<ComparisonOptions, 'correctedP'> = {},
  correction: 'benjamini-hochberg' | 'holm' = 'benjamini-hochberg',
): Comparison[] {
  const alone = pairs.map(({ first, second }) => compareProportions(first, second, options));
  const adjust = correction === 'holm' ? holm : benjaminiHochberg;
  const corrected = adjust(alone.flatMap(({ p }) => (p.known ? [p.value] : []))).values();
  return alone.map((comparison) => {
    const next = comparison.p.known ? corrected.next().value : undefined;
    return next === undefined ? comparison : judged(comparison, known(next), options.alpha ?? USUAL.alpha);
  });
}

function judged(
  findings: Omit<Comparison, 'decidingP' | 'verdict'>,
  decidingP: Estimate<number>,
  alpha: number,
): Comparison {
  const enough = findings.smallestGroup >= findings.neededPerGroup;
  const otherwise = decidingP.known && enough ? 'no_difference_found' : 'cannot_say';
  const verdict = decidingP.known && decidingP.value < alpha ? 'different' : otherwise;
  return { ...findings, decidingP, verdict };
}

function sizeOfDifference(first: Proportion, second: Proportion, level: number) {
  if (first.total === 0 || second.total === 0) {
    return { difference: unknown('too_few_customers'), interval: unknown('too_few_customers') };
  }
  const difference = first.hits / first.total - second.hits / second.total;
  return { difference: known(difference), interval: known(newcombe(first, second, level)) };
}

function neededToNotice(first: Proportion, second: Proportion, options: ComparisonOptions): number {
  const { smallestThatMatters: gap = 0.05 } = options;
  if (!(gap > 0 && gap <= 0.5)) {
    const expected = 'a share above 0 and at most 0.5';
    throw new DomainError('maths.difference_out_of_range', {
      field: 'smallestThatMatters',
      expected,
      got: gap,
    });
  }
  const everyone = first.total + second.total;
  const base = everyone === 0 ? 0.5 : (first.hits + second.hits) / everyone;
  return neededPerGroup(base, base > 0.5 ? base - gap : base + gap, options);
}

const fieldOf = <T, K extends keyof T>(estimate: Estimate<T>, field: K): Estimate<T[K]> =>
  estimate.known ? known(estimate.value[field]) : estimate;
