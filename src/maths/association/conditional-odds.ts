import { type Estimate, known, unknown } from '../../basics/estimate.ts';
import type { Proportion } from '../intervals/index.ts';

const HALVINGS = 100;
/** Odds ratios beyond e^±200 are of no use to anybody; the search stays inside. */
const FURTHEST_LOG = 200;
/** Half of the observed table counts as "as far out": the mid-p rule. */
const OWN_WEIGHT = 0.5;
/** A table this much rarer than all others together changes no digit. */
const NEGLIGIBLE = 1e-18;

/**
 * Interval for an odds ratio from the exact law of a 2 × 2 table given its margins, by the mid-p rule.
 *
 * The ends are the odds ratios under which the observed table, counted half, and all beyond it have the
 * chance (1 − level) / 2. Counting it whole (Cornfield, Clopper–Pearson) covers at least the level but
 * much more of it in small tables; mid-p covers about the level. Tables are weighed from the likeliest
 * outwards until they no longer count, so the work grows with the square root of the customers.
 *
 * @param first   hits of total, total ≥ 1
 * @param second  hits of total, total ≥ 1; neither all nor none counted in both
 * @param level   confidence, strictly between 0 and 1
 * @returns the two ends; low 0 or high unknown where the observed table is the last on that side
 * @source Agresti, Categorical Data Analysis, 16.6; checked against scipy nchypergeom_fisher
 */
export function conditionalOdds(
  first: Proportion,
  second: Proportion,
  level: number,
): { low: number; high: Estimate<number> } {
  const table = { first: first.total, hits: first.hits + second.hits, second: second.total };
  const least = Math.max(0, table.hits - table.second);
  const most = Math.min(table.first, table.hits);
  const tail = (1 - level) / 2;
  const above = (log: number) => tailAbove(table, first.hits, log);
  return {
    low: first.hits === least ? 0 : Math.exp(rising(above, tail)),
    high: first.hits === most ? unknown('too_few_customers') : known(Math.exp(rising(above, 1 - tail))),
  };
}

/** The margins of a table; the tables are then told by their hits in the first group. */
interface Margins {
  readonly first: number;
  readonly second: number;
  readonly hits: number;
}

/** Chance of more hits than observed, the observed table counted half, under e^log as odds ratio. */
function tailAbove(margins: Margins, observed: number, log: number): number {
  const odds = Math.exp(log);
  const mode = likeliest(margins, odds);
  const sums = { all: 1, beyond: countedOf(mode, observed) };
  for (const step of [1, -1]) {
    let weight = 1;
    for (let x = mode; ; x += step) {
      weight *= step > 0 ? growth(margins, x) * odds : 1 / (growth(margins, x - 1) * odds);
      if (!(weight > sums.all * NEGLIGIBLE)) break;
      sums.all += weight;
      sums.beyond += weight * countedOf(x + step, observed);
    }
  }
  return sums.beyond / sums.all;
}

const countedOf = (x: number, observed: number): number =>
  x > observed ? 1 : x === observed ? OWN_WEIGHT : 0;

/** How many more tables have x + 1 hits in the first group than x; 0 past the last, infinite before the first. */
const growth = ({ first, second, hits }: Margins, x: number): number =>
  ((first - x) / (second - hits + x + 1)) * ((hits - x) / (x + 1));

/** The table of greatest chance: where growth × odds passes 1, the root of a quadratic, kept inside the margins. */
function likeliest({ first, second, hits }: Margins, odds: number): number {
  const a = odds - 1;
  const b = -((first + hits + 2) * odds + second - hits);
  const c = (first + 1) * (hits + 1) * odds;
  const spread = Math.sqrt(Math.max(0, b * b - 4 * a * c));
  // The same root in two ways: the one in which no digits cancel.
  const root = b <= 0 ? (2 * c) / (spread - b) : (-b - spread) / (2 * a);
  return Math.min(first, hits, Math.max(0, hits - second, Math.floor(root)));
}

/** Where a function that rises from 0 to 1 reaches a height. */
function rising(chance: (log: number) => number, height: number): number {
  let below = -FURTHEST_LOG;
  let above = FURTHEST_LOG;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (below + above) / 2;
    if (chance(middle) < height) below = middle;
    else above = middle;
  }
  return (below + above) / 2;
}
