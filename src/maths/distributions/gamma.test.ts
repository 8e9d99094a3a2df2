import { describe, expect, it } from 'vitest';
import { logGamma, regularizedUpperGamma } from './index.ts';

describe('log gamma', () => {
  // mpmath with 40 digits
  it.each([
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247001],
    [1, 0],
    [1.5, -0.12078223763524522],
    [2, 0],
    [3.7, 1.4280723266653879],
    [10, 12.80182748008147],
    [100.5, 361.4355404677776],
    [1e6, 12815504.569147613],
  ])('of %d is %d', (x, expected) => {
    expect(Math.abs(logGamma(x) - expected)).toBeLessThan(1e-14 * Math.max(1, Math.abs(expected)));
  });

  it.each([0, -1, Number.NaN])('refuses %d', (x) => {
    expect(() => logGamma(x)).toThrow('maths.argument_out_of_range');
  });
});

describe('upper incomplete gamma', () => {
  it('with shape 1 is the exponential law', () => {
    for (const x of [1e-9, 0.5, 1.999, 2.001, 40, 700]) {
      expect(regularizedUpperGamma(1, x) / Math.exp(-x)).toBeCloseTo(1, 12);
    }
  });

  it('with shape 3 is e^-x (1 + x + x²/2), on both sides of the change of method', () => {
    for (const x of [0.1, 3.999, 4, 4.001, 60]) {
      const expected = Math.exp(-x) * (1 + x + (x * x) / 2);
      expect(regularizedUpperGamma(3, x) / expected).toBeCloseTo(1, 12);
    }
  });

  it('keeps to 1 at 0 and to 0 at infinity', () => {
    expect(regularizedUpperGamma(2.5, 0)).toBe(1);
    expect(regularizedUpperGamma(2.5, Number.POSITIVE_INFINITY)).toBe(0);
    expect(regularizedUpperGamma(1e9, 1)).toBe(1);
    expect(regularizedUpperGamma(1, 1e9)).toBe(0);
  });

  it('meets 1/2 near shape − 1/3 for a very large shape', () => {
    // The median of a gamma law tends to shape − 1/3 + 8/(405·shape).
    expect(regularizedUpperGamma(1e8, 1e8 - 1 / 3)).toBeCloseTo(0.5, 7);
  });

  it.each([
    [0, 1],
    [-1, 1],
    [1, -1],
    [Number.NaN, 1],
    [1, Number.NaN],
    [Number.POSITIVE_INFINITY, 1],
  ])('refuses shape %d with x %d', (shape, x) => {
    expect(() => regularizedUpperGamma(shape, x)).toThrow('maths.argument_out_of_range');
  });
});
