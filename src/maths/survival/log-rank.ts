import { DomainError } from '../../basics/errors.ts';
import { type Estimate, known, unknown } from '../../basics/estimate.ts';
import { requireHits } from '../arguments/index.ts';
import { chiSquareUpperTail } from '../distributions/index.ts';
import { quadraticForm } from './quadratic-form.ts';
import { customersIn, type SurvivalRow, talliesOf } from './rows.ts';

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

/** One interval of a group: who began it, and how many of them ended in it. */
export interface StepCount {
  readonly atRisk: number;
  readonly ended: number;
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
  return tested(groups.map(customersOf), momentsOf(groups));
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
  const customers = Array.from({ length: count }, (_, group) =>
    strata.reduce((sum, groups) => sum + customersOf(groups[group] ?? []), 0),
  );
  return tested(customers, strata.flatMap(momentsOf));
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
  const longest = groups.reduce((most, steps) => Math.max(most, steps.length), 0);
  const moments = Array.from({ length: longest }, (_, at) =>
    groups.map((steps) => steps[at] ?? { atRisk: 0, ended: 0 }),
  );
  const atStart = groups.map((steps) => steps[0]?.atRisk ?? 0);
  return tested(atStart, moments);
}

const customersOf = (rows: readonly SurvivalRow[]): number => customersIn(talliesOf(rows));

/** Per time at which something happened in any group: who was at risk in each, and who ended. */
function momentsOf(groups: readonly (readonly SurvivalRow[])[]): StepCount[][] {
  const tallies = groups.map(talliesOf);
  const remaining = tallies.map(customersIn);
  const changes = tallies.flatMap((ofGroup, group) => ofGroup.map((tally) => ({ ...tally, group })));
  return byTime(changes).map((together) => {
    const moment = remaining.map((left) => ({ atRisk: left, ended: 0 }));
    for (const { group, ended, censored } of together) {
      moment[group] = { atRisk: remaining[group] ?? 0, ended };
      remaining[group] = (remaining[group] ?? 0) - ended - censored;
    }
    return moment;
  });
}

function tested(customers: readonly number[], moments: readonly (readonly StepCount[])[]): Estimate<LogRank> {
  if (customers.length < 2) {
    throw new DomainError('maths.too_few_groups', { expected: 'two groups or more', got: customers.length });
  }
  const { observed, expected, covariance } = added(customers.length, moments);
  if (customers.filter((count) => count > 0).length < 2) return unknown('too_few_customers');
  if (observed.every((count) => count === 0)) return unknown('no_events');
  const compared = [...expected.keys()].filter((group) => (expected[group] ?? 0) > 0);
  if (compared.length < 2) return unknown('too_few_customers');
  // The excesses add up to 0, so one group is left out; which one does not matter.
  const free = compared.slice(1);
  const excess = free.map((group) => (observed[group] ?? 0) - (expected[group] ?? 0));
  const chiSquare = quadraticForm(
    excess,
    free.map((row) => free.map((column) => covariance[row]?.[column] ?? 0)),
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

/** Observed, expected and their covariance, added over all moments at which somebody ended. */
function added(count: number, moments: readonly (readonly StepCount[])[]) {
  const observed = new Array<number>(count).fill(0);
  const expected = new Array<number>(count).fill(0);
  const covariance = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  for (const moment of moments) {
    const ended = moment.reduce((sum, group) => sum + group.ended, 0);
    if (ended === 0) continue;
    const atRisk = moment.reduce((sum, group) => sum + group.atRisk, 0);
    const shares = moment.map((group) => group.atRisk / atRisk);
    const spread = atRisk > 1 ? (ended * (atRisk - ended)) / (atRisk - 1) : 0;
    for (const [row, share] of shares.entries()) {
      observed[row] = (observed[row] ?? 0) + (moment[row]?.ended ?? 0);
      expected[row] = (expected[row] ?? 0) + ended * share;
      const line = covariance[row] ?? [];
      for (const [column, other] of shares.entries()) {
        line[column] = (line[column] ?? 0) + spread * share * ((row === column ? 1 : 0) - other);
      }
    }
  }
  return { observed, expected, covariance };
}

function byTime<T extends { readonly time: number }>(changes: readonly T[]): T[][] {
  const times = Map.groupBy(changes, ({ time }) => time);
  return [...times].sort(([a], [b]) => a - b).map(([, together]) => together);
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
