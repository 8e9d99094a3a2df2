import { DomainError } from '../../basics/errors.ts';
import { type Estimate, known, unknown } from '../../basics/estimate.ts';
import { requireInside } from '../arguments/index.ts';
import { normalReach, normalTwoSided } from '../distributions/index.ts';
import type { Interval } from '../intervals/index.ts';
import type { SurvivalCurve, SurvivalStep } from './kaplan-meier.ts';

/** A time read off a curve; an end of its interval is unknown where the curve was not watched that far. */
export interface SurvivalTime {
  readonly time: number;
  readonly low: Estimate<number>;
  readonly high: Estimate<number>;
}

/** Mean time within a horizon. */
export interface RestrictedMean {
  readonly mean: number;
  readonly standardError: number;
  /** Within 0 and the horizon. */
  readonly interval: Interval;
}

/** How much longer one group's mean time is than the other's, within a horizon. */
export interface RestrictedMeanDifference {
  readonly difference: number;
  readonly standardError: number;
  readonly interval: Interval;
  readonly p: number;
}

/** A product of many fractions may miss 0.5 by its last digits; R's quantile grants about as much. */
const ROUNDING = 1e-9;

/**
 * Customers still watched and waiting just before a time.
 *
 * A curve is to be read only as far as this number is not tiny; show it under the curve.
 *
 * @param curve  a Kaplan–Meier curve
 * @param time   a number ≥ 0
 * @returns a whole number, 0 after the last step
 * @throws DomainError `maths.duration_out_of_range`
 * @source the definition; checked against R summary.survfit
 * @example atRiskAt(curve, 90) // 322
 */
export function atRiskAt(curve: SurvivalCurve, time: number): number {
  requireTime('time', time);
  return curve.steps.find((step) => step.time >= time)?.atRisk ?? 0;
}

/**
 * The share still waiting after a time, with its interval.
 *
 * @param curve  a Kaplan–Meier curve
 * @param time   a number ≥ 0, in the curve's unit
 * @returns share (1 before anybody ended) and interval; unknown `too_few_customers` for nobody,
 * `not_watched_long_enough` after the last step, unless everybody had ended by then
 * @throws DomainError `maths.duration_out_of_range`
 * @source Kaplan & Meier 1958; checked against R summary.survfit
 * @example survivalAt(curve, 90) // known: share 0.74 …
 */
export function survivalAt(
  curve: SurvivalCurve,
  time: number,
): Estimate<Pick<SurvivalStep, 'share' | 'standardError' | 'interval'>> {
  requireTime('time', time);
  const last = curve.steps.at(-1);
  if (last === undefined) return unknown('too_few_customers');
  if (time > last.time && last.share > 0) return unknown('not_watched_long_enough');
  const step = curve.steps.findLast((earlier) => earlier.time <= time);
  if (step === undefined) return known({ share: 1, standardError: known(0), interval: unknown('no_events') });
  return known({ share: step.share, standardError: step.standardError, interval: step.interval });
}

/**
 * The time by which a share of the customers has ended: the first at which the curve is at or below the rest.
 *
 * Its interval is read off the curve's interval in the same way (Brookmeyer & Crowley). Where the curve
 * lies exactly on the line for a while, this is the beginning of the flat stretch, the first day on
 * which the statement is true; R takes its middle.
 *
 * @param curve       a Kaplan–Meier curve
 * @param endedShare  strictly between 0 and 1: 0.25 for the time by which a quarter has ended
 * @returns the time and its interval; unknown `too_few_customers` for nobody, `no_events` when nobody
 * ended, `not_watched_long_enough` when fewer have ended so far
 * @throws DomainError `maths.probability_out_of_range`
 * @source Brookmeyer & Crowley 1982, Biometrics 38:29–41; checked against R quantile.survfit
 * @example survivalQuantile(curve, 0.25) // time 50, low 43, high unknown
 */
export function survivalQuantile(curve: SurvivalCurve, endedShare: number): Estimate<SurvivalTime> {
  requireInside('maths.probability_out_of_range', 'endedShare', endedShare);
  if (curve.customers === 0) return unknown('too_few_customers');
  if (curve.ended === 0) return unknown('no_events');
  const line = 1 - endedShare + ROUNDING;
  const reached = firstTime(curve, ({ share }) => share <= line);
  if (!reached.known) return reached;
  return known({
    time: reached.value,
    low: firstTime(curve, ({ share, interval }) => (interval.known ? interval.value.low : share) <= line),
    high: firstTime(curve, ({ interval }) => interval.known && interval.value.high <= line),
  });
}

