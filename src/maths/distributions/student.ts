import { DomainError } from '../../basics/errors.ts';
import { requireInside } from '../arguments/index.ts';
import { betaFraction } from './beta.ts';
import { logGamma } from './gamma.ts';
import { normalBelow, normalTwoSided } from './normal.ts';

const HALVINGS = 200;
const LOG_SQRT_PI = Math.log(Math.PI) / 2;
/** From here on the series for log Γ(a + ½) − log Γ(a) is right to the last digit. */
const SERIES_FROM = 100;
/** Degrees above which t is turned into a normal number. */
const NEARLY_NORMAL_FROM = 100_000;

/**
 * Share of Student's t law at or beyond both t and −t: the two-sided p-value of a t statistic.
 *
 * @param t                 any number, its sign does not matter
 * @param degreesOfFreedom  a finite number > 0, not necessarily whole
 * @returns a share in 0–1, relative error about 1e-12 down to 1e-300
 * @throws DomainError `maths.argument_out_of_range`
 * @source incomplete beta function, Press et al., Numerical Recipes, 6.4; above 100,000 degrees Hill 1970,
 * Communications of the ACM 13:617–619; checked against mpmath
 * @example studentTwoSided(2.2, 7.3) // 0.0622
 */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  requireFreedom(degreesOfFreedom);
  if (Number.isNaN(t))
    throw new DomainError('maths.argument_out_of_range', { field: 't', expected: 'a number' });
  if (t === 0) return 1;
  if (degreesOfFreedom > NEARLY_NORMAL_FROM) return normalTwoSided(normalised(t, degreesOfFreedom));
  const a = degreesOfFreedom / 2;
  const ratio = (t * t) / degreesOfFreedom;
  if (ratio === Number.POSITIVE_INFINITY) return 0;
  // The common factor x^a (1 − x)^½ / B(a, ½) with x = 1 / (1 + ratio), free of cancellation for large a.
  const factor = Math.exp(-a * Math.log1p(ratio) + Math.log(ratio / (1 + ratio)) / 2 - logHalfBeta(a));
  const x = 1 / (1 + ratio);
  if (x < (a + 1) / (a + 2.5)) return Math.min(1, (factor * betaFraction({ a, b: 0.5, x })) / a);
  return Math.max(0, 1 - factor * betaFraction({ a: 0.5, b: a, x: ratio / (1 + ratio) }) * 2);
}

/**
 * How many standard errors a two-sided interval reaches under Student's law: 2.776 for 95 % and 4 degrees.
 *
 * @param level             confidence, strictly between 0 and 1
 * @param degreesOfFreedom  a finite number > 0
 * @returns a positive number
 * @throws DomainError `maths.level_out_of_range`, `maths.argument_out_of_range`
 * @source halving of {@link studentTwoSided}; checked against scipy t.ppf
 * @example studentReach(0.95, 4) // 2.776
 */
export function studentReach(level: number, degreesOfFreedom: number): number {
  requireInside('maths.level_out_of_range', 'level', level);
  requireFreedom(degreesOfFreedom);
  const beyond = 1 - level;
  let near = 0;
  let far = 1;
  while (studentTwoSided(far, degreesOfFreedom) > beyond) far *= 2;
  for (let halving = 0; halving < HALVINGS && near < far; halving++) {
    const middle = (near + far) / 2;
    if (middle === near || middle === far) break;
    if (studentTwoSided(middle, degreesOfFreedom) > beyond) near = middle;
    else far = middle;
  }
  return (near + far) / 2;
}

/**
 * Share of the noncentral t law above a value: how often a t statistic passes it when the truth lies `shift` standard errors from 0.
 *
 * @param t                 the value to pass
 * @param degreesOfFreedom  a finite number ≥ 1
 * @param shift             noncentrality: true difference ÷ its standard error
 * @returns a share in 0–1, absolute error below 1e-10
 * @throws DomainError `maths.argument_out_of_range`
 * @source ∫ Φ(shift − t·s) f(s) ds with s² · df chi-square, by Simpson's rule; checked against scipy nct.sf
 * @example shiftedStudentAbove(1.966, 784, 2.8) // 0.80
 */
export function shiftedStudentAbove(t: number, degreesOfFreedom: number, shift: number): number {
  requireFreedom(degreesOfFreedom);
  const middle = Math.sqrt(Math.max(0, degreesOfFreedom - 1) / degreesOfFreedom);
  const spread = 1 / Math.sqrt(2 * degreesOfFreedom);
  const from = Math.max(0, middle - 12 * spread);
  const steps = 2000;
  const step = (middle + 14 * spread - from) / steps;
  let all = 0;
  let above = 0;
  for (let at = 0; at <= steps; at++) {
    const s = from + at * step;
    const simpson = at === 0 || at === steps ? 1 : at % 2 === 1 ? 4 : 2;
    const weight = simpson * densityOfSpread(s, middle, degreesOfFreedom);
    all += weight;
    above += weight * normalBelow(shift - t * s);
  }
  return above / all;
}

/** The normal number as far out as t, for many degrees: Hill's expansion, where the fraction would lose digits. */
function normalised(t: number, degreesOfFreedom: number): number {
  const a = degreesOfFreedom - 0.5;
  const b = 48 * a * a;
  const y = a * Math.log1p((t / degreesOfFreedom) * t);
  const next = (((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b);
  return ((next + y + 3) / b + 1) * Math.sqrt(y);
}

/** Density of √(chi-square / df) relative to that at its mode, free of cancellation for many degrees. */
function densityOfSpread(s: number, mode: number, freedom: number): number {
  if (s === 0) return freedom <= 1 ? 1 : 0;
  const away = s - mode;
  const climb = mode === 0 ? 0 : (freedom - 1) * Math.log1p(away / mode);
  return Math.exp(climb - (freedom * away * (s + mode)) / 2);
}

/** log B(a, ½) = log Γ(a) + log √π − log Γ(a + ½). */
function logHalfBeta(a: number): number {
  if (a < SERIES_FROM) return logGamma(a) + LOG_SQRT_PI - logGamma(a + 0.5);
  const square = 1 / (a * a);
  const rest = (1 / 8 - square * (1 / 192 - square * (1 / 640 - square * (17 / 14336)))) / a;
  return LOG_SQRT_PI - Math.log(a) / 2 + rest;
}

function requireFreedom(degreesOfFreedom: number): void {
  if (degreesOfFreedom > 0 && Number.isFinite(degreesOfFreedom)) return;
  throw new DomainError('maths.argument_out_of_range', {
    field: 'degreesOfFreedom',
    expected: 'a finite number > 0',
    got: degreesOfFreedom,
  });
}
