import { describe, expect, it } from 'vitest';
import { type Estimate, unknown } from '../../basics/estimate.ts';
import { seededChance } from '../chance/index.ts';
import { describeGolden } from '../testing/index.ts';
import {
  bootstrapDifference,
  detectableMean,
  type Moments,
  mannWhitney,
  momentsOf,
  neededForMeans,
  powerForMeans,
  relativeChange,
  welch,
} from './index.ts';

const settled = <T>(estimate: Estimate<T>): T => {
  if (!estimate.known) throw new Error(estimate.why);
  return estimate.value;
};
const spenders = [0, 0, 0, 0, 5, 12, 30, 80.5, 0, 7];
const others = [0, 0, 0, 3, 0, 0, 9, 0, 2, 0, 0, 4];

describe('moments', () => {
  it('of 1, 2, 3 are 3, 2, 1; of a single one have no variance', () => {
    expect(momentsOf([1, 2, 3])).toEqual({ customers: 3, mean: 2, variance: 1 });
    expect(momentsOf([7])).toEqual({ customers: 1, mean: 7, variance: 0 });
    expect(momentsOf([])).toEqual({ customers: 0, mean: 0, variance: 0 });
  });

  it('keep their digits far from 0: the variance of 1e9 + 1, 2, 3 is still 1', () => {
    expect(momentsOf([1e9 + 1, 1e9 + 2, 1e9 + 3]).variance).toBeCloseTo(1, 9);
  });

  it('refuse what is not a number', () => {
    expect(() => momentsOf([1, Number.NaN])).toThrow('maths.argument_out_of_range');
    expect(() => momentsOf([Number.POSITIVE_INFINITY])).toThrow('maths.argument_out_of_range');
  });
});

describe("Welch's test", () => {
  it('of ten spenders and twelve others gives t 1.483, p 0.172, as scipy 1.17.1', () => {
    const found = settled(welch(momentsOf(spenders), momentsOf(others)));
    expect(found.t).toBeCloseTo(1.4827454246110046, 11);
    expect(found.p).toBeCloseTo(0.17165121689074447, 11);
    expect(found.degreesOfFreedom).toBeCloseTo(9.176096433970383, 10);
    expect(found.interval.low).toBeCloseTo(-6.228376019238457, 9);
    expect(found.interval.high).toBeCloseTo(30.128376019238456, 9);
  });

  it('is unknown below two customers, and where nothing varies', () => {
    const flat = { customers: 5, mean: 2, variance: 0 };
    expect(welch(momentsOf([1]), flat)).toEqual(unknown('too_few_customers'));
    expect(welch(momentsOf([]), flat)).toEqual(unknown('too_few_customers'));
    expect(welch(flat, flat)).toEqual(unknown('not_computable'));
    expect(relativeChange(flat, momentsOf([3]))).toEqual(unknown('too_few_customers'));
    expect(relativeChange(flat, { ...flat, mean: 0 })).toEqual(unknown('not_computable'));
  });

  it('serves a group without spread beside one with', () => {
    // degrees = 4 − 1 of the group that varies; error √(4/4) = 1
    const found = settled(
      welch({ customers: 4, mean: 5, variance: 4 }, { customers: 9, mean: 2, variance: 0 }),
    );
    expect([found.t, found.degreesOfFreedom]).toEqual([3, 3]);
  });

  it('refuses impossible moments', () => {
    const good = { customers: 5, mean: 2, variance: 1 };
    expect(() => welch({ ...good, variance: -1 }, good)).toThrow('maths.argument_out_of_range');
    expect(() => welch(good, { ...good, customers: 1.5 })).toThrow('maths.count_out_of_range');
    expect(() => welch(good, good, 0)).toThrow('maths.level_out_of_range');
  });
});

interface GoldenArm {
  readonly n: number;
  readonly mean: number;
  readonly var: number;
}
interface GoldenLift {
  readonly control: GoldenArm;
  readonly treatment: GoldenArm;
  readonly diff: number;
  readonly t: number;
  readonly df: number;
  readonly p: number;
  readonly ci95: readonly [number, number];
  readonly rel_lift: number;
  readonly rel_lift_ci95_delta: readonly [number, number];
}
const moments = ({ n, mean, var: variance }: GoldenArm): Moments => ({ customers: n, mean, variance });