/**
 * The time by which half of the customers have ended, those still watched counted as waiting.
 *
 * @param curve  a Kaplan–Meier curve
 * @returns as {@link survivalQuantile} for one half
 * @throws nothing for a curve made by survivalCurve
 * @source as {@link survivalQuantile}
 * @example medianSurvival(survivalCurve(waits)) // 6 waits of 1–6 days, 4 still open at 30: 5 days
 */
export const medianSurvival = (curve: SurvivalCurve): Estimate<SurvivalTime> => survivalQuantile(curve, 0.5);

/**
 * Mean time waited (or stayed) within a horizon: the area under the curve up to it.
 *
 * Preferred to the plain mean, which needs everybody to have ended. Compare groups at one horizon only.
 *
 * @param curve    a Kaplan–Meier curve
 * @param horizon  a number > 0, within the time watched
 * @returns mean, standard error and interval; unknown `too_few_customers` for nobody,
 * `not_watched_long_enough` for a horizon after the last step unless everybody had ended
 * @throws DomainError `maths.duration_out_of_range`
 * @source Klein & Moeschberger, Survival Analysis, 4.5; checked against R print(survfit, rmean =)
 * @example restrictedMean(curve, 52) // mean 45.85 weeks, standard error 0.61
 */
export function restrictedMean(curve: SurvivalCurve, horizon: number): Estimate<RestrictedMean> {
  requireTime('horizon', horizon, 'a finite number > 0');
  const last = curve.steps.at(-1);
  if (last === undefined) return unknown('too_few_customers');
  if (horizon > last.time && last.share > 0) return unknown('not_watched_long_enough');
  let areaAfter = 0;
  let variance = 0;
  let end = horizon;
  for (const { time, share, atRisk, ended } of curve.steps.filter((step) => step.time <= horizon).reverse()) {
    areaAfter += share * (end - time);
    end = time;
    if (ended > 0 && ended < atRisk) variance += (areaAfter ** 2 * ended) / atRisk / (atRisk - ended);
  }
  const mean = areaAfter + end;
  const spread = normalReach(curve.level) * Math.sqrt(variance);
  const interval = { low: Math.max(0, mean - spread), high: Math.min(horizon, mean + spread) };
  return known({ mean, standardError: Math.sqrt(variance), interval });
}

/**
 * Difference of two restricted means: how much longer one group stayed (or waited), within one horizon.
 *
 * In the unit of time, so it can be said in words, and right also where curves cross or hazards are not
 * proportional, where the log-rank test is weak.
 *
 * @param first    a Kaplan–Meier curve
 * @param second   another, of customers none of whom is in the first; the first one's level is used
 * @param horizon  a number > 0, within the time both were watched
 * @returns first − second, its error, interval and two-sided p; unknown as {@link restrictedMean}, `not_computable`
 * when neither mean has any spread
 * @throws DomainError `maths.duration_out_of_range`
 * @source Uno et al. 2014, J. Clinical Oncology 32:2380–2385; the parts checked against R print(survfit, rmean =)
 * @example restrictedMeanDifference(control, treated, 70) // 30.8 days longer, 26.0 to 35.6
 */
export function restrictedMeanDifference(
  first: SurvivalCurve,
  second: SurvivalCurve,
  horizon: number,
): Estimate<RestrictedMeanDifference> {
  const a = restrictedMean(first, horizon);
  const b = restrictedMean(second, horizon);
  if (!a.known) return a;
  if (!b.known) return b;
  const difference = a.value.mean - b.value.mean;
  const standardError = Math.hypot(a.value.standardError, b.value.standardError);
  if (standardError === 0) return unknown('not_computable');
  const spread = normalReach(first.level) * standardError;
  return known({
    difference,
    standardError,
    interval: { low: difference - spread, high: difference + spread },
    p: normalTwoSided(difference / standardError),
  });
}

const firstTime = (curve: SurvivalCurve, holds: (step: SurvivalStep) => boolean): Estimate<number> => {
  const step = curve.steps.find(holds);
  return step === undefined ? unknown('not_watched_long_enough') : known(step.time);
};

function requireTime(field: 'time' | 'horizon', value: number, expected = 'a finite number ≥ 0'): void {
  const least = field === 'horizon' ? Number.MIN_VALUE : 0;
  if (Number.isFinite(value) && value >= least) return;
  throw new DomainError('maths.duration_out_of_range', { field, expected, got: value });
}
