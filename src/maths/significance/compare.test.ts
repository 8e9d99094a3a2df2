import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../basics/estimate.ts';
import type { Proportion } from '../intervals/index.ts';
import { fixedRandom } from '../testing/index.ts';
import { compareMany, compareProportions, type Pair } from './index.ts';

const of = (hits: number, total: number): Proportion => ({ hits, total });

describe('comparison of two shares', () => {
  it('calls 480 and 430 of 1,000 different: z 2.245, p 0.025', () => {
    const found = compareProportions(of(480, 1000), of(430, 1000));
    expect(found.test).toBe('z');
    expect(found.z.known && found.z.value).toBeCloseTo(2.245, 3);
    expect(found.p.known && found.p.value).toBeCloseTo(0.025, 3);
    expect(found.difference.known && found.difference.value).toBeCloseTo(0.05, 12);
    expect(found.verdict).toBe('different');
  });

  it('cannot say for 24 and 21 of 50: p 0.55, 1,560 a side needed', () => {
    const found = compareProportions(of(24, 50), of(21, 50));
    expect(found.p.known && found.p.value).toBeCloseTo(0.55, 2);
    // from 0.45 to 0.50: (1.95996·√(2·0.475·0.525) + 0.84162·√(0.45·0.55 + 0.25))² / 0.05² = 1564.7
    expect(found.neededPerGroup).toBe(1565);
    expect(found.verdict).toBe('cannot_say');
  });

  it('finds no difference only in groups that would have shown one', () => {
    const base = 1565;
    const alike = (total: number) =>
      compareProportions(of(Math.round(total * 0.45), total), of(Math.round(total * 0.45), total));
    expect(alike(20 * Math.ceil(base / 20)).verdict).toBe('no_difference_found');
    expect(alike(1540).verdict).toBe('cannot_say');
    expect(compareProportions(of(900, 2000), of(450, 1000)).verdict).toBe('cannot_say');
  });

  it('says the same whether one counts those who stayed or those who left', () => {
    const stayed = compareProportions(of(900, 1000), of(880, 1000));
    const left = compareProportions(of(100, 1000), of(120, 1000));
    expect(left.verdict).toBe(stayed.verdict);
    expect(left.neededPerGroup).toBe(stayed.neededPerGroup);
    expect(left.p.known && stayed.p.known && left.p.value - stayed.p.value).toBeCloseTo(0, 12);
  });

  it('lets the corrected p decide, and keeps the plain one beside it', () => {
    const found = compareProportions(of(480, 1000), of(430, 1000), { correctedP: 0.2 });
    expect(found.decidingP).toEqual(known(0.2));
    expect(found.p.known && found.p.value).toBeLessThan(0.05);
    expect(found.verdict).toBe('cannot_say');
  });

  it('decides at the border: a p of exactly α is not below it', () => {
    const verdictAt = (correctedP: number) =>
      compareProportions(of(480, 1000), of(430, 1000), { correctedP }).verdict;
    expect(verdictAt(0.05)).toBe('cannot_say');
    expect(verdictAt(0.0499)).toBe('different');
  });

  it('uses Fisher where few are expected, and still shows z', () => {
    const found = compareProportions(of(3, 5), of(0, 7));
    expect(found.test).toBe('fisher');
    expect(found.p.known && found.p.value).toBeCloseTo(0.045454545454545456, 12);
    expect(found.z.known).toBe(true);
    expect(found.verdict).toBe('different');
  });

  it('asks for fewer customers when only large differences matter', () => {
    const needed = (smallestThatMatters: number) =>
      compareProportions(of(24, 50), of(21, 50), { smallestThatMatters }).neededPerGroup;
    expect(needed(0.2)).toBeLessThan(needed(0.1));
    expect(needed(0.5)).toBeGreaterThan(0);
  });

  it('answers empty groups with reasons, not numbers', () => {
    const found = compareProportions(of(0, 0), of(3, 10));
    const why = unknown('too_few_customers');
    expect([found.difference, found.interval, found.z, found.p, found.decidingP]).toEqual([
      why,
      why,
      why,
      why,
      why,
    ]);
    expect(found.verdict).toBe('cannot_say');
    expect(compareProportions(of(0, 0), of(0, 0)).neededPerGroup).toBe(1565);
  });

  it('has a p but no z when nobody, or everybody, was counted', () => {
    const nobody = compareProportions(of(0, 5000), of(0, 5000));
    expect(nobody.z).toEqual(unknown('not_computable'));
    expect(nobody.p).toEqual(known(1));
    expect(nobody.verdict).toBe('no_difference_found');
    expect(compareProportions(of(3, 3), of(4, 4)).verdict).toBe('cannot_say');
  });

  it('refuses options out of range', () => {
    const asked = (options: object) => () => compareProportions(of(1, 2), of(1, 2), options);
    expect(asked({ alpha: 1 })).toThrow('maths.alpha_out_of_range');
    expect(asked({ power: 0 })).toThrow('maths.power_out_of_range');
    expect(asked({ smallestThatMatters: 0 })).toThrow('maths.difference_out_of_range');
    expect(asked({ smallestThatMatters: 0.51 })).toThrow('maths.difference_out_of_range');
    expect(asked({ correctedP: 2 })).toThrow('maths.probability_out_of_range');
    expect(() => compareProportions(of(3, 2), of(1, 2))).toThrow('maths.share_out_of_range');
  });
});

