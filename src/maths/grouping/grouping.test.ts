import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../basics/estimate.ts';
import { normalChance, seededChance } from '../chance/index.ts';
import { distancesOf, kMeans, pointsOf, silhouette, standardised, typicalGroups } from './index.ts';

/** Normal crowds around centres, in an order that mixes them. */
const crowds = (seed: number, groups: readonly (readonly [size: number, centre: readonly number[]])[]) => {
  const normal = normalChance(seededChance(seed));
  const rows = groups.flatMap(([size, centre], group) =>
    Array.from({ length: size }, (_, at) => ({
      group,
      order: at / size,
      row: centre.map((middle) => middle + normal()),
    })),
  );
  return rows.sort((a, b) => a.order - b.order || a.group - b.group);
};
const SEEDS = Array.from({ length: 20 }, (_, seed) => seed + 1);

describe('standard columns', () => {
  it('have mean 0 and spread 1; one in which all are alike becomes 0', () => {
    expect([
      ...standardised(
        pointsOf([
          [1, 7],
          [3, 7],
        ]),
      ).figures,
    ]).toEqual([-1, 0, 1, 0]);
    expect([...standardised(pointsOf([])).figures]).toEqual([]);
  });

  it('rows of unlike length or what is no number are refused', () => {
    expect(() => pointsOf([[1, 2], [3]])).toThrow('maths.argument_out_of_range');
    expect(() => pointsOf([[1], [Number.NaN]])).toThrow('maths.argument_out_of_range');
  });
});

describe('k-means', () => {
  const six = pointsOf([
    [0, 0],
    [0, 1],
    [1, 0],
    [10, 10],
    [10, 11],
    [20, 0],
  ]);

  it('sorts six points into their three places, the largest first', () => {
    const { groupOf, sizes, centres, inertia } = kMeans(six, 3);
    expect([...groupOf]).toEqual([0, 0, 0, 1, 1, 2]);
    expect(sizes).toEqual([3, 2, 1]);
    // squares to (⅓, ⅓): 2/9 + 5/9 + 5/9; to (10, 10.5): ¼ + ¼
    expect(inertia).toBeCloseTo(12 / 9 + 0.5, 12);
    expect([...centres.figures]).toEqual([1 / 3, 1 / 3, 10, 10.5, 20, 0]);
  });

  it('with one group is the mean, with as many as points leaves nothing over', () => {
    // scikit-learn 1.9.1 KMeans(n_clusters=1).inertia_
    expect(kMeans(six, 1).inertia).toBeCloseTo(462.16666666666674, 8);
    expect(kMeans(six, 6).inertia).toBe(0);
  });

  it('fills every group although points coincide', () => {
    const { sizes } = kMeans(pointsOf([[1], [1], [1], [1]]), 3);
    expect(sizes).toEqual([2, 1, 1]);
  });

  it('is the same for one seed', () => {
    const points = pointsOf(crowds(1, [[200, [0, 0]]]).map(({ row }) => row));
    expect(kMeans(points, 5, { seed: 3 })).toEqual(kMeans(points, 5, { seed: 3 }));
  });

  it('refuses more groups than points, and none', () => {
    expect(() => kMeans(six, 7)).toThrow('maths.count_out_of_range');
    expect(() => kMeans(six, 0)).toThrow('maths.count_out_of_range');
  });
});

describe('silhouette', () => {
  it('of four points on a line, two by two, is that of scikit-learn 1.9.1', () => {
    // 0, 1 | 5, 6: ((5.5 − 1)/5.5 + (4.5 − 1)/4.5) / 2
    const found = silhouette(distancesOf(pointsOf([[0], [1], [5], [6]])), [0, 0, 1, 1]);
    expect(found.known && found.value).toBeCloseTo((4.5 / 5.5 + 3.5 / 4.5) / 2, 6);
  });

  it('of a group of one is 0 for it; of one group unknown; of points that coincide 0', () => {
    const three = distancesOf(pointsOf([[0], [1], [5]]));
    const found = silhouette(three, [0, 0, 1]);
    // (5 − 1)/5, (4 − 1)/4, 0
    expect(found.known && found.value).toBeCloseTo((0.8 + 0.75) / 3, 6);
    expect(silhouette(three, [0, 0, 0])).toEqual(unknown('not_computable'));
    expect(silhouette(distancesOf(pointsOf([[1], [1]])), [0, 1])).toEqual(known(0));
  });
});