describeGolden<Readonly<Record<'visit' | 'spend', GoldenLift>>>('hillstrom-lift', {
  'visits and spend differ as in scipy, down to p 1.4e-112, relative change as in statsmodels': (golden) => {
    for (const { control, treatment, ...expected } of [golden.visit, golden.spend]) {
      const found = settled(welch(moments(treatment), moments(control)));
      expect(found.t / expected.t).toBeCloseTo(1, 9);
      expect(found.degreesOfFreedom / expected.df).toBeCloseTo(1, 9);
      expect(found.p / expected.p).toBeCloseTo(1, 6);
      expect(found.interval.low / expected.ci95[0]).toBeCloseTo(1, 8);
      expect(found.interval.high / expected.ci95[1]).toBeCloseTo(1, 8);
      const relative = settled(relativeChange(moments(treatment), moments(control)));
      expect(relative.change / expected.rel_lift).toBeCloseTo(1, 9);
      expect(relative.interval.low / expected.rel_lift_ci95_delta[0]).toBeCloseTo(1, 8);
      expect(relative.interval.high / expected.rel_lift_ci95_delta[1]).toBeCloseTo(1, 8);
    }
  },
});

interface GoldenPower {
  readonly t_n_for: readonly {
    readonly delta: number;
    readonly sd: number;
    readonly alpha: number;
    readonly power: number;
    readonly n_per_group: number;
  }[];
}

describeGolden<GoldenPower>('power', {
  'customers needed for a difference of means are those of R power.t.test, rounded up': ({ t_n_for }) => {
    for (const { delta, sd, alpha, power, n_per_group } of t_n_for) {
      expect(neededForMeans(delta, sd, { alpha, power })).toBe(Math.ceil(n_per_group));
    }
  },
});

describe('customers needed for a difference of means', () => {
  // scipy 1.17.1: least n with nct.sf(t.ppf(1 − α/2, 2n − 2), 2n − 2, d·√(n/2)) ≥ power
  it.each([
    [1, 5, 0.05, 0.8, 394],
    [-1, 5, 0.05, 0.8, 394],
    [0.5, 1, 0.05, 0.9, 86],
    [2, 1, 0.01, 0.8, 8],
    [4, 1, 0.05, 0.8, 3],
    [1, 100, 0.05, 0.8, 156_979],
    [100, 1, 0.05, 0.8, 2],
  ])('%d at a spread of %d (α %d, power %d) are %d', (difference, deviation, alpha, power, needed) => {
    expect(neededForMeans(difference, deviation, { alpha, power })).toBe(needed);
  });

  it('have power 0.7996 one short of it and 0.8006 with it', () => {
    expect(powerForMeans(393, { difference: 1, deviation: 5 })).toBeCloseTo(0.7995932737020628, 9);
    expect(powerForMeans(394, { difference: 1, deviation: 5 })).toBeCloseTo(0.800592177906117, 9);
  });

  it('notice 0.9993 with 394 a group: the way back', () => {
    const least = detectableMean(394, 5);
    expect(powerForMeans(394, { difference: least, deviation: 5 })).toBeCloseTo(0.8, 9);
    expect(least).toBeGreaterThan(0.99);
    expect(least).toBeLessThan(1);
    expect(detectableMean(10, 5, { power: 0.01 })).toBe(0);
  });

  it('of a tiny difference are many, not for ever: 1.57e13 for a millionth of the spread', () => {
    // 2 · (1.95996 + 0.84162)² · 1e12
    expect(neededForMeans(1e-6, 1) / 1.5697759e13).toBeCloseTo(1, 6);
  });

  it('refuse no difference, no spread, one customer', () => {
    expect(() => neededForMeans(0, 1)).toThrow('maths.no_difference');
    expect(() => neededForMeans(1, 0)).toThrow('maths.argument_out_of_range');
    expect(() => neededForMeans(Number.NaN, 1)).toThrow('maths.argument_out_of_range');
    expect(() => powerForMeans(1, { difference: 1, deviation: 1 })).toThrow('maths.count_out_of_range');
    expect(() => neededForMeans(1, 1, { power: 1 })).toThrow('maths.power_out_of_range');
  });
});

