import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../basics/estimate.ts';
import {
  atRiskAt,
  medianSurvival,
  restrictedMean,
  type SurvivalRow,
  survivalAt,
  survivalCurve,
  survivalQuantile,
} from './index.ts';
import { ended, FLIES, REMISSION, still } from './sample-rows.test-data.ts';

const rowsOf = fc.array(fc.record({ duration: fc.nat(40), ended: fc.boolean(), weight: fc.nat(5) }), {
  maxLength: 80,
});

describe('Kaplan–Meier curve', () => {
  it('gives the textbook shares of the remission trial: 0.857 at week 6, 0.448 at week 23', () => {
    // Freireich 1963, as tabled by Kalbfleisch & Prentice, 1.1.2, and by scipy.stats.ecdf
    const curve = survivalCurve(REMISSION.treated);
    const shares = curve.steps
      .filter((step) => step.ended > 0)
      .map(({ time, share }) => [time, share.toFixed(4)]);
    expect(shares).toEqual([
      [6, '0.8571'],
      [7, '0.8067'],
      [10, '0.7529'],
      [13, '0.6902'],
      [16, '0.6275'],
      [22, '0.5378'],
      [23, '0.4482'],
    ]);
    expect(curve.customers).toBe(21);
    expect(curve.ended).toBe(9);
  });

  it('gives the log-log intervals of scipy.stats.ecdf: 0.620–0.952 at week 6, 0.188–0.680 at week 23', () => {
    const { steps } = survivalCurve(REMISSION.treated);
    const at = (time: number) => steps.find((step) => step.time === time)?.interval;
    expect(at(6)).toEqual(known({ low: expect.closeTo(0.61971796, 8), high: expect.closeTo(0.95155175, 8) }));
    expect(at(23)).toEqual(
      known({ low: expect.closeTo(0.18805201, 8), high: expect.closeTo(0.68014263, 8) }),
    );
  });

  it('counts an end before a censoring at the same time', () => {
    // 4 watched, at day 2 one ends and one is last seen: 3/4, then 2 left; at day 5 one of 2 ends: 3/8.
    const curve = survivalCurve([ended(2), still(2), ended(5), still(9)]);
    expect(curve.steps.map(({ atRisk, share }) => [atRisk, share])).toEqual([
      [4, 0.75],
      [2, 0.375],
      [1, 0.375],
    ]);
  });

  it('takes a weight as that many customers', () => {
    const many = Array.from({ length: 5 }, () => ended(3));
    const apart = survivalCurve([...many, still(4), still(4)]);
    const together = survivalCurve([
      { ...ended(3), weight: 5 },
      { ...still(4), weight: 2 },
      { ...ended(1), weight: 0 },
    ]);
    expect(together).toEqual(apart);
  });

  it('says why there is no interval: nobody ended yet, nobody is left', () => {
    const { steps } = survivalCurve([still(1), ended(2)]);
    expect(steps.map(({ share, interval }) => [share, interval])).toEqual([
      [1, unknown('no_events')],
      [0, unknown('too_few_customers')],
    ]);
    expect(steps[1]?.standardError).toEqual(unknown('too_few_customers'));
  });

  it('has no step for nobody, and one for one', () => {
    expect(survivalCurve([])).toEqual({ customers: 0, ended: 0, level: 0.95, steps: [] });
    expect(survivalCurve([ended(0)]).steps).toHaveLength(1);
  });

  it('never rises, stays in 0–1, and lies inside its interval', () => {
    fc.assert(
      fc.property(rowsOf, fc.constantFrom('log-log', 'log', 'plain'), (rows, scale) => {
        let before = 1;
        for (const { share, interval } of survivalCurve(rows, { scale }).steps) {
          expect(share >= 0 && share <= before).toBe(true);
          if (interval.known) {
            const { low, high } = interval.value;
            expect(low >= 0 && low <= share && share <= high && high <= 1).toBe(true);
          }
          before = share;
        }
      }),
      { seed: 51 },
    );
  });

  it('is the plain share when nobody is censored', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 60 }), (durations) => {
        const curve = survivalCurve(durations.map(ended));
        for (const { time, share } of curve.steps) {
          expect(share).toBeCloseTo(
            durations.filter((duration) => duration > time).length / durations.length,
            12,
          );
        }
      }),
      { seed: 52 },
    );
  });

  it('holds for a billion customers', () => {
    const curve = survivalCurve([
      { ...ended(1), weight: 250_000_000 },
      { ...still(2), weight: 750_000_000 },
    ]);
    const [first] = curve.steps;
    // Greenwood without censoring is the binomial error: √(0.25·0.75/10⁹) = 1.369e-5
    expect(first?.share).toBe(0.75);
    expect(first?.standardError).toEqual(known(expect.closeTo(Math.sqrt((0.25 * 0.75) / 1e9), 12)));
  });

  it('refuses impossible rows and names them', () => {
    const refused = (row: SurvivalRow) => () => survivalCurve([ended(1), row]);
    expect(refused(ended(-1))).toThrow('rows[1].duration');
    expect(refused(ended(Number.NaN))).toThrow('maths.duration_out_of_range');
    expect(refused(ended(Number.POSITIVE_INFINITY))).toThrow('maths.duration_out_of_range');
    expect(refused({ ...ended(1), weight: 0.5 })).toThrow('rows[1].weight');
    expect(() => survivalCurve([], { level: 1 })).toThrow('maths.level_out_of_range');
  });
});

