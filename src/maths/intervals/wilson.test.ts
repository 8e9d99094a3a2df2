import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../basics/estimate.ts';
import { describeGolden } from '../testing/index.ts';
import { estimateShare, pooledShare, wilson } from './index.ts';

describe('Wilson interval', () => {
  // statsmodels 0.13.5 proportion_confint('wilson'); the extremes by mpmath with 40 digits
  it.each([
    [26, 40, 0.49505880837257693, 0.7786547112682372],
    [7, 20, 0.181191824101, 0.567145723315],
    [48, 80, 0.490454650052, 0.700381724041],
    [20034, 44700, 0.443582365148, 0.452802378336],
    [0, 10, 0, 0.2775327998628892],
    [10, 10, 0.7224672001371107, 1],
    [1, 1, 0.20654931437723745, 1],
    [0, 1, 0, 0.7934506856227626],
    [1, 1e9, 1.765245549569631e-10, 5.664934243297439e-9],
    [1e9 - 1, 1e9, 0.9999999943350658, 0.9999999998234755],
    [0, 1e9, 0, 3.84145880593732e-9],
    [123456789, 1e9, 0.12343640161927888, 0.1234771792736716],
  ])('of %d of %d is %d to %d', (hits, total, low, high) => {
    const interval = wilson(hits, total);
    expect(Math.abs(interval.low - low)).toBeLessThanOrEqual(1e-11 * low);
    expect(Math.abs(interval.high - high)).toBeLessThanOrEqual(1e-11 * high);
  });

  it('is 49.5 to 77.9 % after 26 good answers of 40', () => {
    const { low, high } = wilson(26, 40);
    expect([low, high].map((end) => (100 * end).toFixed(1))).toEqual(['49.5', '77.9']);
  });

  it('stays inside 0–1, around the share, for any group and level', () => {
    const group = fc.tuple(
      fc.nat(1_000_000),
      fc.nat(1_000_000),
      fc.double({ min: 0.01, max: 0.999, noNaN: true }),
    );
    fc.assert(
      fc.property(group, ([hits, misses, level]) => {
        fc.pre(hits + misses > 0);
        const { low, high } = wilson(hits, hits + misses, level);
        const share = hits / (hits + misses);
        expect(low >= 0 && low <= share && share <= high && high <= 1).toBe(true);
      }),
      { seed: 11 },
    );
  });

  it('is mirrored when one counts those who left instead of those who stayed', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.integer({ min: 1, max: 5000 }), (hits, misses) => {
        const stayed = wilson(hits, hits + misses);
        const left = wilson(misses, hits + misses);
        expect(stayed.low).toBeCloseTo(1 - left.high, 13);
        expect(stayed.high).toBeCloseTo(1 - left.low, 13);
      }),
      { seed: 12 },
    );
  });

  it('is wider for more confidence', () => {
    expect(wilson(26, 40, 0.99).low).toBeLessThan(wilson(26, 40, 0.95).low);
    expect(wilson(26, 40, 0.99).high).toBeGreaterThan(wilson(26, 40, 0.95).high);
  });

  it.each([
    [1, 0],
    [0, 0],
    [-1, 5],
    [6, 5],
    [1.5, 5],
    [Number.NaN, 5],
    [1, Number.POSITIVE_INFINITY],
  ])('refuses %d of %d', (hits, total) => {
    expect(() => wilson(hits, total)).toThrow('maths.share_out_of_range');
  });

  it.each([0, 1, 95])('refuses the level %d', (level) => {
    expect(() => wilson(1, 2, level)).toThrow('maths.level_out_of_range');
  });
});

describe('share of a group', () => {
  it('comes with its interval', () => {
    expect(estimateShare({ hits: 26, total: 40 })).toEqual(known({ share: 0.65, interval: wilson(26, 40) }));
  });

  it('is unknown for nobody, not 0', () => {
    expect(estimateShare({ hits: 0, total: 0 })).toEqual(unknown('too_few_customers'));
  });
});

describe('share of several groups', () => {
  it('counts customers, not groups: 10 at 20 % and 100 at 0 % are 1.8 %, not 10 %', () => {
    const groups = [
      { hits: 2, total: 10 },
      { hits: 0, total: 100 },
    ];
    expect(pooledShare(groups)).toEqual(known({ share: 2 / 110, interval: wilson(2, 110) }));
  });

  it('is unknown without groups and with empty ones', () => {
    expect(pooledShare([])).toEqual(unknown('too_few_customers'));
    expect(pooledShare([{ hits: 0, total: 0 }])).toEqual(unknown('too_few_customers'));
  });

  it('refuses a group that contradicts itself, even where the sum would not', () => {
    const groups = [
      { hits: 3, total: 2 },
      { hits: 0, total: 10 },
    ];
    expect(() => pooledShare(groups)).toThrow('maths.share_out_of_range');
  });
});

interface ProportionCase {
  readonly input: { readonly x1: number; readonly n1: number; readonly x2: number; readonly n2: number };
  readonly wilson_1: readonly [number, number];
  readonly wilson_2: readonly [number, number];
}

describeGolden<{ cases: Record<string, ProportionCase> }>('proportions', {
  'Wilson intervals agree with statsmodels to 10 digits': ({ cases }) => {
    for (const { input, wilson_1, wilson_2 } of Object.values(cases)) {
      const first = wilson(input.x1, input.n1);
      const second = wilson(input.x2, input.n2);
      expect(first.low).toBeCloseTo(wilson_1[0], 10);
      expect(first.high).toBeCloseTo(wilson_1[1], 10);
      expect(second.low).toBeCloseTo(wilson_2[0], 10);
      expect(second.high).toBeCloseTo(wilson_2[1], 10);
    }
  },
});
