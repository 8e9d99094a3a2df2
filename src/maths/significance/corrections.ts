import { requireProbability } from '../arguments/index.ts';

/**
 * Benjamini–Hochberg adjusted p-values: of the differences called real, at most 5 % are expected to be chance.
 *
 * The default for many cohorts or segments: it keeps more real differences than {@link holm}. Right for
 * independent comparisons, and in practice for those that share a group.
 *
 * @param pValues  one per comparison, each in 0–1; leave out comparisons that could not be made
 * @returns adjusted values in the order given, each ≥ its own p; compare them with α
 * @throws DomainError `maths.probability_out_of_range`
 * @source Benjamini & Hochberg 1995, JRSS B 57:289–300; checked against statsmodels multipletests('fdr_bh')
 * @example benjaminiHochberg([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  return stepUp(pValues, 1);
}

/**
 * Benjamini–Yekutieli adjusted p-values: as Benjamini–Hochberg, but right however the comparisons hang together.
 *
 * Its price is a factor of about log (count) + 0.58: among 45 comparisons 4.4. For families whose members pull
 * against each other; the usual ones (a shared group, nested thresholds) do not need it.
 *
 * @param pValues  one per comparison, each in 0–1; leave out comparisons that could not be made
 * @returns adjusted values in the order given, each ≥ its own p; compare them with α
 * @throws DomainError `maths.probability_out_of_range`
 * @source Benjamini & Yekutieli 2001, Annals of Statistics 29:1165–1188; checked against statsmodels multipletests('fdr_by')
 * @example benjaminiYekutieli([0.01, 0.04, 0.03]) // [0.055, 0.073, 0.073]
 */
export function benjaminiYekutieli(pValues: readonly number[]): number[] {
  const price = pValues.reduce((sum, _, at) => sum + 1 / (at + 1), 0);
  return stepUp(pValues, price);
}

/**
 * Holm adjusted p-values: the chance of calling even one difference real by mistake stays below α.
 *
 * For a few comparisons where one mistake is costly. Never weaker than Bonferroni, and needs no
 * assumption about how the comparisons hang together.
 *
 * @param pValues  one per comparison, each in 0–1; leave out comparisons that could not be made
 * @returns adjusted values in the order given, each ≥ its own p; compare them with α
 * @throws DomainError `maths.probability_out_of_range`
 * @source Holm 1979, Scandinavian Journal of Statistics 6:65–70; checked against statsmodels multipletests('holm')
 * @example holm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 */
export function holm(pValues: readonly number[]): number[] {
  const count = pValues.length;
  const adjusted = new Array<number>(count).fill(1);
  let largest = 0;
  for (const [fromSmallest, { p, index }] of ranked(pValues).entries()) {
    largest = Math.max(largest, Math.min(1, p * (count - fromSmallest)));
    adjusted[index] = largest;
  }
  return adjusted;
}

/** From the largest down: p · price · count / rank, never more than the adjusted value above it, nor 1. */
function stepUp(pValues: readonly number[], price: number): number[] {
  const count = pValues.length;
  const adjusted = new Array<number>(count).fill(1);
  let least = 1;
  for (const [fromLargest, { p, index }] of ranked(pValues).reverse().entries()) {
    least = Math.min(least, p * price * (count / (count - fromLargest)));
    adjusted[index] = least;
  }
  return adjusted;
}

function ranked(pValues: readonly number[]): { p: number; index: number }[] {
  for (const [index, p] of pValues.entries()) requireProbability(`pValues[${index}]`, p);
  return pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
}
