import { DomainError } from '../../basics/errors.ts';
import { requireInside } from '../arguments/index.ts';
import { logGamma } from './gamma.ts';

const ENOUGH = 2 * Number.EPSILON;
const MOST_TERMS = 1_000_000;
const HALVINGS = 200;

/**
 * Share of a beta law below x: the regularised incomplete beta function I(x; a, b).
 *
 * @param x  0 ≤ x ≤ 1
 * @param a  a finite number > 0
 * @param b  a finite number > 0
 * @returns a share in 0–1, relative error about 1e-12 for a and b below 10,000
 * @throws DomainError `maths.argument_out_of_range`
 * @source Press et al., Numerical Recipes, 6.4; checked against scipy
 * @example betaBelow({ x: 0.5, a: 2, b: 3 }) // 0.6875
 */
export function betaBelow({ x, a, b }: { x: number; a: number; b: number }): number {
  requirePositive('a', a);
  requirePositive('b', b);
  if (!(x >= 0 && x <= 1))
    throw new DomainError('maths.argument_out_of_range', {
      field: 'x',
      expected: 'a number from 0 to 1',
      got: x,
    });
  if (x === 0 || x === 1) return x;
  const factor = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b));
  if (x < (a + 1) / (a + b + 2)) return Math.min(1, (factor * betaFraction({ a, b, x })) / a);
  return Math.max(0, 1 - (factor * betaFraction({ a: b, b: a, x: 1 - x })) / b);
}

/**
 * The value that a ratio of two independent gamma numbers, of shapes a and b, stays below with a given share (the beta law
 * of the second kind).
 *
 * @param share  strictly between 0 and 1
 * @param a      shape of the number above, > 0
 * @param b      shape of the number below, > 0
 * @returns a positive number; infinity where it is beyond the largest number
 * @throws DomainError `maths.probability_out_of_range`, `maths.argument_out_of_range`
 * @source G = X ÷ (1 − X) with X of the beta law, by halving of {@link betaBelow}; with a = 1 it is (1 − share)^(−1/b) − 1
 * @example gammaRatioQuantile({ share: 0.99, a: 1, b: 5 }) // 1.512
 */
export function gammaRatioQuantile({ share, a, b }: { share: number; a: number; b: number }): number {
  requireInside('maths.probability_out_of_range', 'share', share);
  let near = -700; // logarithms of the ratio: both ends of what numbers hold
  let far = 700;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (near + far) / 2;
    if (middle === near || middle === far) break;
    if (ratioAbove(Math.exp(middle), a, b) > 1 - share) near = middle;
    else far = middle;
  }
  return Math.exp((near + far) / 2);
}

/** P(G > g) = I(1 ÷ (1 + g); b, a): the tail itself, not 1 minus nearly 1. */
const ratioAbove = (g: number, a: number, b: number): number => betaBelow({ x: 1 / (1 + g), a: b, b: a });

function requirePositive(field: string, value: number): void {
  if (value > 0 && Number.isFinite(value)) return;
  throw new DomainError('maths.argument_out_of_range', {
    field,
    expected: 'a finite number > 0',
    got: value,
  });
}

/** The continued fraction of the incomplete beta function, by Lentz's method. */
export function betaFraction({ a, b, x }: { a: number; b: number; x: number }): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny);
  let fraction = d;
  for (let m = 1; m < MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d || tiny);
    c = 1 + even / c || tiny;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d || tiny);
    c = 1 + odd / c || tiny;
    const change = d * c;
    fraction *= change;
    if (Math.abs(change - 1) < ENOUGH) return fraction;
  }
  throw new Error(`incomplete beta fraction did not settle at a ${a}, b ${b}, x ${x}`);
}
