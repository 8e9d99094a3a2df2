import { regularizedUpperGamma } from './gamma.ts';

/**
 * Share of a chi-square law at or beyond a value: the p-value of a chi-square statistic.
 *
 * @param chiSquare         a number ≥ 0
 * @param degreesOfFreedom  a positive number, for a comparison of k groups k − 1
 * @returns a share in 0–1; 0 where it is below the smallest number (5e-324)
 * @throws DomainError `maths.argument_out_of_range`
 * @source Q(df/2, χ²/2), Abramowitz & Stegun 26.4; checked against scipy and mpmath
 * @example chiSquareUpperTail(3.84, 1) // 0.05
 */
export const chiSquareUpperTail = (chiSquare: number, degreesOfFreedom: number): number =>
  regularizedUpperGamma(degreesOfFreedom / 2, chiSquare / 2);
