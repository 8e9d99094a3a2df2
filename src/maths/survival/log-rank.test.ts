import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unknown } from '../../basics/estimate.ts';
import { fixedRandom } from '../testing/index.ts';
import {
  type LogRank,
  logRank,
  logRankAmong,
  logRankOfCounts,
  type StepCount,
  type SurvivalRow,
  stratifiedLogRank,
  survivalCurve,
} from './index.ts';
import { ended, REMISSION, still } from './sample-rows.test-data.ts';

const testOf = (groups: readonly (readonly SurvivalRow[])[]): LogRank => {
  const result = logRank(groups);
  if (!result.known) throw new Error(result.why);
  return result.value;
};

const groupOf = fc.array(
  fc.record({ duration: fc.nat(12), ended: fc.boolean(), weight: fc.integer({ min: 1, max: 4 }) }),
  {
    minLength: 1,
    maxLength: 25,
  },
);

describe('log-rank test', () => {
  it('tells treated from untreated in the remission trial: chi-square 16.79, p 4.17e-5', () => {
    // Kalbfleisch & Prentice 1.5; scipy.stats.logrank 16.792940989216536, p 4.168809109334529e-5
    const { chiSquare, degreesOfFreedom, p, groups } = testOf([REMISSION.treated, REMISSION.untreated]);
    expect(chiSquare).toBeCloseTo(16.792940989216536, 10);
    expect(degreesOfFreedom).toBe(1);
    expect(p / 4.168809109334529e-5).toBeCloseTo(1, 10);
    expect(groups.map(({ observed }) => observed)).toEqual([9, 21]);
    expect(groups[0]?.expected).toBeCloseTo(19.25050094803113, 10);
    expect(groups[1]?.expected).toBeCloseTo(10.74949905196887, 10);
  });

  it('is 0 for two groups alike', () => {
    const { chiSquare, p } = testOf([REMISSION.treated, REMISSION.treated]);
    expect(chiSquare).toBeCloseTo(0, 20);
    expect(p).toBeCloseTo(1, 9);
  });

  it('does not depend on the order of the groups, and expects as many as were observed', () => {
    fc.assert(
      fc.property(groupOf, groupOf, groupOf, (a, b, c) => {
        const there = logRank([a, b, c]);
        const back = logRank([c, a, b]);
        expect(back.known).toBe(there.known);
        if (!there.known || !back.known) return;
        expect(back.value.chiSquare).toBeCloseTo(there.value.chiSquare, 8);
        const excess = there.value.groups.map(({ observed, expected }) => observed - expected);
        expect(excess.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 8);
        expect(there.value.p >= 0 && there.value.p <= 1).toBe(true);
      }),
      { seed: 61 },
    );
  });

  it('of several choices among groups is that of each choice by itself', () => {
    const groups = [REMISSION.treated, [still(0.5), ended(7), ended(9)], REMISSION.untreated];
    const choices = [
      [0, 1, 2],
      [0, 2],
      [2, 1],
    ];
    const alone = choices.map((chosen) => logRank(chosen.map((group) => groups[group] ?? [])));
    expect(choices.map(logRankAmong(groups))).toEqual(alone);
  });

  it('of two groups has a chi-square by hand', () => {
    // A ends at 1 and 3, B at 2 and 4. Expected in A: ½ + ⅓ + ½ + 0; variance ¼ + 2/9 + ¼.
    const { chiSquare } = testOf([
      [ended(1), ended(3)],
      [ended(2), ended(4)],
    ]);
    expect(chiSquare).toBeCloseTo((2 - 4 / 3) ** 2 / (0.5 + 2 / 9), 12);
  });

  it('leaves out a group that nobody watched while others ended, and its degree of freedom', () => {
    const early = [still(0.5), still(0.7)];
    const { degreesOfFreedom, chiSquare, groups } = testOf([
      REMISSION.treated,
      early,
      REMISSION.untreated,
      [],
    ]);
    expect(degreesOfFreedom).toBe(1);
    expect(chiSquare).toBeCloseTo(16.792940989216536, 10);
    expect(groups[1]).toEqual({ customers: 2, observed: 0, expected: 0 });
  });

  it('says why there is no answer', () => {
    expect(logRank([[ended(1)], []])).toEqual(unknown('too_few_customers'));
    expect(logRank([[], []])).toEqual(unknown('too_few_customers'));
    expect(logRank([[still(1)], [still(2)]])).toEqual(unknown('no_events'));
    expect(logRank([[ended(1)], [ended(1), ended(1)]])).toEqual(unknown('not_computable'));
    expect(logRank([[ended(3)], [still(1)]])).toEqual(unknown('too_few_customers'));
  });

  it('needs two groups', () => {
    expect(() => logRank([[ended(1)]])).toThrow('maths.too_few_groups');
    expect(() => logRankOfCounts([])).toThrow('maths.too_few_groups');
  });

  it('rejects about 5 % of comparisons of three cohorts of one law', () => {
    const cohort = (random: () => number) =>
      Array.from({ length: 60 }, (): SurvivalRow => {
        const [wait, watched] = [-Math.log(1 - random()) * 20, 10 + random() * 30];
        return wait <= watched ? ended(Math.ceil(wait)) : still(Math.ceil(watched));
      });
    const seeds = Array.from({ length: 1000 }, (_, seed) => fixedRandom(seed + 1));
    const rejected = seeds.filter(
      (random) => testOf([cohort(random), cohort(random), cohort(random)]).p < 0.05,
    );
    // Binomial error of 5 % in 1,000: 0.7 points; three of them either side.
    expect(rejected.length).toBeGreaterThan(29);
    expect(rejected.length).toBeLessThan(71);
  });

  it('holds for a billion customers and for p below the smallest number', () => {
    const half = [
      { ...ended(1), weight: 500_000_000 },
      { ...still(2), weight: 500_000_000 },
    ];
    const less = [
      { ...ended(1), weight: 400_000_000 },
      { ...still(2), weight: 600_000_000 },
    ];
    expect(testOf([half, less]).p).toBe(0);
    expect(testOf([half, half]).p).toBeCloseTo(1, 9);
  });
});

