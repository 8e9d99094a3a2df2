import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalBelow, normalQuantile, normalReach, normalTwoSided, normalUpperTail } from './index.ts';

const relativeError = (got: number, expected: number) => Math.abs(got / expected - 1);

describe('normal tail', () => {
  // mpmath with 40 digits, scipy 1.17.1 norm.sf
  it.each([
    [0, 0.5],
    [0.5, 0.3085375387259869],
    [1, 0.15865525393145707],
    [1.96, 0.024997895148220435],
    [5.5, 1.8989562465887718e-8],
    [10, 7.619853024160525e-24],
    [22.4860408272, 2.8425827409414373e-112],
    [37.5, 4.605353009581955e-308],
  ])('above %d is %d', (z, expected) => {
    expect(relativeError(normalUpperTail(z), expected)).toBeLessThan(1e-12);
  });

  it('is mirrored: what lies below −z lies above z', () => {
    expect(normalBelow(-10)).toBe(normalUpperTail(10));
    expect(normalUpperTail(-1) + normalUpperTail(1)).toBeCloseTo(1, 15);
  });

  it('is 1 at no difference and 0 at an infinite one', () => {
    expect(normalTwoSided(0)).toBe(1);
    expect(normalTwoSided(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(() => normalTwoSided(Number.NaN)).toThrow('maths.argument_out_of_range');
  });
});

describe('normal quantile', () => {
  // scipy 1.17.1 norm.ppf
  it.each([
    [1e-300, -37.0470962993612],
    [1e-100, -21.273453560965322],
    [1e-20, -9.262340089798409],
    [1e-10, -6.361340902404056],
    [1e-5, -4.264890793922825],
    [0.001, -3.090232306167813],
    [0.025, -1.9599639845400545],
    [0.1, -1.2815515655446004],
    [0.3, -0.5244005127080409],
    [0.975, 1.959963984540054],
  ])('of %d is %d', (share, expected) => {
    expect(relativeError(normalQuantile(share), expected)).toBeLessThan(1e-13);
  });

  it('of one half is 0', () => expect(normalQuantile(0.5)).toBeCloseTo(0, 15));

  it('undoes the share below, for any share', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.999999, noNaN: true }), (share) => {
        expect(relativeError(normalBelow(normalQuantile(share)), share)).toBeLessThan(1e-11);
      }),
      { seed: 7 },
    );
  });

  it('reaches 1.96 standard errors at 95 %, 2.576 at 99 %', () => {
    expect(normalReach(0.95)).toBeCloseTo(1.959963984540054, 13);
    expect(normalReach(0.99)).toBeCloseTo(2.5758293035489004, 13);
  });

  it.each([0, 1, -0.1, Number.NaN])('refuses %d', (share) => {
    expect(() => normalQuantile(share)).toThrow('maths.probability_out_of_range');
    expect(() => normalReach(share)).toThrow('maths.level_out_of_range');
  });
});
