import { type Estimate, known, unknown } from '../../basics/estimate.ts';
import { requireInside } from '../arguments/index.ts';
import { normalReach, studentReach, studentTwoSided } from '../distributions/index.ts';
import type { Interval } from '../intervals/index.ts';
import { type Moments, requireMoments } from './moments.ts';

/** A difference of two means, and how sure we are. */
export interface MeanDifference {
  /** First mean − second mean. */
  readonly difference: number;
  readonly standardError: number;
  readonly t: number;
  /** Welch–Satterthwaite: not a whole number. */
  readonly degreesOfFreedom: number;
  readonly p: number;
  readonly interval: Interval;
}

/** A change as a share of where it started: 0.18 is 18 % more. */
export interface RelativeChange {
  readonly change: number;
  readonly interval: Interval;
}

/**
 * Welch's test of two means, for groups of any size and unlike spreads: revenue or minutes per customer.
 *
 * Rests on the means following a normal law, which sums of many do. With heavy tails (a few customers
 * bring most of the revenue) that takes thousands of customers: look also at the bootstrap interval.
 * Student's test with one variance for both is not offered: it is wrong where it differs from this one.
 *
 * @param first   count, mean, variance
 * @param second  the same; no customer may be in both
 * @param level   confidence, strictly between 0 and 1
 * @returns difference, error, t, degrees, two-sided p, interval; unknown `too_few_customers` below two in a
 * group, `not_computable` when neither group has any spread
 * @throws DomainError `maths.count_out_of_range`, `maths.argument_out_of_range`, `maths.level_out_of_range`
 * @source Welch 1947, Biometrika 34:28–35; checked against scipy ttest_ind(equal_var=False)
 * @example welch(spendOf(mens), spendOf(noMail)) // +0.77, t 5.30, p 1.2e-7
 */
export function welch(first: Moments, second: Moments, level = 0.95): Estimate<MeanDifference> {
  requireMoments('first', first);
  requireMoments('second', second);
  requireInside('maths.level_out_of_range', 'level', level);
  if (first.customers < 2 || second.customers < 2) return unknown('too_few_customers');
  const a = first.variance / first.customers;
  const b = second.variance / second.customers;
  if (!(a + b > 0)) return unknown('not_computable');
  const difference = first.mean - second.mean;
  const standardError = Math.sqrt(a + b);
  const t = difference / standardError;
  const shareOfFirst = a / (a + b);
  const degreesOfFreedom =
    1 / (shareOfFirst ** 2 / (first.customers - 1) + (1 - shareOfFirst) ** 2 / (second.customers - 1));
  const spread = studentReach(level, degreesOfFreedom) * standardError;
  return known({
    difference,
    standardError,
    t,
    degreesOfFreedom,
    p: studentTwoSided(t, degreesOfFreedom),
    interval: { low: difference - spread, high: difference + spread },
  });
}

/**
 * By how much the first mean is above the second, as a share of the second: "+118 %".
 *
 * Its interval and that of the difference need not agree whether 0 is inside: they answer two questions.
 * Delta method, to be used where the second mean is many standard errors from 0.
 *
 * @param first   count, mean, variance
 * @param second  the base; its mean must be above 0
 * @param level   confidence, strictly between 0 and 1
 * @returns change and interval; unknown `too_few_customers` below two in a group, `not_computable` for a base ≤ 0
 * @throws DomainError `maths.count_out_of_range`, `maths.argument_out_of_range`, `maths.level_out_of_range`
 * @source delta method, as in GrowthBook; checked against the golden values of statsmodels
 * @example relativeChange(spendOf(mens), spendOf(noMail)) // 1.18, 0.54 to 1.81
 */
export function relativeChange(first: Moments, second: Moments, level = 0.95): Estimate<RelativeChange> {
  requireMoments('first', first);
  requireMoments('second', second);
  const reach = normalReach(level);
  if (first.customers < 2 || second.customers < 2) return unknown('too_few_customers');
  if (!(second.mean > 0)) return unknown('not_computable');
  const ratio = first.mean / second.mean;
  const error =
    Math.sqrt(first.variance / first.customers + (ratio * ratio * second.variance) / second.customers) /
    second.mean;
  const change = ratio - 1;
  return known({ change, interval: { low: change - reach * error, high: change + reach * error } });
}