describe("Mann–Whitney's test", () => {
  // scipy 1.17.1 mannwhitneyu; the intervals by DeLong's formula in numpy
  it('counts all orders of small groups without ties: U 17, p 1/9', () => {
    const found = settled(mannWhitney([19, 22, 16, 29, 24], [20, 11, 17, 12]));
    expect([found.u, found.method]).toEqual([17, 'exact']);
    expect(found.p).toBeCloseTo(1 / 9, 14);
  });

  it('of 25 and 25 gives p 0.4882, and the same interval turned over', () => {
    const odd = Array.from({ length: 25 }, (_, at) => 2 * at + 1);
    const later = Array.from({ length: 25 }, (_, at) => 2 * at + 3.5);
    const found = settled(mannWhitney(odd, later));
    expect(found.u).toBe(276);
    expect(found.p).toBeCloseTo(0.4882089448221261, 12);
    const back = settled(mannWhitney(later, odd));
    expect(back.superiority).toBeCloseTo(1 - found.superiority, 12);
    expect(settled(found.interval).low).toBeCloseTo(0.2909845182328809, 10);
    expect(settled(back.interval).high).toBeCloseTo(1 - 0.2909845182328809, 10);
  });

  it('corrects for ties: ten spenders and twelve others, U 78, p 0.195, ahead in 65 %', () => {
    const found = settled(mannWhitney(spenders, others));
    expect([found.u, found.method, found.superiority]).toEqual([78, 'normal', 0.65]);
    expect(found.p).toBeCloseTo(0.1954574705913007, 12);
    expect(settled(found.interval).low).toBeCloseTo(0.40763020726015614, 10);
    expect(settled(found.interval).high).toBeCloseTo(0.8336679511024877, 10);
  });

  it('of groups that do not overlap is certain of the order, not of an interval', () => {
    const found = settled(mannWhitney([5, 6, 7, 8], [1, 2, 3]));
    expect([found.superiority, found.interval]).toEqual([1, unknown('too_few_customers')]);
    expect(found.p).toBeCloseTo(0.05714285714285714, 14);
  });

  it('is unknown for nobody and for all alike, and refuses what is not a number', () => {
    expect(mannWhitney([], [1])).toEqual(unknown('too_few_customers'));
    expect(mannWhitney([2, 2], [2, 2, 2])).toEqual(unknown('not_computable'));
    expect(() => mannWhitney([Number.NaN], [1])).toThrow('maths.argument_out_of_range');
  });
});

describe('bootstrap interval', () => {
  const first = Array.from({ length: 60 }, (_, at) => Math.exp((((at + 1) * 37) % 61) / 12));
  const second = Array.from({ length: 40 }, (_, at) => Math.exp((((at + 1) * 23) % 41) / 10));

  it('of skewed values is that of scipy bootstrap BCa: 7.0 to 28.46, not even on both sides of 16.65', () => {
    // scipy 1.17.1, two runs of 200,000 draws: 6.985 … 28.469 and 7.023 … 28.458
    const { difference, interval } = settled(bootstrapDifference(first, second, { draws: 50_000 }));
    expect(difference).toBeCloseTo(16.64745574250458, 10);
    expect(Math.abs(interval.low - 7.0)).toBeLessThan(0.25);
    expect(Math.abs(interval.high - 28.46)).toBeLessThan(0.25);
  });

  it('is the same for one seed and nearly for another', () => {
    const ends = (seed: number) => settled(bootstrapDifference(first, second, { seed })).interval;
    expect(ends(7)).toEqual(ends(7));
    expect(Math.abs(ends(7).low - ends(8).low)).toBeGreaterThan(0);
    expect(Math.abs(ends(7).low - ends(8).low)).toBeLessThan(1.5);
  });

  it('covers the truth of a heavy tail in at least 86 of 100 groups of 200 (95 % promised)', () => {
    // Squared exponentials: mean 2, one in 20 above 9; the second group has the same law, true difference 0.
    const covered = Array.from({ length: 100 }, (_, seed) => {
      const random = seededChance(seed);
      const draw = () => Array.from({ length: 200 }, () => Math.log(1 - random()) ** 2);
      const { interval } = settled(bootstrapDifference(draw(), draw(), { draws: 400 }));
      return interval.low <= 0 && interval.high >= 0;
    });
    expect(covered.filter(Boolean).length).toBeGreaterThanOrEqual(86);
  });

  it('is unknown below two customers and without spread; refuses a million values', () => {
    expect(bootstrapDifference([1], [1, 2])).toEqual(unknown('too_few_customers'));
    expect(bootstrapDifference([3, 3], [1, 1])).toEqual(unknown('not_computable'));
    expect(() => bootstrapDifference(new Float64Array(1_000_000), [1, 2])).toThrow(
      'maths.argument_out_of_range',
    );
    expect(() => bootstrapDifference([1, 2], [1, 2], { draws: 10 })).toThrow('maths.count_out_of_range');
  });
});
