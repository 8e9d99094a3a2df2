import { describe, expect, it } from 'vitest';
import { type Estimate, known, unknown } from '../../basics/estimate.ts';
import type { Proportion } from '../intervals/index.ts';
import { describeGolden } from '../testing/index.ts';
import {
  excess,
  matthews,
  mutualInformation,
  oddsRatio,
  type RatioEstimate,
  riskDifference,
  riskRatio,
  separation,
} from './index.ts';

const of = (hits: number, total: number): Proportion => ({ hits, total });
const settled = <T>(estimate: Estimate<T>): T => {
  if (!estimate.known) throw new Error(estimate.why);
  return estimate.value;
};
/** Ratio, low and high; null where unknown. */
const figures = (estimate: Estimate<RatioEstimate>) => {
  const { ratio, low, high } = settled(estimate);
  return [ratio.known ? ratio.value : null, low, high.known ? high.value : null];
};
const expectNear = (got: readonly (number | null)[], expected: readonly (number | null)[]) => {
  for (const [at, value] of expected.entries()) {
    if (value === null || value === 0) expect(got[at]).toBe(value);
    else expect((got[at] ?? Number.NaN) / value).toBeCloseTo(1, 8);
  }
};

describe('risk ratio', () => {
  // statsmodels 0.15.0 confint_proportions_2indep(compare='ratio'), method 'log', and 'score' without correction
  it.each([
    ['katz', of(120, 200), of(120, 800), [4, 3.274798611763223, 4.885796623501452]],
    ['katz', of(7, 20), of(12, 21), [0.6125, 0.30331365470598676, 1.2368590868869818]],
    ['katz', of(3894, 21307), of(2262, 21306), [1.721404616781, 1.64038488848, 1.806425964714953]],
    ['score', of(3, 40), of(9, 45), [0.375, 0.11477970944523652, 1.176901912514688]],
    ['score', of(20, 20), of(12, 30), [2.5, 1.7337140183119701, 4.0665899026659655]],
    ['score', of(0, 20), of(5, 30), [0, 0, 1.0349916966206345]],
    ['score', of(5, 30), of(0, 20), [null, 0.9661913262348996, null]],
    ['score', of(2, 10), of(0, 100), [null, 5.278228576618138, null]],
  ] as const)('by %s of %o and %o is %o', (method, first, second, expected) => {
    const got = riskRatio(first, second);
    expect(settled(got).method).toBe(method);
    expectNear(figures(got), expected);
  });

  it('of all and all is 1; the score ends are where 30·(r − 1) and 20·(1/r − 1) reach 1.96²', () => {
    expectNear(figures(riskRatio(of(20, 20), of(30, 30))), [
      1,
      1 / (1 + 1.959963984540054 ** 2 / 20),
      1 + 1.959963984540054 ** 2 / 30,
    ]);
  });

  it('holds at a billion customers', () => {
    const [ratio, low, high] = figures(riskRatio(of(3, 1e9), of(999_999_995, 2e9)));
    expect(ratio).toBeCloseTo(6e-9, 15);
    // three found: Wilson's ends of 3 in very many are 1.02 and 8.82, here per billion and against one half
    expect(low).toBeCloseTo(2.04e-9, 11);
    expect(high).toBeCloseTo(1.764e-8, 11);
  });

  it('is unknown for nobody and when nobody was counted', () => {
    expect(riskRatio(of(0, 0), of(1, 2))).toEqual(unknown('too_few_customers'));
    expect(riskRatio(of(0, 9), of(0, 7))).toEqual(unknown('no_events'));
    expect(() => riskRatio(of(3, 2), of(1, 2))).toThrow('maths.share_out_of_range');
    expect(() => riskRatio(of(1, 2), of(1, 2), 1)).toThrow('maths.level_out_of_range');
  });
});

describe('odds ratio', () => {
  // Woolf: statsmodels 0.15.0 Table2x2. Mid-p: roots of scipy 1.17.1 nchypergeom_fisher sf + pmf / 2
  it.each([
    ['woolf', of(120, 200), of(120, 800), [8.5, 6.03154892080535, 11.97868092402921]],
    ['woolf', of(7, 20), of(12, 21), [0.40384615384615385, 0.11438792668698446, 1.4257773586772138]],
    ['conditional_mid_p', of(3, 40), of(9, 45), [0.32432432432, 0.0669733197037046, 1.266452494549611]],
    ['conditional_mid_p', of(0, 20), of(5, 30), [0, 0, 1.1532914684687607]],
    ['conditional_mid_p', of(5, 30), of(0, 20), [null, 0.8670834973987197, null]],
    ['conditional_mid_p', of(20, 20), of(12, 30), [null, 7.337396863008611, null]],
    ['conditional_mid_p', of(2, 10), of(0, 100), [null, 3.0609736779799723, null]],
  ] as const)('by %s of %o and %o is %o', (method, first, second, expected) => {
    const got = oddsRatio(first, second);
    expect(settled(got).method).toBe(method);
    expectNear(figures(got), expected);
  });

  it('turns over when one counts those who left instead of those who stayed', () => {
    const [ratio, low, high] = figures(oddsRatio(of(3, 40), of(9, 45)));
    expectNear(figures(oddsRatio(of(37, 40), of(36, 45))), [
      1 / (ratio ?? 0),
      1 / (high ?? 0),
      1 / (low ?? 0),
    ]);
  });

  it('holds at a billion customers with three in one cell', () => {
    const [, low, high] = figures(oddsRatio(of(3, 1e9), of(1e9, 2e9)));
    // the law of a Poisson count: mid-p ends of 3 are 0.763 and 8.164 (R: poisson mid-p 0.7637, 8.1636)
    expect((low ?? 0) * 1e9).toBeCloseTo(0.763, 2);
    expect((high ?? 0) * 1e9).toBeCloseTo(8.164, 2);
  });

  it('is unknown when all or none were counted in both', () => {
    expect(oddsRatio(of(0, 9), of(0, 7))).toEqual(unknown('not_computable'));
    expect(oddsRatio(of(9, 9), of(7, 7))).toEqual(unknown('not_computable'));
    expect(oddsRatio(of(1, 9), of(0, 0))).toEqual(unknown('too_few_customers'));
  });
});

