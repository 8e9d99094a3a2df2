import { requireCount } from '../arguments/index.ts';
import { seededChance } from '../chance/index.ts';
import { chosen, type Points, squareDistance } from './points.ts';

/** Points sorted into groups around centres. */
export interface Partition {
  /** Per point the number of its group, 0 … k − 1; group 0 is the largest. */
  readonly groupOf: Int32Array;
  /** One row per group. */
  readonly centres: Points;
  /** Customers per group, largest first. */
  readonly sizes: readonly number[];
  /** Sum of the squares of the distances to the centres. */
  readonly inertia: number;
}

export interface PartitionOptions {
  /** A whole number; the same seed gives the same groups. 1 unless told. */
  readonly seed?: number;
  /** Times it is begun anew from other centres, the best kept; 8 unless told. */
  readonly starts?: number;
}

const MOST_ROUNDS = 100;

/**
 * Sorts points into k groups by k-means: each point belongs to the nearest centre, each centre is the mean of its points.
 *
 * Finds round groups of like spread; long, bent or nested ones it cuts. It always finds k groups,
 * also where there are none: ask {@link typicalGroups} whether they mean anything.
 *
 * Begun by k-means++ from several seeds. A group that empties takes the point farthest from its centre.
 *
 * @param points   at least one; bring the columns to one scale first
 * @param groups   k: integer from 1 to the number of points
 * @param options  seed and number of starts
 * @returns groups (largest first; of equal ones that of the first point first), centres, sizes, inertia
 * @throws DomainError `maths.count_out_of_range`
 * @source Lloyd 1982, IEEE Trans. Information Theory 28:129–137; Arthur & Vassilvitskii 2007 (k-means++); checked
 * against scikit-learn KMeans
 * @example kMeans(standardised(points), 3, { seed: 7 })
 */
export function kMeans(points: Points, groups: number, options: PartitionOptions = {}): Partition {
  const { seed = 1, starts = 8 } = options;
  requireCount('groups', groups, 1);
  requireCount('starts', starts, 1);
  requireCount('points (as many as groups, at least)', points.rows, groups);
  const random = seededChance(seed);
  let best = settledFrom(points, firstCentres(points, groups, random));
  for (let start = 1; start < starts; start++) {
    const next = settledFrom(points, firstCentres(points, groups, random));
    if (next.inertia < best.inertia) best = next;
  }
  return largestFirst(best, points.columns);
}

/** The nearest centre of each point, numbered as the centres are. */
export function nearestCentres(points: Points, centres: Points): Int32Array<ArrayBuffer> {
  const nearest = new Int32Array(points.rows);
  for (let row = 0; row < points.rows; row++) nearest[row] = nearestTo(points, row, centres).group;
  return nearest;
}

function nearestTo(points: Points, row: number, centres: Points): { group: number; square: number } {
  let group = 0;
  let square = Number.POSITIVE_INFINITY;
  for (let centre = 0; centre < centres.rows; centre++) {
    const distance = squareDistance(points, row, centres, centre);
    if (distance >= square) continue;
    square = distance;
    group = centre;
  }
  return { group, square };
}

/** k-means++: each further centre is a point drawn by the square of its distance from those chosen. */
function firstCentres(points: Points, groups: number, random: () => number): Points {
  const rows = [Math.floor(random() * points.rows)];
  const squares = new Float64Array(points.rows).fill(Number.POSITIVE_INFINITY);
  while (rows.length < groups) {
    const last = rows.at(-1) ?? 0;
    let sum = 0;
    for (let row = 0; row < points.rows; row++) {
      squares[row] = Math.min(squares[row] ?? 0, squareDistance(points, row, points, last));
      sum += squares[row] ?? 0;
    }
    rows.push(sum > 0 ? drawnBy(squares, random() * sum) : rows.length);
  }
  return chosen(points, rows);
}

function drawnBy(weights: Float64Array, mark: number): number {
  let sum = 0;
  let last = 0;
  for (const [at, weight] of weights.entries()) {
    if (weight === 0) continue;
    sum += weight;
    last = at;
    if (sum > mark) break;
  }
  return last;
}

interface Settled {
  readonly groupOf: Int32Array;
  readonly centres: Points;
  readonly inertia: number;
}

function settledFrom(points: Points, begin: Points): Settled {
  let centres = begin;
  let groupOf = new Int32Array(points.rows).fill(-1);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = filled(points, nearestCentres(points, centres), centres);
    const changed = next.some((group, row) => group !== groupOf[row]);
    groupOf = next;
    if (!changed) break;
    centres = meansOf(points, groupOf, centres.rows);
  }
  let inertia = 0;
  for (let row = 0; row < points.rows; row++)
    inertia += squareDistance(points, row, centres, groupOf[row] ?? 0);
  return { groupOf, centres, inertia };
}

/** Gives each empty group the point farthest from its centre, among groups that can spare one. */
function filled(points: Points, groupOf: Int32Array<ArrayBuffer>, centres: Points): Int32Array<ArrayBuffer> {
  const sizes = sizesOf(groupOf, centres.rows);
  for (let empty = 0; empty < centres.rows; empty++) {
    if (sizes[empty] !== 0) continue;
    let farthest = -1;
    let square = -1;
    for (let row = 0; row < points.rows; row++) {
      const group = groupOf[row] ?? 0;
      if ((sizes[group] ?? 0) < 2) continue;
      const distance = squareDistance(points, row, centres, group);
      if (distance > square) [farthest, square] = [row, distance];
    }
    if (farthest < 0) break;
    const from = groupOf[farthest] ?? 0;
    sizes[from] = (sizes[from] ?? 0) - 1;
    sizes[empty] = 1;
    groupOf[farthest] = empty;
  }
  return groupOf;
}

function meansOf({ figures, rows, columns }: Points, groupOf: Int32Array, groups: number): Points {
  const sums = new Float64Array(groups * columns);
  const sizes = sizesOf(groupOf, groups);
  for (let row = 0; row < rows; row++) {
    const to = (groupOf[row] ?? 0) * columns;
    for (let column = 0; column < columns; column++) {
      sums[to + column] = (sums[to + column] ?? 0) + (figures[row * columns + column] ?? 0);
    }
  }
  const means = sums.map((sum, at) => sum / Math.max(1, sizes[Math.floor(at / columns)] ?? 1));
  return { figures: means, rows: groups, columns };
}

function sizesOf(groupOf: Int32Array, groups: number): number[] {
  const sizes = new Array<number>(groups).fill(0);
  for (const group of groupOf) sizes[group] = (sizes[group] ?? 0) + 1;
  return sizes;
}

function largestFirst({ groupOf, centres, inertia }: Settled, columns: number): Partition {
  const sizes = sizesOf(groupOf, centres.rows);
  const firstMember = sizes.map((_, group) => groupOf.indexOf(group));
  const order = [...sizes.keys()].sort(
    (a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || (firstMember[a] ?? 0) - (firstMember[b] ?? 0),
  );
  const placeOf = new Int32Array(order.length);
  for (const [place, group] of order.entries()) placeOf[group] = place;
  return {
    groupOf: groupOf.map((group) => placeOf[group] ?? 0),
    centres: columns === 0 ? centres : chosen(centres, order),
    sizes: order.map((group) => sizes[group] ?? 0),
    inertia,
  };
}
