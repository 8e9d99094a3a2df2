import { digamma, trigamma } from '#src/maths/distributions/index.ts';
import { type Gaps, type Population, RhythmLaw, shapes, unlearned, weightOf } from './rhythm.ts';

/** Whoever has fewer gaps says little of their rhythm. */
export const fewestGaps = 5;

/** Of fewer people nothing is learned. */
export const fewestPeople = 50;

const rounds = 30;
const [leastSpread, mostSpread] = [0.5, 50];
const halvings = 60;

/**
 * How rhythms are spread among people, from those with at least {@link fewestGaps} gaps.
 *
 * Mean gaps: the mean and the variance of their logarithms (ψ and ψ′ of an inverse gamma law). Regularity: the share of each
 * shape, by expectation and maximisation over the people's own likelihoods.
 *
 * @returns {@link unlearned} where they are fewer than {@link fewestPeople}
 */
export function populationOf(all: readonly Gaps[]): Population {
  const told = all.filter(({ count }) => count >= fewestGaps);
  if (told.length < fewestPeople) return { ...unlearned, people: told.length };
  const means = told.map(({ sum, count }) => Math.log(sum / weightOf(count)));
  const middle = meanOf(means);
  const spread = spreadOf(meanOf(means.map((one) => (one - middle) ** 2)));
  const scale = Math.exp(middle + digamma(spread));
  const even: Population = { learned: true, people: told.length, spread, scale, weights: unlearned.weights };
  return { ...even, weights: weightsOf(told, even) };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The shape whose ψ′ is the variance: ψ′ falls, so it is found by halving. */
function spreadOf(variance: number): number {
  let [near, far]: [number, number] = [leastSpread, mostSpread];
  for (let halving = 0; halving < halvings; halving++) {
    const middle = (near + far) / 2;
    if (trigamma(middle) > variance) near = middle;
    else far = middle;
  }
  return (near + far) / 2;
}

function weightsOf(told: readonly Gaps[], even: Population): number[] {
  const law = new RhythmLaw(even, 0.99);
  const likely = told.map((gaps) => shapes.map((_, place) => law.likelihood(place, gaps)));
  let weights = [...even.weights];
  for (let round = 0; round < rounds; round++) {
    const sums = shapes.map(() => 0);
    for (const own of likely) {
      const most = Math.max(...own);
      const shares = own.map((one, place) => Math.exp(one - most) * (weights[place] ?? 0));
      const all = shares.reduce((sum, share) => sum + share, 0);
      for (const [place, share] of shares.entries()) sums[place] = (sums[place] ?? 0) + share / all;
    }
    weights = sums.map((sum) => Math.max(1e-6, sum / told.length));
  }
  return weights;
}
