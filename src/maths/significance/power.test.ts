import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../basics/estimate.ts';
import { describeGolden } from '../testing/index.ts';
import { detectableShare, neededPerGroup, powerOf } from './index.ts';

describe('customers needed per group', () => {
  // R 4.2.2 power.prop.test: 3840.847, 6509.467, 18485.734
  it.each([
    [0.1, 0.12, 0.8, 3841],
    [0.2, 0.22, 0.8, 6510],
    [0.02, 0.025, 0.9, 18486],
  ])('to tell %d from %d with power %d: %d', (from, to, power, needed) => {
    expect(neededPerGroup(from, to, { power })).toBe(needed);
    expect(neededPerGroup(to, from, { power })).toBe(needed);
    expect(neededPerGroup(1 - from, 1 - to, { power })).toBe(needed);
  });

  it('is exactly enough: one customer less falls short', () => {
    const needed = neededPerGroup(0.455, 0.505);
    expect(powerOf(needed, 0.455, 0.505)).toBeGreaterThanOrEqual(0.8);
    expect(powerOf(needed - 1, 0.455, 0.505)).toBeLessThan(0.8);
  });

  it('starts from shares of 0 and 1 as well', () => {
    // from 0 to 0.05: (1.95996·√(2·0.025·0.975) + 0.84162·√(0.05·0.95))² / 0.05² = 151.8
    expect(neededPerGroup(0, 0.05)).toBe(152);
    expect(neededPerGroup(1, 0.95)).toBe(152);
    // all against none: (1.95996·√0.5)² = 1.92
    expect(neededPerGroup(0, 1)).toBe(2);
  });

  it('refuses no difference and shares outside 0–1', () => {
    expect(() => neededPerGroup(0.2, 0.2)).toThrow('maths.no_difference');
    expect(() => neededPerGroup(0.2, 1.2)).toThrow('maths.probability_out_of_range');
    expect(() => neededPerGroup(0.2, 0.3, { alpha: 0 })).toThrow('maths.alpha_out_of_range');
    expect(() => neededPerGroup(0.2, 0.3, { power: 1 })).toThrow('maths.power_out_of_range');
  });
});

describe('power of a comparison', () => {
  it('is 76.4 % for 20 % against 25 % with 1,000 a side (R power.prop.test)', () => {
    expect(powerOf(1000, 0.2, 0.25)).toBeCloseTo(0.7638441858363, 6);
  });

  it('grows with the customers, to 1 at a billion', () => {
    const powers = [10, 100, 1000, 10_000, 1e9].map((n) => powerOf(n, 0.2, 0.25));
    expect(powers).toEqual([...powers].sort((a, b) => a - b));
    expect(powers.at(-1)).toBe(1);
  });

  it('knows all against none', () => {
    expect(powerOf(1, 0, 1)).toBe(0);
    expect(powerOf(2, 0, 1)).toBe(1);
    expect(powerOf(50, 1, 1)).toBe(0);
  });

  it('refuses an empty group', () => {
    expect(() => powerOf(0, 0.1, 0.2)).toThrow('maths.count_out_of_range');
  });
});

describe('nearest share told apart', () => {
  it('is 11.744 % from 10 % with 5,000 a side (scipy 1.17.1 brentq on the same formula)', () => {
    const share = detectableShare(5000, 0.1);
    expect(share.known && share.value).toBeCloseTo(0.11743991480979782, 12);
  });

  it('falls as it rises, seen from the other side', () => {
    const up = detectableShare(5000, 0.1);
    const down = detectableShare(5000, 0.9, { direction: 'fall' });
    expect(up.known && down.known && up.value + down.value).toBeCloseTo(1, 12);
  });

  it('is unknown where even 0 or 1 would not stand out', () => {
    expect(detectableShare(1, 0.5)).toEqual(unknown('too_few_customers'));
    expect(detectableShare(1000, 1)).toEqual(unknown('too_few_customers'));
    expect(detectableShare(1000, 0, { direction: 'fall' })).toEqual(unknown('too_few_customers'));
    expect(detectableShare(2, 0)).not.toEqual(known(0));
  });
});

interface PowerGolden {
  readonly n_for: readonly { p1: number; p2: number; alpha: number; power: number; n_ceil: number }[];
  readonly power_for: readonly { n: number; p1: number; p2: number; alpha: number; power: number }[];
  readonly mde_for: readonly { n: number; p1: number; alpha: number; power: number; p2: number }[];
}

describeGolden<PowerGolden>('power', {
  'sizes agree with R power.prop.test': ({ n_for }) => {
    for (const { p1, p2, alpha, power, n_ceil } of n_for) {
      expect(neededPerGroup(p1, p2, { alpha, power })).toBe(n_ceil);
    }
  },
  'powers agree with R power.prop.test': ({ power_for }) => {
    for (const { n, p1, p2, alpha, power } of power_for)
      expect(powerOf(n, p1, p2, alpha)).toBeCloseTo(power, 8);
  },
  'detectable shares agree with R power.prop.test, whose search stops within 1.2e-4 of the root': ({
    mde_for,
  }) => {
    for (const { n, p1, alpha, power, p2 } of mde_for) {
      const share = detectableShare(n, p1, { alpha, power });
      expect(share.known && share.value).toBeCloseTo(p2, 4);
    }
  },
});
