import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../basics/estimate.ts';
import type { Proportion } from '../intervals/index.ts';
import { describeGolden } from '../testing/index.ts';
import { fisherExact, suitableTest, zTest } from './index.ts';

const of = (hits: number, total: number): Proportion => ({ hits, total });
const zOf = (first: Proportion, second: Proportion) => {
  const result = zTest(first, second);
  if (!result.known) throw new Error(result.why);
  return result.value;
};
const fisherOf = (first: Proportion, second: Proportion) => {
  const p = fisherExact(first, second);
  if (!p.known) throw new Error(p.why);
  return p.value;
};

describe('z test of two shares', () => {
  // statsmodels 0.13.5 proportions_ztest, scipy 1.17.1
  it.each([
    [of(480, 1000), of(430, 1000), 2.245179442473167, 0.024756615273979685],
    [of(24, 50), of(21, 50), 0.6030226891555271, 0.5464935954065822],
    [of(800, 10_000), of(60, 1000), 2.246250232777265, 0.024687984328634845],
    [of(56, 70), of(48, 80), 2.65017195126, 0.0080450813682],
    [of(3894, 21307), of(2262, 21306), 22.4860408272, 5.6851654828e-112],
  ])('of %o and %o gives z %d, p %d', (first, second, z, p) => {
    expect(zOf(first, second).z / z).toBeCloseTo(1, 10);
    expect(zOf(first, second).p / p).toBeCloseTo(1, 9);
  });

  it('turns its sign with the groups and keeps p', () => {
    const there = zOf(of(480, 1000), of(430, 1000));
    const back = zOf(of(430, 1000), of(480, 1000));
    expect(back.z).toBeCloseTo(-there.z, 12);
    expect(back.p).toBeCloseTo(there.p, 12);
  });

  it('cannot be computed for nobody, nor when all or none were counted', () => {
    expect(zTest(of(0, 0), of(1, 2))).toEqual(unknown('too_few_customers'));
    expect(zTest(of(0, 5), of(0, 9))).toEqual(unknown('not_computable'));
    expect(zTest(of(5, 5), of(9, 9))).toEqual(unknown('not_computable'));
  });

  it('holds at a billion customers a side', () => {
    // pooled 0.50005, error 2.236e-5, difference 1e-4: z = 4.472
    expect(zOf(of(500_100_000, 1e9), of(500_000_000, 1e9)).z).toBeCloseTo(
      1e-4 / Math.sqrt(0.50005 * 0.49995 * 2e-9),
      8,
    );
  });
});