describe('typical situations', () => {
  it('three planted ones of 600, 300 and 100 customers are found, with at most 1 in 100 misplaced', () => {
    const people = crowds(5, [
      [600, [0, 0, 0, 0]],
      [300, [7, 0, 7, 0]],
      [100, [0, 8, 0, 8]],
    ]);
    const found = typicalGroups(pointsOf(people.map(({ row }) => row)));
    if (found.verdict !== 'clear_groups') throw new Error(found.why);
    expect(found.partition.sizes).toHaveLength(3);
    const misplaced = people.filter(({ group }, at) => found.partition.groupOf[at] !== group).length;
    expect(misplaced).toBeLessThanOrEqual(10);
    expect(found.stability).toBeGreaterThan(0.95);
    expect(found.looked.map(({ groups }) => groups)).toEqual([2, 3, 4, 5, 6, 7, 8]);
  });

  it('of situations that are yes or no (did, failed, asked) are found by who did what', () => {
    const random = seededChance(9);
    const habits = [
      [0.95, 0.9, 0.05, 0.05, 0.9, 0.05],
      [0.05, 0.1, 0.95, 0.9, 0.05, 0.9],
    ];
    const people = Array.from({ length: 600 }, (_, at) => (at % 3 === 0 ? 1 : 0));
    const rows = people.map((group) => (habits[group] ?? []).map((chance) => (random() < chance ? 1 : 0)));
    const found = typicalGroups(pointsOf(rows));
    if (found.verdict !== 'clear_groups') throw new Error(found.why);
    expect(found.partition.sizes).toHaveLength(2);
    expect(people.filter((group, at) => found.partition.groupOf[at] !== group).length).toBeLessThan(20);
  });

  describe.each([
    ['round', ([x = 0, y = 0, z = 0]: number[]) => [x, y, z]],
    ['long', ([x = 0, y = 0, z = 0]: number[]) => [x, x + 0.3 * y, x + 0.3 * z]],
    ['bent', ([x = 0, y = 0, z = 0]: number[]) => [x, x * x + 0.5 * y, z]],
    ['long and skewed', ([x = 0, y = 0, z = 0]: number[]) => [x, y, z].map((e) => Math.exp(x + 0.5 * e))],
    [
      'busy and quiet',
      ([x = 0, y = 0, z = 0]: number[]) => [y, z, -y].map((e) => Math.log1p(5 * x * x * e * e)),
    ],
  ])('in a crowd without groups: %s', (_, shape) => {
    it('none are seen in at least 19 of 20 seeds', () => {
      const found = SEEDS.filter((seed) => {
        const rows = crowds(seed, [[300, [0, 0, 0]]]).map(({ row }) => shape(row));
        return typicalGroups(pointsOf(rows), { most: 5 }).verdict === 'clear_groups';
      });
      expect(found.length).toBeLessThanOrEqual(1);
    });
  });

  it('are not looked for among few customers, nor among people who are all alike', () => {
    const few = crowds(1, [
      [30, [0]],
      [29, [9]],
    ]).map(({ row }) => row);
    expect(typicalGroups(pointsOf(few))).toEqual({
      looked: [],
      verdict: 'no_clear_groups',
      why: 'too_few_customers',
    });
    const enough = crowds(1, [
      [30, [0, 0]],
      [30, [9, 9]],
    ]).map(({ row }) => row);
    expect(typicalGroups(pointsOf(enough)).verdict).toBe('clear_groups');
    const alike = pointsOf(Array.from({ length: 100 }, () => [3, 3]));
    expect(typicalGroups(alike)).toMatchObject({ why: 'too_few_customers' });
    expect(typicalGroups(pointsOf([]))).toMatchObject({ why: 'too_few_customers' });
    expect(() => typicalGroups(alike, { most: 1 })).toThrow('maths.count_out_of_range');
  });
});
