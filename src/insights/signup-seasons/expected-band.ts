import { type Estimate, known, unknown } from '#src/basics/estimate.ts';
import type { Proportion } from '#src/maths/intervals/index.ts';

/** A share expected of a group, with the band in which groups of its size usually lie. */
export interface ExpectedShare {
  readonly share: Estimate<number>;
  readonly low: number | null;
  readonly high: number | null;
  readonly people: number;
}

const z = 1.959963984540054; // two-sided 95 %

/**
 * The share that earlier years lead one to expect of a group of a given size, with its band.
 *
 * The band is Wilson's, of as many people as make the variance of "new share − pooled share": chance in the group and in the
 * earlier years, p(1 − p)(1/n + 1/N), and what years differ by beyond chance (method of moments), τ²(1 + 1/k). With one
 * earlier year nothing is known of the latter, and it is left out.
 *
 * @param earlier each earlier year
 * @param size    people of the group
 * @source prediction interval of a share; τ² as DerSimonian and Laird 1986, Controlled Clinical Trials 7:177–188
 */
export function expectedShare(earlier: readonly Proportion[], size: number): ExpectedShare {
  const told = earlier.filter(({ total }) => total > 0);
  const people = told.reduce((sum, { total }) => sum + total, 0);
  const hits = told.reduce((sum, one) => sum + one.hits, 0);
  if (people === 0 || size === 0)
    return { share: unknown('too_few_customers'), low: null, high: null, people };
  const pooled = hits / people;
  const chance = pooled * (1 - pooled) * (1 / size + 1 / people);
  const spread = chance === 0 ? 0 : betweenYears(told, pooled) * (1 + 1 / told.length);
  const effective = chance === 0 ? 1 / (1 / size + 1 / people) : (pooled * (1 - pooled)) / (chance + spread);
  return { share: known(pooled), ...wilsonOf(pooled, effective), people };
}

/** What years differ by beyond chance: a variance, 0 where chance is enough. */
function betweenYears(years: readonly Proportion[], pooled: number): number {
  if (years.length < 2) return 0;
  const weights = years.map(({ total }) => total / (pooled * (1 - pooled)));
  const sum = weights.reduce((all, one) => all + one, 0);
  const squares = weights.reduce((all, one) => all + one * one, 0);
  const q = years.reduce(
    (all, { hits, total }, at) => all + (weights[at] ?? 0) * (hits / total - pooled) ** 2,
    0,
  );
  return Math.max(0, (q - (years.length - 1)) / (sum - squares / sum));
}

/** Wilson's bounds of a share of so many people, who need not be a whole number. */
function wilsonOf(share: number, people: number): { low: number; high: number } {
  const scale = 1 + z ** 2 / people;
  const middle = (share + z ** 2 / (2 * people)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / people + z ** 2 / (4 * people ** 2));
  return {
    low: share === 0 ? 0 : Math.max(0, middle - half),
    high: share === 1 ? 1 : Math.min(1, middle + half),
  };
}