describe('log-rank test on counts', () => {
  const countsOf = (rows: readonly SurvivalRow[], until: number): StepCount[] =>
    Array.from({ length: until }, (_, week) => ({
      atRisk: rows.filter(({ duration }) => duration >= week + 1).length,
      ended: rows.filter((row) => row.ended && row.duration === week + 1).length,
    }));

  it('equals the test on the rows it was counted from', () => {
    const counted = logRankOfCounts([countsOf(REMISSION.treated, 35), countsOf(REMISSION.untreated, 23)]);
    expect(counted.known && counted.value.chiSquare).toBeCloseTo(16.792940989216536, 10);
    expect(counted.known && counted.value.groups.map(({ customers }) => customers)).toEqual([21, 21]);
  });

  it('compares cohorts of different age over the weeks both have lived', () => {
    const older = [
      { atRisk: 100, ended: 40 },
      { atRisk: 60, ended: 6 },
    ];
    const younger = [{ atRisk: 80, ended: 50 }];
    const result = logRankOfCounts([older, younger]);
    // Week 1: 180 at risk, 90 ended, 50 expected in the older; variance 90·90·(100·80/180²)/179.
    const expected = 50 + 6;
    const variance = (90 * 90 * ((100 * 80) / 180 ** 2)) / 179;
    expect(result.known && result.value.groups[0]?.expected).toBeCloseTo(expected, 10);
    expect(result.known && result.value.chiSquare).toBeCloseTo((46 - expected) ** 2 / variance, 10);
  });

  it('equals the curve: the product of its shares', () => {
    const steps = countsOf(REMISSION.treated, 35);
    const product = steps.reduce((share, step) => share * (1 - step.ended / step.atRisk), 1);
    expect(survivalCurve(REMISSION.treated).steps.at(-1)?.share).toBeCloseTo(product, 12);
  });

  it('refuses customers who come late, such as those who return to a retention cell', () => {
    const returning = [
      { atRisk: 100, ended: 40 },
      { atRisk: 61, ended: 1 },
    ];
    expect(() => logRankOfCounts([returning, returning])).toThrow(
      'maths.late_entry_unsupported (groups[0][1].atRisk)',
    );
  });

  it('refuses more ended than at risk', () => {
    expect(() => logRankOfCounts([[{ atRisk: 1, ended: 2 }], []])).toThrow('maths.share_out_of_range');
  });
});

describe('log-rank test within strata', () => {
  const { treated, untreated } = REMISSION;

  it('of one stratum is the plain one; a stratum with one group only changes nothing', () => {
    const plain = logRank([treated, untreated]);
    expect(stratifiedLogRank([[treated, untreated]])).toEqual(plain);
    const more = stratifiedLogRank([
      [treated, untreated],
      [treated, []],
    ]);
    expect(more.known && plain.known && more.value.chiSquare - plain.value.chiSquare).toBeCloseTo(0, 10);
  });

  it('of two like strata adds up: chi-square twice, observed twice', () => {
    // excess and variance both double: (2x)² / 2v = 2 · x²/v
    const twice = stratifiedLogRank([
      [treated, untreated],
      [treated, untreated],
    ]);
    expect(twice.known && twice.value.chiSquare).toBeCloseTo(2 * 16.792940989216536, 9);
    expect(twice.known && twice.value.groups.map(({ observed }) => observed)).toEqual([18, 42]);
  });

  it('of groups exchanged in the second stratum is 0', () => {
    const opposed = stratifiedLogRank([
      [treated, untreated],
      [untreated, treated],
    ]);
    expect(opposed.known && opposed.value.chiSquare).toBeCloseTo(0, 12);
  });

  it('is refused without strata and with unlike numbers of groups', () => {
    expect(() => stratifiedLogRank([])).toThrow('maths.too_few_groups');
    expect(() => stratifiedLogRank([[treated, untreated], [treated]])).toThrow('maths.too_few_groups');
  });
});