describe('readings of a curve', () => {
  const curve = survivalCurve(REMISSION.treated);
  const valueAt = (time: number) => {
    const reading = survivalAt(curve, time);
    return reading.known ? reading.value.share : reading.why;
  };

  it('the share holds from a step to the next', () => {
    expect(valueAt(5)).toBe(1);
    expect(valueAt(6)).toBeCloseTo(18 / 21, 12);
    expect(valueAt(6.9)).toBeCloseTo(18 / 21, 12);
    expect(valueAt(35)).toBeCloseTo(0.4481792717, 9);
  });

  it('the share is unknown after the last week watched', () => {
    expect(valueAt(35.1)).toBe('not_watched_long_enough');
    expect(survivalAt(survivalCurve([]), 1)).toEqual(unknown('too_few_customers'));
  });

  it('the share stays 0 once everybody has ended', () => {
    const over = survivalAt(survivalCurve([ended(1), ended(2)]), 99);
    expect(over.known && over.value.share).toBe(0);
  });

  it('at risk are those still watched just before: 21, 21 at week 6, 17 at week 7, none after 35', () => {
    expect([0, 6, 7, 35, 36].map((time) => atRiskAt(curve, time))).toEqual([21, 21, 17, 1, 0]);
  });

  it('the median keeps those still waiting: 5 days, where the naive median says 3.5', () => {
    const waits = [...[1, 2, 3, 4, 5, 6].map(ended), ...[30, 30, 30, 30].map(still)];
    const median = medianSurvival(survivalCurve(waits));
    expect(median.known && median.value.time).toBe(5);
  });

  it('the median of the treated is 23 weeks, from 13, with no upper end (read off the log-log intervals of scipy)', () => {
    expect(medianSurvival(curve)).toEqual(
      known({ time: 23, low: known(13), high: unknown('not_watched_long_enough') }),
    );
  });

  it('the median of the untreated is 8 weeks, from 4 to 11 (read off the log-log intervals of scipy)', () => {
    expect(medianSurvival(survivalCurve(REMISSION.untreated))).toEqual(
      known({ time: 8, low: known(4), high: known(11) }),
    );
  });

  it('a quarter has ended by week 13, half by week 23, and three quarters not yet', () => {
    const timeFor = (endedShare: number) => {
      const reading = survivalQuantile(curve, endedShare);
      return reading.known ? reading.value.time : reading.why;
    };
    expect([0.25, 0.5, 0.75].map(timeFor)).toEqual([13, 23, 'not_watched_long_enough']);
  });

  it('the median says why there is none', () => {
    expect(medianSurvival(survivalCurve([]))).toEqual(unknown('too_few_customers'));
    expect(medianSurvival(survivalCurve([still(3), still(9)]))).toEqual(unknown('no_events'));
    expect(medianSurvival(survivalCurve([ended(3), still(9), still(9)]))).toEqual(
      unknown('not_watched_long_enough'),
    );
  });

  it('the restricted mean is the area: 1 day of 1, 1 of ¾, 2 of ½ are 2.75 of 4', () => {
    const mean = restrictedMean(survivalCurve([ended(1), ended(2), still(4), still(4)]), 4);
    expect(mean.known && mean.value.mean).toBeCloseTo(2.75, 12);
    // Areas after the ends: 0.75 + 1 = 1.75 and 1. Variance 1.75²/(4·3) + 1²/(3·2) = 0.421875
    expect(mean.known && mean.value.standardError).toBeCloseTo(Math.sqrt(0.421875), 12);
  });

  it('the flies miR-137 live 26 days, 19 to 29, and 25.7 on average within 70 (R 4.2.2 survival 3.5.3)', () => {
    const flies = survivalCurve(FLIES);
    expect(medianSurvival(flies)).toEqual(known({ time: 26, low: known(19), high: known(29) }));
    const atThirty = survivalAt(flies, 30);
    expect(atThirty.known && atThirty.value).toEqual({
      share: expect.closeTo(0.2352941176471, 12),
      standardError: known(expect.closeTo(0.07274669910598, 12)),
      interval: known({
        low: expect.closeTo(0.1108571496549, 11),
        high: expect.closeTo(0.3860317880166, 11),
      }),
    });
    const mean = restrictedMean(flies, 70);
    expect(mean.known && mean.value.mean).toBeCloseTo(25.705882352941, 11);
    expect(mean.known && mean.value.standardError).toBeCloseTo(2.257064806966, 11);
  });

  it('the restricted mean of full histories is their mean', () => {
    const mean = restrictedMean(survivalCurve([1, 2, 6].map(ended)), 100);
    expect(mean.known && mean.value.mean).toBeCloseTo(3, 12);
  });

  it('the restricted mean before anybody ended is the horizon', () => {
    const mean = restrictedMean(curve, 5);
    expect(mean).toEqual(known({ mean: 5, standardError: 0, interval: { low: 5, high: 5 } }));
  });

  it('the restricted mean needs to have been watched that long', () => {
    expect(restrictedMean(curve, 36)).toEqual(unknown('not_watched_long_enough'));
    expect(restrictedMean(survivalCurve([]), 1)).toEqual(unknown('too_few_customers'));
  });

  it('times and shares out of range are refused', () => {
    expect(() => survivalAt(curve, -1)).toThrow('maths.duration_out_of_range');
    expect(() => atRiskAt(curve, Number.NaN)).toThrow('maths.duration_out_of_range');
    expect(() => restrictedMean(curve, 0)).toThrow('maths.duration_out_of_range');
    expect(() => survivalQuantile(curve, 1)).toThrow('maths.probability_out_of_range');
  });
});
