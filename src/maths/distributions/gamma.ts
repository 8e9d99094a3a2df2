import { DomainError } from '../../basics/errors.ts';

/** Coefficients of 1/x, 1/x³, 1/x⁵ … in Stirling's series; the next term is below 3e-17 from x = 10 on. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];
const STIRLING_FROM = 10;
const LOG_SQRT_TWO_PI = 0.9189385332046728;
const ENOUGH = 1e-17;
/** Near its middle the series needs about 8·√shape terms, so this serves shapes up to some 10¹¹. */
const MOST_TERMS = 5_000_000;

/**
 * Logarithm of the gamma function, log Γ(x), which continues log (x − 1)! between the whole numbers.
 *
 * Stirling's series from 10 on; below, the argument is lifted by Γ(x + 1) = x·Γ(x). Chosen over
 * Lanczos because the same correction also serves large shapes of the incomplete gamma function.
 *
 * @param x  a positive number
 * @returns log Γ(x), absolute error below 1e-14 for x ≤ 100, relative error below 1e-15 above
 * @throws DomainError `maths.argument_out_of_range`
 * @source Abramowitz & Stegun 6.1.41; checked against mpmath with 40 digits
 * @example logGamma(5) // log 24 = 3.178
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw outOfRange('x', 'a number > 0', x);
  if (x === Number.POSITIVE_INFINITY) return x;
  let lifted = x;
  let product = 1;
  for (; lifted < STIRLING_FROM; lifted++) product *= lifted;
  const stirling = (lifted - 0.5) * Math.log(lifted) - lifted + LOG_SQRT_TWO_PI + stirlingRest(lifted);
  return stirling - Math.log(product);
}

/**
 * Regularised upper incomplete gamma function Q(shape, x): how much of a gamma law lies beyond x.
 *
 * The normal and the chi-square tails are special cases of it. A power series is used on the left of
 * the middle, a continued fraction on the right, so that a far tail keeps its digits: nothing is
 * obtained as 1 minus something close to 1.
 *
 * @param shape  a positive number
 * @param x      a number ≥ 0; infinity is accepted
 * @returns a share in 0–1; relative error about 1e-13, and 0 where it is below the smallest number (5e-324)
 * @throws DomainError `maths.argument_out_of_range`
 * @source Press et al., Numerical Recipes, 6.2; Loader 2000 for the common factor; checked against mpmath
 * @example regularizedUpperGamma(1, 2) // e⁻² = 0.1353
 */
export function regularizedUpperGamma(shape: number, x: number): number {
  if (!(shape > 0 && Number.isFinite(shape))) throw outOfRange('shape', 'a finite number > 0', shape);
  if (!(x >= 0)) throw outOfRange('x', 'a number ≥ 0', x);
  if (x === 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  const factor = gammaFactor(shape, x);
  if (factor === 0) return x < shape ? 1 : 0;
  const tail = x < shape + 1 ? 1 - factor * lowerSeries(shape, x) : factor * shape * upperFraction(shape, x);
  return Math.min(1, Math.max(0, tail));
}

/** What Stirling's formula lacks: log Γ(x) − [(x − ½) log x − x + log √2π], for x ≥ 10. */
function stirlingRest(x: number): number {
  const square = 1 / (x * x);
  return STIRLING.reduceRight((sum, coefficient) => sum * square + coefficient, 0) / x;
}

/** x^a·e^(−x) / Γ(a + 1). For large shapes the big terms are taken off before the exponential (Loader). */
function gammaFactor(shape: number, x: number): number {
  if (shape < STIRLING_FROM) return Math.exp(shape * Math.log(x) - x - logGamma(shape + 1));
  const excess = (x - shape) / shape;
  const distance = shape * (excess - Math.log1p(excess));
  return Math.exp(-distance - stirlingRest(shape)) / Math.sqrt(2 * Math.PI * shape);
}

/** 1 + x/(a+1) + x²/((a+1)(a+2)) + … */
function lowerSeries(shape: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let n = 1; n < MOST_TERMS; n++) {
    term *= x / (shape + n);
    sum += term;
    if (term < sum * ENOUGH) return sum;
  }
  throw new Error(`incomplete gamma series did not settle at shape ${shape}, x ${x}`);
}

/** The continued fraction 1/(x+1−a − 1(1−a)/(x+3−a − …)), by Lentz's method. */
function upperFraction(shape: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / (a * d + b || tiny);
    c = b + a / c || tiny;
    const change = d * c;
    fraction *= change;
    if (Math.abs(change - 1) < 2 * Number.EPSILON) return fraction;
  }
  throw new Error(`incomplete gamma fraction did not settle at shape ${shape}, x ${x}`);
}

const outOfRange = (field: string, expected: string, got: number) =>
  new DomainError('maths.argument_out_of_range', { field, expected, got });
