import { DomainError } from '../../basics/errors.ts';

const SERIES_FROM = 10;

/**
 * Slope of log Γ(x): the mean of the logarithm of a gamma number of shape x.
 *
 * @param x  a number > 0
 * @returns ψ(x), absolute error below 1e-13
 * @throws DomainError `maths.argument_out_of_range`
 * @source Abramowitz & Stegun 6.3.5 and 6.3.18; checked against scipy
 * @example digamma(1) // −0.5772, Euler’s constant
 */
export function digamma(x: number): number {
  requirePositive(x);
  let lifted = x;
  let below = 0;
  for (; lifted < SERIES_FROM; lifted++) below += 1 / lifted;
  const square = 1 / (lifted * lifted);
  const rest =
    square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132)))));
  return Math.log(lifted) - 1 / (2 * lifted) - rest - below;
}

/**
 * Curvature of log Γ(x): the variance of the logarithm of a gamma number of shape x.
 *
 * @param x  a number > 0
 * @returns ψ′(x), relative error below 1e-12
 * @throws DomainError `maths.argument_out_of_range`
 * @source Abramowitz & Stegun 6.4.6 and 6.4.12; checked against scipy
 * @example trigamma(1) // π² ÷ 6
 */
export function trigamma(x: number): number {
  requirePositive(x);
  let lifted = x;
  let below = 0;
  for (; lifted < SERIES_FROM; lifted++) below += 1 / (lifted * lifted);
  const square = 1 / (lifted * lifted);
  const rest =
    1 / 6 -
    square * (1 / 30 - square * (1 / 42 - square * (1 / 30 - square * (5 / 66 - square * (691 / 2730)))));
  return 1 / lifted + square / 2 + (square / lifted) * rest + below;
}

function requirePositive(x: number): void {
  if (x > 0) return;
  throw new DomainError('maths.argument_out_of_range', { field: 'x', expected: 'a number > 0', got: x });
}
