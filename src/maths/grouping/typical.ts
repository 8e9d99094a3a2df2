import { requireCount } from '../arguments/index.ts';
import { seededChance } from '../chance/index.ts';
import { standApart } from './gap.ts';
import { kMeans, nearestCentres, type Partition } from './k-means.ts';
import { chosen, type Points, standardised } from './points.ts';
import { distancesOf, silhouette } from './silhouette.ts';

/** How well one number of groups fits. */
export interface GroupCount {
  readonly groups: number;
  /** Mean silhouette over the sample. */
  readonly silhouette: number;
}

/** Why the customers do not fall into groups. */
export type NoGroups =
  /** Fewer than 30 customers for each group looked for, or no two different ones. */
  | 'too_few_customers'
  /** Groups would be borders through a crowd: silhouette below 0.25, or no gap at the border. */
  | 'one_crowd'
  /** Another half of the customers gives other groups. */
  | 'not_stable';

export interface TypicalOptions {
  /** Most groups looked for; 8 unless told. */
  readonly most?: number;
  /** A whole number; the same seed gives the same groups. 1 unless told. */
  readonly seed?: number;
}

/** Groups of like customers, or the plain statement that there are none. */
export type TypicalGroups = {
  /** Every number of groups looked at, from 2. */
  readonly looked: readonly GroupCount[];
} & (
  | {
      readonly verdict: 'clear_groups';
      /** In the order of the points; centres in standard deviations from the mean of all. */
      readonly partition: Partition;
      readonly silhouette: number;
      /** Share of pairs that stay together when the centres come from the other half; the worst group. */
      readonly stability: number;
    }
  | { readonly verdict: 'no_clear_groups'; readonly why: NoGroups }
);

/** Customers by whom the number of groups is chosen: more change no decision, and pairs grow with the square. */
const SAMPLE = 1000;
const LEAST_PER_GROUP = 30;
const LEAST_SILHOUETTE = 0.25;
const LEAST_STABILITY = 0.8;
const FEW_STARTS = 3;

/**
 * Looks for typical situations: groups of customers who are like each other and unlike the rest, and says
 * when there are none, which is the usual case.
 *
 * Columns are brought to one scale; k-means for 2 … most groups on a sample. A number of groups counts only
 * if all three hold: the mean silhouette is at least 0.25; both halves of the sample give the same groups
 * (prediction strength ≥ 0.8); and between every group and its nearest neighbour there is a gap, seen in the
 * half that did not draw the border. The last is what a crowd without groups fails, however long or skewed:
 * tests against crowds of one normal law, tried first, took "busy" and "quiet" for groups in 25 of 40 such
 * crowds. Of the numbers left, the one of the greatest silhouette; then all customers are sorted.
 *
 * Not for a few very busy customers beside a crowd (take log(1 + x) first), nor for long or bent groups.
 *
 * @param points   customers as rows of figures: at most 20,000 × 50
 * @param options  most groups, seed
 * @returns every number of groups looked at, and the groups or why there are none
 * @throws DomainError `maths.count_out_of_range`
 * @source Rousseeuw 1987; Tibshirani & Walther 2005, J. Computational and Graphical Statistics 14:511–528
 * (prediction strength); the rates of false finds are simulated in the tests
 * @example typicalGroups(pointsOf(customers), { seed: 7 }) // 3 groups of 600, 300, 100
 */
export function typicalGroups(points: Points, options: TypicalOptions = {}): TypicalGroups {
  const { most = 8, seed = 1 } = options;
  requireCount('most', most, 2);
  const scaled = standardised(points);
  const random = seededChance(seed);
  const sample = drawnSample(scaled, random);
  const counts = Math.min(most, Math.floor(sample.rows / LEAST_PER_GROUP));
  const varies = scaled.figures.some((figure) => figure !== 0);
  if (counts < 2 || !varies) return { looked: [], verdict: 'no_clear_groups', why: 'too_few_customers' };
  const looked = silhouettesOf(sample, counts, seed);
  const none = (why: NoGroups): TypicalGroups => ({ looked, verdict: 'no_clear_groups', why });
  const apart = looked.filter((count) => count.silhouette >= LEAST_SILHOUETTE);
  if (apart.length === 0) return none('one_crowd');
  const proofs = apart.map((count) => ({ ...count, ...provenByHalves(sample, count.groups, seed) }));
  const stable = proofs.filter(({ stability }) => stability >= LEAST_STABILITY);
  if (stable.length === 0) return none('not_stable');
  const best = stable.filter((proof) => proof.apart).sort((a, b) => b.silhouette - a.silhouette)[0];
  if (best === undefined) return none('one_crowd');
  const partition = kMeans(scaled, best.groups, { seed });
  return {
    looked,
    verdict: 'clear_groups',
    partition,
    silhouette: best.silhouette,
    stability: best.stability,
  };
}

function silhouettesOf(sample: Points, counts: number, seed: number): GroupCount[] {
  const distances = distancesOf(sample);
  return Array.from({ length: counts - 1 }, (_, at) => {
    const groups = at + 2;
    const found = silhouette(distances, kMeans(sample, groups, { seed, starts: FEW_STARTS }).groupOf);
    return { groups, silhouette: found.known ? found.value : 0 };
  });
}

/** A sample without repetition, in an order that chance gave. */
function drawnSample(points: Points, random: () => number): Points {
  const rows = Array.from({ length: points.rows }, (_, row) => row);
  const size = Math.min(SAMPLE, rows.length);
  for (let at = 0; at < size; at++) {
    const other = at + Math.floor(random() * (rows.length - at));
    [rows[at], rows[other]] = [rows[other] ?? 0, rows[at] ?? 0];
  }
  return chosen(points, rows.slice(0, size));
}

/** What each half says about the groups of the other. */
interface Proof {
  /** Share of pairs kept together by the other half's centres: the worst group, the worse half. */
  readonly stability: number;
  /** Whether the groups of either half have gaps between them in the other. */
  readonly apart: boolean;
}

function provenByHalves(sample: Points, groups: number, seed: number): Proof {
  const middle = Math.floor(sample.rows / 2);
  const rows = Array.from({ length: sample.rows }, (_, row) => row);
  const one = chosen(sample, rows.slice(0, middle));
  const other = chosen(sample, rows.slice(middle));
  const ofOne = kMeans(one, groups, { seed, starts: FEW_STARTS });
  const ofOther = kMeans(other, groups, { seed, starts: FEW_STARTS });
  return {
    stability: Math.min(agreement(one, ofOne, ofOther.centres), agreement(other, ofOther, ofOne.centres)),
    apart: standApart(one, ofOther.centres) && standApart(other, ofOne.centres),
  };
}

/** Of the pairs that a half's own grouping puts together, the share that the other centres do too; the worst group. */
function agreement(half: Points, { groupOf, sizes }: Partition, centres: Points): number {
  const foretold = nearestCentres(half, centres);
  const shares = sizes.map((size, group) => {
    if (size < 2) return 0;
    const counts = new Array<number>(centres.rows).fill(0);
    for (const [row, own] of groupOf.entries()) {
      const other = foretold[row] ?? 0;
      if (own === group) counts[other] = (counts[other] ?? 0) + 1;
    }
    return counts.reduce((sum, count) => sum + count * (count - 1), 0) / (size * (size - 1));
  });
  return Math.min(...shares);
}
