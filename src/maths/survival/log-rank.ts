import { DomainError } from '../../basics/errors.ts';
import { type Estimate, known, unknown } from '../../basics/estimate.ts';
import { requireHits } from '../arguments/index.ts';
import { chiSquareUpperTail } from '../distributions/index.ts';
import { quadraticForm } from './quadratic-form.ts';
import type { SurvivalRow } from './rows.ts';
import { type StepCount, type Timeline, timelineOf, timelineOfCounts } from './timeline.ts';

/** How many ended in a group, and how many would have under one law for all. */
export interface LogRankGroup {
  readonly customers: number;
  readonly observed: number;
  readonly expected: number;
}

/** Whether whole curves differ. */
export interface LogRank {
  readonly chiSquare: number;
  /** Groups that were at risk when somebody ended, less one. */
  readonly degreesOfFreedom: number;
  /** 0 where it is below 5e-324. */
  readonly p: number;
  /** In the order given. More observed than expected: this group ends sooner. */
  readonly groups: readonly LogRankGroup[];
}

/**
 * Log-rank test: would one law for all groups give survival curves as different as these?
 *
 * Compares the whole curves, not one day of them. Strongest when one group's rate of ending is a
 * constant multiple of the other's; weak when curves cross. Assumes that watching ends for the same
 * reasons in each group. Right-censored data only: late entry is not supported.
 *
 * @param groups  rows of each group; at least two groups, which share no customer
 * @returns chi-square, degrees of freedom, p, and per group observed and expected ends; unknown
 * `too_few_customers` with fewer than two groups that hold anybody, `no_events` when nobody ended,
 * `not_computable` when everybody ended at one time
 * @throws DomainError `maths.too_few_groups`, `maths.duration_out_of_range`, `maths.count_out_of_range`
 * @source Mantel 1966; Peto & Peto 1972, JRSS A 135:185–207; ties as in Klein & Moeschberger 7.3;
 * checked against R survival::survdiff
 * @example logRank([treated, untreated]) // chi-square 3.84 on 1 degree, p 0.0501
 */
export function logRank(groups: readonly (readonly SurvivalRow[])[]): Estimate<LogRank> {
  const line = timelineOf(groups);
  return tested(line.customers, [line], all(line));
}

/**
 * Log-rank tests of several choices among some groups, such as all of them and every two: the rows are added up once.
 *
 * @param groups  rows of each group
 * @returns the test of a choice: places of the groups held against each other, at least two; answers as {@link logRank}
 * @throws DomainError as {@link logRank}
 * @source as {@link logRank}
 * @example logRankAmong([treated, untreated, others])([0, 1])
 */
export function logRankAmong(
  groups: readonly (readonly SurvivalRow[])[],
): (chosen: readonly number[]) => Estimate<LogRank> {
  const line = timelineOf(groups);
  return (chosen) =>
    tested(
      chosen.map((group) => line.customers[group] ?? 0),
      [line],
      chosen,
    );
}

/**
 * Log-rank test within strata: do the groups differ, once like is compared only with like?
 *
 * For groups of unlike make-up: the customers of two offers, compared channel by channel. Excesses are added
 * over the strata, so a group that ends sooner in one and later in another shows nothing. A stratum that
 * holds one group only says nothing, and does no harm.
 *
 * @param strata  per stratum the rows of each group, the groups always in the same order; an empty group is []
 * @returns as {@link logRank}, observed and expected added over the strata
 * @throws DomainError `maths.too_few_groups` (also for strata with unlike numbers of groups), and as {@link logRank}
 * @source Klein & Moeschberger, Survival Analysis, 7.5; checked against statsmodels survdiff(strata =)
 * @example stratifiedLogRank([[monthlyFromAds, yearlyFromAds], [monthlyFromFriends, yearlyFromFriends]])
 */
export function stratifiedLogRank(
  strata: readonly (readonly (readonly SurvivalRow[])[])[],
): Estimate<LogRank> {
  const count = strata[0]?.length ?? 0;
  for (const groups of strata) {
    if (groups.length === count) continue;
    const expected = `${count} groups in every stratum`;
    throw new DomainError('maths.too_few_groups', { expected, got: groups.length });
  }
  const lines = strata.map(timelineOf);
  const customers = Array.from({ length: count }, (_, group) =>
    lines.reduce((sum, line) => sum + (line.customers[group] ?? 0), 0),
  );
  return tested(customers, lines, [...customers.keys()]);
}

