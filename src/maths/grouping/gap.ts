import { normalUpperTail } from '../distributions/index.ts';
import { nearestCentres } from './k-means.ts';
import { type Points, squareDistance } from './points.ts';

/** Half the width of the stretches in which customers are counted, as a share of the way between two centres. */
const REACH = 0.15;
const ALPHA = 0.05;
/** Up to this many the binomial law is summed; beyond it is normal. */
const SUMMED_UP_TO = 1000;

/**
 * Whether every group stands apart: on the way to the nearest other centre there are fewer customers halfway than around
 * either end, and by more than chance.
 *
 * In one crowd, however long or skewed, there are never fewer halfway than at both ends. The centres must come
 * from other customers than those counted: a border drawn through a crowd opens a gap among its own.
 *
 * @param points   customers who had no part in the centres
 * @param centres  two or more
 * @returns true when each group has a gap to its nearest neighbour, both comparisons at 5 %
 * @source sign tests on counts; the rule "fewer halfway than at both ends" is the definition of two modes
 */
export const standApart = (points: Points, centres: Points): boolean => {
  const groupOf = nearestCentres(points, centres);
  return Array.from({ length: centres.rows }, (_, group) => group).every((group) =>
    hasGap(points, groupOf, { centres, from: group, to: nearestOther(centres, group) }),
  );
};

interface Way {
  readonly centres: Points;
  readonly from: number;
  readonly to: number;
}

function hasGap(points: Points, groupOf: Int32Array, way: Way): boolean {
  let halfway = 0;
  const ends = [0, 0] as [number, number];
  for (let row = 0; row < points.rows; row++) {
    if (groupOf[row] !== way.from && groupOf[row] !== way.to) continue;
    const place = placeOn(points, row, way);
    if (Math.abs(place) <= REACH) ends[0]++;
    if (Math.abs(place - 0.5) <= REACH) halfway++;
    if (Math.abs(place - 1) <= REACH) ends[1]++;
  }
  return ends.every((end) => chanceOfFewer(halfway, halfway + end) <= ALPHA);
}

/** Where a point stands on the way between two centres: 0 at the one, 1 at the other. */
function placeOn(points: Points, row: number, { centres, from, to }: Way): number {
  const length = squareDistance(centres, from, centres, to);
  const fromStart = squareDistance(points, row, centres, from);
  const fromEnd = squareDistance(points, row, centres, to);
  return length > 0 ? (1 + (fromStart - fromEnd) / length) / 2 : 0.5;
}

function nearestOther(centres: Points, group: number): number {
  let nearest = group === 0 ? 1 : 0;
  for (let other = 0; other < centres.rows; other++) {
    if (other === group) continue;
    const closer =
      squareDistance(centres, group, centres, other) < squareDistance(centres, group, centres, nearest);
    if (closer) nearest = other;
  }
  return nearest;
}

/** Chance of so few heads, or fewer, in so many tosses. */
function chanceOfFewer(heads: number, tosses: number): number {
  if (tosses > SUMMED_UP_TO) return normalUpperTail((tosses / 2 - heads - 0.5) / Math.sqrt(tosses / 4));
  let ways = 1;
  let sum = 0;
  for (let at = 0; at <= heads; at++) {
    sum += ways * 2 ** -tosses;
    ways *= (tosses - at) / (at + 1);
  }
  return Math.min(1, sum);
}
