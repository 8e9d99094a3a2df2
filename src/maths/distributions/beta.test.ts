import { describe, expect, it } from 'vitest';
import { betaBelow, digamma, gammaRatioQuantile, trigamma } from './index.ts';

const relativeError = (got: number, expected: number) => Math.abs(got / expected - 1);

describe('the beta law', () => {
  // scipy 1.17.1 special.betainc
  it.each([
    [0.5, 2, 3, 0.6875],
    [0.01, 0.5, 0.5, 0.06376856085851985],
    [0.3, 100, 250, 0.7265414741433196],
    [1e-6, 1, 33, 3.299947200545596e-5],
    [0.9, 5, 0.5, 0.3166429150200122],
    [0.99, 32, 5, 0.9999708872372208],
  ])('below %d, with %d and %d, is that of scipy', (x, a, b, expected) => {
    expect(relativeError(betaBelow({ x, a, b }), expected)).toBeLessThan(1e-11);
  });

  it('keeps to its ends, and refuses what lies beyond', () => {
    expect(betaBelow({ x: 0, a: 2, b: 3 })).toBe(0);
    expect(betaBelow({ x: 1, a: 2, b: 3 })).toBe(1);
    expect(() => betaBelow({ x: 1.1, a: 2, b: 3 })).toThrow('maths.argument_out_of_range');
    expect(() => betaBelow({ x: 0.5, a: 0, b: 3 })).toThrow('maths.argument_out_of_range');
  });
});

describe('the ratio of two gamma numbers', () => {
  // scipy 1.17.1 betaprime.ppf; the first is 0.01^(−1/5) − 1
  it.each([
    [0.99, 1, 5, 1.5118864315095797],
    [0.99, 32, 1057, 0.044419918045817686],
    [0.99, 0.5, 5, 1.0044289273396578],
    [0.95, 4, 17, 0.5236094041030805],
    [0.999, 2, 9, 1.6576172255120487],
    [0.5, 1, 1, 1],
  ])('stays below its %d quantile, with shapes %d and %d, as scipy says', (share, a, b, expected) => {
    expect(relativeError(gammaRatioQuantile({ share, a, b }), expected)).toBeLessThan(1e-9);
  });

  it('has no quantile of a whole share', () => {
    expect(() => gammaRatioQuantile({ share: 1, a: 1, b: 1 })).toThrow('maths.probability_out_of_range');
  });
});

describe('the slopes of log gamma', () => {
  // scipy 1.17.1 special.digamma and polygamma(1)
  it.each([
    [0.1, -10.423754940411076, 101.43329915079275],
    [0.5, -1.9635100260214235, 4.93480220054468],
    [1, -0.5772156649015329, 1.6449340668482266],
    [3.7, 1.1671535393615113, 0.31003785767003833],
    [10, 2.251752589066721, 0.10516633568168576],
    [250, 5.519459584531046, 0.004008010666632532],
  ])('at %d are those of scipy', (x, first, second) => {
    expect(Math.abs(digamma(x) - first)).toBeLessThan(1e-12);
    expect(relativeError(trigamma(x), second)).toBeLessThan(1e-11);
  });

  it('do not exist at 0', () => {
    expect(() => digamma(0)).toThrow('maths.argument_out_of_range');
    expect(() => trigamma(0)).toThrow('maths.argument_out_of_range');
  });
});
