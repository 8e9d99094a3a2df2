import { describe, expect, it } from 'vitest';
import { seededChance } from '#src/maths/chance/index.ts';
import { type Gaps, heard, noGaps, populationOf, RhythmLaw, unlearned } from './index.ts';

const law = new RhythmLaw(unlearned, 0.99);
const told = (gaps: readonly number[]): Gaps => {
  const all = noGaps();
  for (const gap of gaps) heard(all, gap);
  return all;
};
const times = <T>(count: number, of: readonly T[]): T[] => Array.from({ length: count }, () => of).flat();

describe('the limit of somebody’s own rhythm', () => {
  it('of three visits a week over 17 weeks is a few days, not 90', () => {
    const limit = law.limit(told(times(17, [2, 2, 3])));
    expect(limit).toBeGreaterThan(3);
    expect(limit).toBeLessThan(7);
  });

  it('of one visit a month is beyond day 10, and beyond day 30', () => {
    expect(law.limit(told([30, 31, 30, 29, 31]))).toBeGreaterThan(31);
  });

  it('of one gap of a shape known to be chance is (2 + 6.5) × (0.01^(−1/2) − 1) + 0.5 = 77 days', () => {
    // Spread 1 and one gap of shape 1: P(next > g) = ((scale + sum) ÷ (scale + sum + g))², by the law of Lomax.
    const chanceAlone = new RhythmLaw({ ...unlearned, weights: [0, 1, 0, 0, 0, 0, 0] }, 0.99);
    expect(chanceAlone.limit(told([7]))).toBeCloseTo(77, 8);
  });

  it('knows constant gaps of 7 days as regular: within twice 7 days after 30 of them', () => {
    const limit = law.limit(told(times(30, [7])));
    expect(limit).toBeGreaterThan(7);
    expect(limit).toBeLessThan(14);
  });

  it('is wider for gaps of the same mean that come by bursts', () => {
    const even = law.limit(told(times(10, [5, 5])));
    expect(law.limit(told(times(10, [1, 9])))).toBeGreaterThan(even);
  });

  it('follows a rhythm that slows down: 40 weekly gaps after 40 daily ones count as weekly', () => {
    expect(law.limit(told([...times(40, [1]), ...times(40, [7])]))).toBeGreaterThan(8);
  });
});

describe('how rhythms are spread among people', () => {
  it('is not learned from 49 people, or from people with 4 gaps', () => {
    const five = () => told([7, 7, 6, 8, 7]);
    expect(populationOf(Array.from({ length: 49 }, five)).learned).toBe(false);
    expect(populationOf(Array.from({ length: 500 }, () => told([7, 7, 7, 7]))).learned).toBe(false);
    expect(populationOf(Array.from({ length: 50 }, five)).learned).toBe(true);
  });

  it('finds gaps of chance as such, and holds 99 of 100 of the next gaps', () => {
    const random = seededChance(4);
    // Exponential gaps rounded up to days, of mean 6 to 20 days by person.
    const draw = (mean: number) => Math.max(1, Math.ceil(-Math.log(1 - random()) * mean));
    const people = Array.from({ length: 3000 }, () => {
      const mean = 6 + 14 * random();
      return { gaps: told(Array.from({ length: 20 }, () => draw(mean))), next: draw(mean) };
    });
    const population = populationOf(people.map(({ gaps }) => gaps));
    expect(population.weights[1]).toBeGreaterThan(0.5); // shape 1
    const learned = new RhythmLaw(population, 0.99);
    const within = people.filter(({ gaps, next }) => next <= learned.limit(gaps)).length / people.length;
    // 0.99 ± 4 × √(0.99 × 0.01 ÷ 3000) = ± 0.0073, and the choice of a shape costs a little.
    expect(within).toBeGreaterThan(0.98);
    expect(within).toBeLessThan(0.998);
  });

  it('leans on the others where somebody has one gap: a first gap of one day does not warn after a week', () => {
    const weekly = populationOf(Array.from({ length: 400 }, (_, i) => told(times(12, [6 + (i % 3), 7]))));
    const learned = new RhythmLaw(weekly, 0.99);
    expect(learned.limit(told([1]))).toBeGreaterThan(7);
    expect(learned.limit(told([1]))).toBeGreaterThan(law.limit(told(times(20, [1]))));
  });
});
