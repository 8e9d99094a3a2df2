import { type Estimate, known, unknown } from '../../basics/estimate.ts';
import { type Points, squareDistance } from './points.ts';

/** Distances between all pairs of a few points, to be used for several partitions of them. */
export interface Distances {
  readonly rows: number;
  readonly between: Float32Array;
}

/** All distances of points; meant for some thousand at most. */
export function distancesOf(points: Points): Distances {
  const { rows } = points;
  const between = new Float32Array(rows * rows);
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b < a; b++) {
      const distance = Math.sqrt(squareDistance(points, a, points, b));
      between[a * rows + b] = distance;
      between[b * rows + a] = distance;
    }
  }
  return { rows, between };
}

/**
 * Mean silhouette: how much nearer points are to their own group than to the next one.
 *
 * 1 for far apart groups, 0 for borders drawn through the crowd, below 0 for points in the wrong group.
 * Kaufman & Rousseeuw read less than 0.25 as "no substantial structure". A group of one counts 0.
 *
 * @param distances  all pairs
 * @param groupOf    per point the number of its group
 * @returns −1 … 1; unknown `not_computable` with fewer than two groups that hold anybody
 * @source Rousseeuw 1987, J. Computational and Applied Mathematics 20:53–65; checked against scikit-learn silhouette_score
 * @example silhouette(distancesOf(points), [0, 0, 1, 1])
 */
export function silhouette({ rows, between }: Distances, groupOf: ArrayLike<number>): Estimate<number> {
  const sizes: number[] = [];
  for (let row = 0; row < rows; row++) sizes[groupOf[row] ?? 0] = (sizes[groupOf[row] ?? 0] ?? 0) + 1;
  if (sizes.filter((size) => size > 0).length < 2) return unknown('not_computable');
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const own = groupOf[row] ?? 0;
    if (sizes[own] === 1) continue;
    const sums = new Float64Array(sizes.length);
    for (let other = 0; other < rows; other++) {
      const group = groupOf[other] ?? 0;
      sums[group] = (sums[group] ?? 0) + (between[row * rows + other] ?? 0);
    }
    const within = (sums[own] ?? 0) / ((sizes[own] ?? 0) - 1);
    let next = Number.POSITIVE_INFINITY;
    for (const [group, size] of sizes.entries()) {
      if (group !== own && size > 0) next = Math.min(next, (sums[group] ?? 0) / size);
    }
    const longer = Math.max(within, next);
    sum += longer > 0 ? (next - within) / longer : 0;
  }
  return known(sum / rows);
}