describe('comparison of many pairs', () => {
  const pairs = [
    { first: of(480, 1000), second: of(430, 1000) },
    { first: of(0, 0), second: of(430, 1000) },
    { first: of(450, 1000), second: of(449, 1000) },
    { first: of(600, 1000), second: of(430, 1000) },
  ];

  it('corrects for the pairs that have a p-value, in their order', () => {
    const found = compareMany(pairs);
    // 3 p-values: 0.02476, 0.964 and 3e-14; the middle one by size becomes 0.02476 · 3/2.
    expect(found.map(({ verdict }) => verdict)).toEqual([
      'different',
      'cannot_say',
      'cannot_say',
      'different',
    ]);
    expect(found[0]?.decidingP.known && found[0].decidingP.value).toBeCloseTo(0.0371349229, 8);
    expect(found[1]?.decidingP).toEqual(unknown('too_few_customers'));
  });

  it('by Holm if asked', () => {
    const found = compareMany(pairs, {}, 'holm');
    expect(found[0]?.decidingP.known && found[0].decidingP.value).toBeCloseTo(0.0495132305, 8);
  });

  it('of none are none', () => expect(compareMany([])).toEqual([]));
});

// The true figures are 4 to 5 % (20,000 draws in numpy): 2,000 seeds tell them from more than 5 %.
describe('ten cohorts of the same law', () => {
  const SEEDS = 2000;
  const cohortsOf = (seed: number): Proportion[] => {
    const random = fixedRandom(seed);
    return Array.from({ length: 10 }, () =>
      of(Array.from({ length: 300 }, random).filter((x) => x < 0.3).length, 300),
    );
  };
  const everyPair = (cohorts: readonly Proportion[]): Pair[] =>
    cohorts.flatMap((first, index) => cohorts.slice(index + 1).map((second) => ({ first, second })));
  const againstFirst = (cohorts: readonly Proportion[]): Pair[] =>
    everyPair(cohorts).slice(0, cohorts.length - 1);
  const cleanShare = (pairsOf: (cohorts: readonly Proportion[]) => Pair[]) => {
    const clean = Array.from({ length: SEEDS }, (_, seed) =>
      compareMany(pairsOf(cohortsOf(seed + 1))),
    ).filter((found) => found.every(({ verdict }) => verdict !== 'different'));
    return clean.length / SEEDS;
  };

  it('show no difference after correction in at least 95 % of the seeds, all 45 pairs', () => {
    expect(cleanShare(everyPair)).toBeGreaterThanOrEqual(0.95);
  });

  it('show no difference after correction in at least 95 % of the seeds, nine against the first', () => {
    expect(cleanShare(againstFirst)).toBeGreaterThanOrEqual(0.95);
  });

  it('would show one in most seeds without correction', () => {
    const wrong = Array.from({ length: SEEDS }, (_, seed) => everyPair(cohortsOf(seed + 1))).filter((pairs) =>
      pairs.some(({ first, second }) => compareProportions(first, second).verdict === 'different'),
    );
    expect(wrong.length / SEEDS).toBeGreaterThan(0.5);
  });
});