describe('200 failed a step and 60 % of them left, 800 passed and 15 % left', () => {
  const failed = of(120, 200);
  const passed = of(120, 800);

  it('they left 4.0 times as often, 45 points more', () => {
    expect(figures(riskRatio(failed, passed))[0]).toBeCloseTo(4, 12);
    expect(settled(riskDifference(failed, passed)).difference).toBeCloseTo(0.45, 12);
  });

  it('90 more left than at the others’ share, 37.5 % of all who left', () => {
    const { customers, shareOfAll, interval } = settled(excess(failed, passed));
    expect(customers).toBeCloseTo(200 * 0.45, 10);
    expect(shareOfAll).toEqual(known(90 / 240));
    expect(interval.low).toBeLessThan(90);
    expect(interval.high).toBeGreaterThan(90);
  });

  it('nobody left at all: the excess is 0 and its share of nobody unknown', () => {
    const none = settled(excess(of(0, 10), of(0, 20)));
    expect([none.customers, none.shareOfAll]).toEqual([0, unknown('no_events')]);
    expect(excess(of(0, 0), of(0, 20))).toEqual(unknown('too_few_customers'));
    expect(riskDifference(of(0, 0), of(0, 20))).toEqual(unknown('too_few_customers'));
  });
});

describe('300 of 1,000 did it and 240 of them stayed, 140 of the 700 others', () => {
  const found = separation(of(240, 300), of(140, 700));

  it('predicts 80 %, against 20 %: sensitivity 63.2 %, specificity 90.3 %, MCC 0.566, 70 % to move', () => {
    expect(settled(found.stayedOfDoers).share).toBeCloseTo(0.8, 12);
    expect(settled(found.stayedOfOthers).share).toBeCloseTo(0.2, 12);
    expect(settled(found.doersOfStayed).share).toBeCloseTo(240 / 380, 12);
    expect(settled(found.othersOfLeft).share).toBeCloseTo(560 / 620, 12);
    expect(settled(found.reach).share).toBeCloseTo(0.7, 12);
    // scikit-learn 1.9.1 matthews_corrcoef and mutual_info_score ÷ ln 2
    expect(settled(found.correlation).value).toBeCloseTo(0.5664652260218807, 12);
    expect(settled(found.information)).toBeCloseTo(0.23611392733893702, 12);
  });

  it('has an MCC interval of ± 1.96 × 0.0268, the spread found in 400,000 draws', () => {
    const interval = settled(settled(found.correlation).interval);
    expect(interval.high - interval.low).toBeCloseTo(2 * 1.96 * 0.02688, 2);
  });
});

describe('correlation and information at the edges', () => {
  it('are −0.222 and 0.0359 bits for 7 of 20 and 12 of 21', () => {
    expect(settled(matthews(of(7, 20), of(12, 21))).value).toBeCloseTo(-0.22195767271201686, 12);
    expect(settled(mutualInformation(of(7, 20), of(12, 21)))).toBeCloseTo(0.03586248438204106, 12);
    expect(settled(mutualInformation(of(0, 20), of(5, 30)))).toBeCloseTo(0.07898214060026792, 12);
  });

  it('are 1 and all the entropy when doing it decides, without an interval', () => {
    expect(matthews(of(5, 5), of(0, 5))).toEqual(known({ value: 1, interval: unknown('too_few_customers') }));
    expect(mutualInformation(of(5, 5), of(0, 5))).toEqual(known(1));
  });

  it('are 0 for equal shares', () => {
    expect(settled(matthews(of(30, 100), of(60, 200))).value).toBeCloseTo(0, 14);
    expect(settled(mutualInformation(of(30, 100), of(60, 200)))).toBeCloseTo(0, 14);
  });

  it('are unknown for an empty group; correlation also when all stayed', () => {
    expect(matthews(of(0, 0), of(1, 3))).toEqual(unknown('too_few_customers'));
    expect(matthews(of(4, 4), of(3, 3))).toEqual(unknown('not_computable'));
    expect(mutualInformation(of(4, 4), of(3, 3))).toEqual(known(0));
    expect(mutualInformation(of(0, 0), of(3, 3))).toEqual(unknown('too_few_customers'));
  });
});

interface GoldenProportions {
  readonly cases: Readonly<
    Record<
      string,
      {
        readonly input: {
          readonly x1: number;
          readonly n1: number;
          readonly x2: number;
          readonly n2: number;
        };
        readonly odds_ratio: number;
        readonly relative_lift: number;
        readonly ci_rr_log: readonly [number, number];
      }
    >
  >;
}

describeGolden<GoldenProportions>('proportions', {
  'risk ratio, its logarithmic interval and the odds ratio are those of statsmodels': ({ cases }) => {
    for (const { input, odds_ratio, relative_lift, ci_rr_log } of Object.values(cases)) {
      const control = of(input.x1, input.n1);
      const treated = of(input.x2, input.n2);
      expectNear(figures(riskRatio(treated, control)), [1 + relative_lift, ...ci_rr_log]);
      expectNear(figures(oddsRatio(control, treated)).slice(0, 1), [odds_ratio]);
    }
  },
});
