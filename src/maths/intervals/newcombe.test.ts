import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden } from '../testing/index.ts';
import { newcombe, type Proportion } from './index.ts';

const of = (hits: number, total: number): Proportion => ({ hits, total });
const proportion = fc
  .tuple(fc.nat(3000), fc.nat(3000))
  .filter(([hits, misses]) => hits + misses > 0)
  .map(([hits, misses]) => of(hits, hits + misses));

describe('Newcombe interval of a difference', () => {
  // Newcombe 1998, table II, method 10, examples a, b, c and e; statsmodels for the last two
  it.each([
    [of(56, 70), of(48, 80), 0.0524, 0.3339],
    [of(9, 10), of(3, 10), 0.1705, 0.809],
    [of(6, 7), of(2, 7), 0.0582, 0.8062],
    [of(5, 56), of(0, 29), -0.0381, 0.1926],
    [of(12, 21), of(7, 20), -0.0779, 0.471],
    [of(3894, 21307), of(2262, 21306), 0.07, 0.0832],
  ])('between %o and %o is %d to %d', (first, second, low, high) => {
    const interval = newcombe(first, second);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('is 0.3 to 3.4 points for 800 of 10,000 reached against 60 of 1,000 held out', () => {
    const { low, high } = newcombe(of(800, 10_000), of(60, 1000));
    expect([low, high].map((end) => (100 * end).toFixed(1))).toEqual(['0.3', '3.4']);
  });

  it('contains the difference, stays in −1…1 and turns round with the groups', () => {
    fc.assert(
      fc.property(proportion, proportion, (first, second) => {
        const { low, high } = newcombe(first, second);
        const turned = newcombe(second, first);
        const difference = first.hits / first.total - second.hits / second.total;
        expect(low >= -1 && low <= difference && difference <= high && high <= 1).toBe(true);
        expect(turned.low).toBeCloseTo(-high, 12);
      }),
      { seed: 21 },
    );
  });

  it('knows the extremes: all against none of one customer each', () => {
    // Wilson: 1/1 → 0.2065…1, 0/1 → 0…0.7935, so 1 − hypot(0.7935, 0.7935) = −0.1221 and 1.
    const { low, high } = newcombe(of(1, 1), of(0, 1));
    expect(low).toBeCloseTo(1 - Math.SQRT2 * 0.7934506856227626, 12);
    expect(high).toBe(1);
  });

  it('refuses an empty group', () => {
    expect(() => newcombe(of(1, 2), of(0, 0))).toThrow('maths.share_out_of_range');
  });
});

interface DifferenceCase {
  readonly input: { readonly x1: number; readonly n1: number; readonly x2: number; readonly n2: number };
  readonly ci_newcombe_diff: readonly [number, number];
}

describeGolden<{ cases: Record<string, DifferenceCase> }>('proportions', {
  'Newcombe intervals agree with statsmodels to 10 digits': ({ cases }) => {
    for (const { input, ci_newcombe_diff } of Object.values(cases)) {
      // The golden difference is second − first.
      const interval = newcombe(of(input.x2, input.n2), of(input.x1, input.n1));
      expect(interval.low).toBeCloseTo(ci_newcombe_diff[0], 10);
      expect(interval.high).toBeCloseTo(ci_newcombe_diff[1], 10);
    }
  },
});