/**
 * Log-rank test on counts per interval: a retention curve per cohort, week by week.
 *
 * An interval is one moment: those who ended in it are ties, and those no longer watched leave after it.
 * Only for ends that are final. Of a retention report, use "on or after" (or contracts): in "on that
 * day" the same customer goes and comes back, and the figures of two weeks are not nested.
 *
 * @param groups  per group its intervals from the first; shorter for a younger cohort. At least two
 * @returns as {@link logRank}
 * @throws DomainError `maths.too_few_groups`, `maths.share_out_of_range` (more ended than at risk),
 * `maths.late_entry_unsupported` (more at risk than the interval before left over)
 * @source as {@link logRank}
 * @example logRankOfCounts([[{ atRisk: 100, ended: 40 }, { atRisk: 60, ended: 6 }], [{ atRisk: 80, ended: 50 }]])
 */
export function logRankOfCounts(groups: readonly (readonly StepCount[])[]): Estimate<LogRank> {
  for (const [group, steps] of groups.entries()) requireNested(group, steps);
  const line = timelineOfCounts(groups);
  return tested(line.customers, [line], all(line));
}

const all = ({ customers }: Timeline): number[] => [...customers.keys()];

/** @param chosen places of the groups compared, in every timeline */
function tested(
  customers: readonly number[],
  lines: readonly Timeline[],
  chosen: readonly number[],
): Estimate<LogRank> {
  if (customers.length < 2) {
    throw new DomainError('maths.too_few_groups', { expected: 'two groups or more', got: customers.length });
  }
  const { observed, expected, covariance } = added(lines, chosen);
  if (customers.filter((count) => count > 0).length < 2) return unknown('too_few_customers');
  if (observed.every((count) => count === 0)) return unknown('no_events');
  const compared = [...expected.keys()].filter((group) => (expected[group] ?? 0) > 0);
  if (compared.length < 2) return unknown('too_few_customers');
  // The excesses add up to 0, so one group is left out; which one does not matter.
  const free = compared.slice(1);
  const excess = free.map((group) => (observed[group] ?? 0) - (expected[group] ?? 0));
  const chiSquare = quadraticForm(
    excess,
    free.map((row) =>
      free.map((column) => covariance[Math.max(row, column) * customers.length + Math.min(row, column)] ?? 0),
    ),
  );
  if (chiSquare === undefined) return unknown('not_computable');
  const groups = customers.map((count, group) => ({
    customers: count,
    observed: observed[group] ?? 0,
    expected: expected[group] ?? 0,
  }));
  return known({
    chiSquare,
    degreesOfFreedom: free.length,
    p: chiSquareUpperTail(chiSquare, free.length),
    groups,
  });
}

interface Added {
  readonly observed: Float64Array;
  readonly expected: Float64Array;
  /** Row by row; only columns up to the row's own are filled. */
  readonly covariance: Float64Array;
}

/** Observed, expected and their covariance, added over all moments at which somebody ended. */
function added(lines: readonly Timeline[], chosen: readonly number[]): Added {
  const count = chosen.length;
  const sums: Added = {
    observed: new Float64Array(count),
    expected: new Float64Array(count),
    covariance: new Float64Array(count * count),
  };
  for (const line of lines) {
    for (let moment = 0; moment < line.moments; moment++) addMoment(sums, line, { moment, chosen });
  }
  return sums;
}

function addMoment(
  { observed, expected, covariance }: Added,
  { customers, atRisk, ended }: Timeline,
  { moment, chosen }: { readonly moment: number; readonly chosen: readonly number[] },
): void {
  const count = chosen.length;
  const from = moment * customers.length;
  let endedHere = 0;
  let watched = 0;
  for (let row = 0; row < count; row++) {
    endedHere += ended[from + (chosen[row] ?? 0)] ?? 0;
    watched += atRisk[from + (chosen[row] ?? 0)] ?? 0;
  }
  if (endedHere === 0) return;
  const spread = watched > 1 ? (endedHere * (watched - endedHere)) / (watched - 1) : 0;
  for (let row = 0; row < count; row++) {
    const place = from + (chosen[row] ?? 0);
    const share = (atRisk[place] ?? 0) / watched;
    if (share === 0) continue;
    observed[row] = (observed[row] ?? 0) + (ended[place] ?? 0);
    expected[row] = (expected[row] ?? 0) + endedHere * share;
    const own = row * count;
    for (let column = 0; column < row; column++) {
      const other = (atRisk[from + (chosen[column] ?? 0)] ?? 0) / watched;
      covariance[own + column] = (covariance[own + column] ?? 0) - spread * share * other;
    }
    covariance[own + row] = (covariance[own + row] ?? 0) + spread * share * (1 - share);
  }
}

function requireNested(group: number, steps: readonly StepCount[]): void {
  let left = Number.MAX_SAFE_INTEGER;
  for (const [at, { atRisk, ended }] of steps.entries()) {
    requireHits(ended, atRisk);
    if (atRisk > left) {
      const expected = `at most the ${left} customers the interval before left over`;
      throw new DomainError('maths.late_entry_unsupported', {
        field: `groups[${group}][${at}].atRisk`,
        expected,
        got: atRisk,
      });
    }
    left = atRisk - ended;
  }
}
