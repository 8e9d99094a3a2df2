import { type Estimate, known, unknown } from '../../basics/estimate.ts';
import { requireHits } from '../arguments/index.ts';
import type { Proportion } from '../intervals/index.ts';

/** Two tables as likely as each other may differ in the last digits; R's fisher.test grants the same. */
const AS_LIKELY = 1 + 1e-7;
/** What adds less than this to the sum no longer changes any digit of it. */
const NEGLIGIBLE = 1e-19;
/** The smallest number with all its digits. Smaller ones lose them, and may never shrink to 0. */
const SMALLEST = 2 ** -1022;

/**
 * Fisher's exact test of two shares, two-sided: the sum of all tables no more likely than the observed one.
 *
 * Right for groups of any size, where the z test asks for 5 expected people in every cell. Tables are
 * weighed relative to the likeliest one, from each to its neighbour, outwards until they no longer
 * count: no factorial is needed, nothing cancels, and the work grows with the square root of the
 * customers (two groups of a billion: some 10⁶ steps).
 *
 * @param first   hits of total
 * @param second  hits of total; no customer may be in both
 * @returns p in 0–1, 0 where it is below 1e-308; unknown `too_few_customers` for an empty group
 * @throws DomainError `maths.share_out_of_range`
 * @source Fisher 1935, JRSS 98:39–82; the two-sided rule of R fisher.test; checked against scipy fisher_exact
 * @example fisherExact({ hits: 7, total: 20 }, { hits: 12, total: 21 }) // 0.2146
 */
export function fisherExact(first: Proportion, second: Proportion): Estimate<number> {
  requireHits(first.hits, first.total);
  requireHits(second.hits, second.total);
  if (first.total === 0 || second.total === 0) return unknown('too_few_customers');
  const table = { first: first.total, second: second.total, hits: first.hits + second.hits };
  const mode = likeliest(table);
  const observed = first.hits;
  if (observed === mode) return known(1);
  const seen = weightOf(table, mode, observed);
  if (seen === 0) return known(0);
  const towards = observed > mode ? 1 : -1;
  // The observed side goes first: its rare tables tell how far the other side has to be walked.
  const limit = seen * AS_LIKELY;
  const near = sumOutwards(table, { from: mode, step: towards, limit, counted: 0 });
  const far = sumOutwards(table, { from: mode, step: -towards, limit, counted: near.rare });
  const middle = limit >= 1 ? 1 : 0;
  return known(Math.min(1, (near.rare + middle + far.rare) / (near.all + 1 + far.all)));
}

/** The margins of a 2 × 2 table; a table is then told by its number of hits in the first group. */
interface Margins {
  readonly first: number;
  readonly second: number;
  readonly hits: number;
}

interface Walk {
  readonly from: number;
  readonly step: number;
  readonly limit: number;
  readonly counted: number;
}

const likeliest = ({ first, second, hits }: Margins): number =>
  Math.min(first, hits, Math.floor(((hits + 1) / (first + second + 2)) * (first + 1)));

/** How likely the next table outwards is, relative to this one; 0 past the last table. */
function ratio({ first, second, hits }: Margins, x: number, step: number): number {
  const others = second - hits;
  return step > 0
    ? ((first - x) / (x + 1)) * ((hits - x) / (others + x + 1))
    : (x / (first - x + 1)) * ((others + x) / (hits - x + 1));
}

/** Weight of one table, the likeliest one weighing 1; 0 once it is too small for a number. */
function weightOf(table: Margins, mode: number, x: number): number {
  const step = x > mode ? 1 : -1;
  let weight = 1;
  for (let at = mode; at !== x && weight >= SMALLEST; at += step) weight *= ratio(table, at, step);
  return weight < SMALLEST ? 0 : weight;
}

/** Sums the tables on one side of the mode: all of them, and those no more likely than the observed one. */
function sumOutwards(table: Margins, { from, step, limit, counted }: Walk): { all: number; rare: number } {
  let weight = 1;
  let all = 0;
  let rare = 0;
  for (let at = from; ; at += step) {
    weight *= ratio(table, at, step);
    if (weight < SMALLEST || weight <= (counted + rare) * NEGLIGIBLE) return { all, rare };
    all += weight;
    if (weight <= limit) rare += weight;
  }
}
