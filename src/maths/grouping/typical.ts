import { requireCount } from '../arguments/index.ts';
import { normalChance, seededChance } from '../chance/index.ts';
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
  /** Groups would be borders through a crowd: silhouette below 0.25, or no better than in a crowd without groups. */
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
const SAMPLE = 800;
/** Crowds without groups that the best silhouette must all beat: by chance once in 20. */
const CROWDS = 19;
const LEAST_PER_GROUP = 30;
const LEAST_SILHOUETTE = 0.25;
const LEAST_STABILITY = 0.8;
const FEW_STARTS = 3;
/** Of columns with spread 1, what is left below this is rounding. */
const PIVOT_LOST = 1e-9;

/**
 * Looks for typical situations: groups of customers who are like each other and unlike the rest, and says
 * when there are none, which is the usual case.
 *
 * Columns are brought to one scale; k-means for 2 … most groups on a sample. Of the numbers of groups whose
 * mean silhouette is at least 0.25 and for which both halves of the sample give the same groups (prediction
 * strength ≥ 0.8), that of the greatest silhouette is taken. It counts as clear if it also beats 19 crowds
 * drawn from one normal law with the same correlations, each given the free choice of a number (at most
 * 5 % false finds in such crowds). Then all customers are sorted.
 *
 * Not for a few very busy customers beside a crowd (take log(1 + x) first), nor for long or bent groups.
 *
 * @param points   customers as rows of figures: at most 20,000 × 50
 * @param options  most groups, seed
 * @returns every number of groups looked at, and the groups or why there are none
 * @throws DomainError `maths.count_out_of_range`
 * @source Rousseeuw 1987; Liu et al. 2008, JASA 103:1281–1293 (the crowd of one normal law); Tibshirani & Walther
 * 2005, J. Computational and Graphical Statistics 14:511–528 (prediction strength)
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
  const stable = apart
    .map((count) => ({ ...count, stability: predictionStrength(sample, count.groups, seed) }))
    .filter(({ stability }) => stability >= LEAST_STABILITY)
    .sort((a, b) => b.silhouette - a.silhouette);
  const [best] = stable;
  if (best === undefined) return none('not_stable');
  if (!beatsCrowds(sample, best.silhouette, { counts, seed })) return none('one_crowd');
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

/**
 * Share of the pairs of one half that its own grouping puts together and the centres of the other half too:
 * that of the worst group, the worse of both directions.
 */
function predictionStrength(sample: Points, groups: number, seed: number): number {
  const middle = Math.floor(sample.rows / 2);
  const rows = Array.from({ length: sample.rows }, (_, row) => row);
  const halves = [chosen(sample, rows.slice(0, middle)), chosen(sample, rows.slice(middle))] as const;
  const partitions = halves.map((half) => kMeans(half, groups, { seed, starts: FEW_STARTS }));
  const [a, b] = partitions;
  if (a === undefined || b === undefined) return 0;
  return Math.min(agreement(halves[0], a, b.centres), agreement(halves[1], b, a.centres));
}

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

/** Whether a silhouette is above the best one of each crowd that has the sample's correlations and no groups. */
function beatsCrowds(
  sample: Points,
  reached: number,
  { counts, seed }: { counts: number; seed: number },
): boolean {
  const normal = normalChance(seededChance(seed + 1));
  for (let crowd = 0; crowd < CROWDS; crowd++) {
    const drawn = standardised(crowdLike(sample, normal));
    const best = Math.max(...silhouettesOf(drawn, counts, seed).map(({ silhouette: value }) => value));
    if (best >= reached) return false;
  }
  return true;
}

/** Normal points with the covariance of the sample, by a root of its covariance matrix. */
function crowdLike(sample: Points, normal: () => number): Points {
  const { rows, columns } = sample;
  const root = rootOf(covarianceOf(sample), columns);
  const drawn = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const errors = Float64Array.from({ length: columns }, normal);
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let at = 0; at <= column; at++) sum += (root[column * columns + at] ?? 0) * (errors[at] ?? 0);
      drawn[row * columns + column] = sum;
    }
  }
  return { figures: drawn, rows, columns };
}

/** Covariance of columns; those of a sample of standardised points have means near enough to 0 not to matter. */
function covarianceOf({ figures, rows, columns }: Points): Float64Array {
  const covariance = new Float64Array(columns * columns);
  for (let row = 0; row < rows; row++) {
    for (let a = 0; a < columns; a++) {
      const figure = (figures[row * columns + a] ?? 0) / rows;
      for (let b = 0; b <= a; b++) {
        const at = a * columns + b;
        covariance[at] = (covariance[at] ?? 0) + figure * (figures[row * columns + b] ?? 0);
      }
    }
  }
  return covariance;
}

/** Cholesky's lower root. A column that follows from those before it has no spread of its own: its pivot is 0. */
function rootOf(matrix: Float64Array, size: number): Float64Array {
  const root = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row * size + column] ?? 0;
      for (let at = 0; at < column; at++)
        rest -= (root[row * size + at] ?? 0) * (root[column * size + at] ?? 0);
      const pivot = root[column * size + column] ?? 0;
      if (row === column) root[row * size + row] = rest > PIVOT_LOST ? Math.sqrt(rest) : 0;
      else root[row * size + column] = pivot === 0 ? 0 : rest / pivot;
    }
  }
  return root;
}