describe("Fisher's exact test", () => {
  // Sums of exact integers (Python fractions); the last four scipy 1.17.1 fisher_exact
  it.each([
    [of(7, 20), of(12, 21), 0.21460300746770808],
    [of(8, 10), of(2, 10), 0.023014137565221155],
    [of(3, 5), of(0, 7), 0.045454545454545456],
    [of(2, 10), of(0, 100), 0.007506255212677231],
    [of(100, 1000), of(140, 1000), 0.007185428104075212],
    [of(226, 2130), of(389, 2130), 1.271273741747899e-12],
    [of(0, 200), of(200, 200), 1.9426434495222363e-119],
    [of(60, 1000), of(800, 10_000), 0.025920540864360717],
    [of(5, 300), of(20, 290), 0.0017567014546282407],
  ])('of %o and %o gives %d', (first, second, p) => {
    expect(fisherOf(first, second) / p).toBeCloseTo(1, 11);
    expect(fisherOf(second, first) / p).toBeCloseTo(1, 11);
  });

  // scipy 1.17.1 fisher_exact, good to about 9 digits at this size
  it.each([
    [of(500_000, 1_000_000), of(501_500, 1_000_000), 0.03401373515775234],
    [of(3, 1_000_000), of(15, 1_000_000), 0.007537584994788876],
    [of(1, 30), of(1000, 999_970), 0.029598597363707475],
  ])('of %o and %o gives %d at a million', (first, second, p) => {
    expect(fisherOf(first, second) / p).toBeCloseTo(1, 8);
  });

  it('agrees with the plain sum over all tables', () => {
    const small = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(9));
    fc.assert(
      fc.property(small, ([a, b, c, d]) => {
        fc.pre(a + b > 0 && c + d > 0);
        expect(fisherOf(of(a, a + b), of(c, c + d))).toBeCloseTo(everyTable(a, b, c, d), 11);
      }),
      { seed: 31, numRuns: 400 },
    );
  });

  it('is 1 where only one table, or two equally likely ones, are possible', () => {
    expect(fisherExact(of(0, 10), of(0, 12))).toEqual(known(1));
    expect(fisherExact(of(10, 10), of(12, 12))).toEqual(known(1));
    expect(fisherExact(of(0, 1), of(1, 1))).toEqual(known(1));
    expect(fisherExact(of(1, 1), of(0, 1))).toEqual(known(1));
  });

  it('meets the z test at a billion customers a side, in under a second', () => {
    const [first, second] = [of(500_100_000, 1e9), of(500_000_000, 1e9)];
    const began = performance.now();
    // Relative gap of the two tests at this size: about (continuity of one customer) 2e-5·z.
    expect(fisherOf(first, second) / zOf(first, second).p).toBeCloseTo(1, 3);
    expect(fisherOf(of(0, 1e9), of(1e9, 1e9))).toBe(0);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it('is unknown for an empty group', () => {
    expect(fisherExact(of(0, 0), of(3, 7))).toEqual(unknown('too_few_customers'));
  });
});

describe('choice of test', () => {
  it('takes the z test from 5 expected people on', () => {
    // 10 of 40 in all: a group of 20 expects 5. 9 of 40: 4.5.
    expect(suitableTest(of(6, 20), of(4, 20))).toBe('z');
    expect(suitableTest(of(6, 20), of(3, 20))).toBe('fisher');
  });

  it('counts those who did not do it as well', () => {
    expect(suitableTest(of(17, 20), of(14, 20))).toBe('fisher');
  });

  it('takes Fisher for nobody', () => expect(suitableTest(of(0, 0), of(0, 0))).toBe('fisher'));
});

/** Fisher's p by whole numbers: every table with these margins, weighed by binomial coefficients. */
function everyTable(a: number, b: number, c: number, d: number): number {
  const choose = (n: number, k: number): bigint => {
    let ways = 1n;
    for (let i = 1; i <= k; i++) ways = (ways * BigInt(n - k + i)) / BigInt(i);
    return ways;
  };
  const weights: bigint[] = [];
  for (let x = Math.max(0, a + c - (c + d)); x <= Math.min(a + b, a + c); x++) {
    weights.push(choose(a + b, x) * choose(c + d, a + c - x));
  }
  const observed = choose(a + b, a) * choose(c + d, c);
  const add = (list: readonly bigint[]) => Number(list.reduce((sum, weight) => sum + weight, 0n));
  return add(weights.filter((weight) => weight <= observed)) / add(weights);
}

interface TestCase {
  readonly input: { readonly x1: number; readonly n1: number; readonly x2: number; readonly n2: number };
  readonly z_pooled: number;
  readonly p_z_pooled: number;
  readonly fisher_p: number;
}

describeGolden<{ cases: Record<string, TestCase> }>('proportions', {
  'z and its p agree with statsmodels, also at 5.7e-112': ({ cases }) => {
    for (const { input, z_pooled, p_z_pooled } of Object.values(cases)) {
      // The golden difference is second − first; its z has 12 digits.
      const { z, p } = zOf(of(input.x2, input.n2), of(input.x1, input.n1));
      expect(z / z_pooled).toBeCloseTo(1, 10);
      expect(p / p_z_pooled).toBeCloseTo(1, 9);
    }
  },
  "Fisher's p agrees with scipy, also at 5.4e-113": ({ cases }) => {
    for (const { input, fisher_p } of Object.values(cases)) {
      expect(fisherOf(of(input.x1, input.n1), of(input.x2, input.n2)) / fisher_p).toBeCloseTo(1, 8);
    }
  },
});
