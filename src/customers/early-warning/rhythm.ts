import { gammaRatioQuantile, logGamma } from '#src/maths/distributions/index.ts';

/** How regular gaps may be: 1 is chance alone (exponential), 32 is nearly constant, ½ comes in bursts. */
export const shapes = [0.5, 1, 2, 4, 8, 16, 32] as const;

/** How the rhythms of a workspace's people are spread: what is known of somebody before anything is known of them. */
export interface Population {
  /** False where too few people showed a rhythm, and a weak guess stands in its place. */
  readonly learned: boolean;
  /** How many people it was learned from. */
  readonly people: number;
  /** Mean gaps follow an inverse gamma law of this shape, … */
  readonly spread: number;
  /** … and this scale, in days. */
  readonly scale: number;
  /** Share of people of each of {@link shapes}. */
  readonly weights: readonly number[];
}

/** One visit's worth of knowledge, and gaps of two days, of any regularity. */
export const unlearned: Population = {
  learned: false,
  people: 0,
  spread: 1,
  scale: 2,
  weights: shapes.map(() => 1 / shapes.length),
};

/** An older gap counts for this much of the next one: about the latest 33 gaps tell a rhythm. */
const fading = 0.97;

/** From so many gaps on the weight does not change any more. */
const mostKept = 200;

/** One person's gaps so far, faded: how many, their sum and that of their logarithms. Grows with {@link heard}. */
export interface Gaps {
  count: number;
  sum: number;
  logs: number;
}

export const noGaps = (): Gaps => ({ count: 0, sum: 0, logs: 0 });

/**
 * Adds a gap of so many whole days, at least one.
 *
 * A day stands for its middle: a gap of whole days is what lies between, rounded up. Taken as whole days, gaps of chance looked regular,
 * and limits of 99 % held 97.8 % of them.
 */
export function heard(gaps: Gaps, days: number): void {
  gaps.count += 1;
  gaps.sum = gaps.sum * fading + (days - 0.5);
  gaps.logs = gaps.logs * fading + Math.log(days - 0.5);
}

/** The weight of so many gaps, the latest counting one. */
export const weightOf = (count: number): number => (1 - fading ** Math.min(count, mostKept)) / (1 - fading);

/**
 * Above how many whole days a gap is out of somebody's own rhythm.
 *
 * Gaps follow a gamma law whose shape is the one of seven that the person's gaps, and the workspace's people, make most
 * likely; its rate follows a gamma law over people. So the next gap is a ratio of two gamma numbers, whose quantile is exact:
 * of few gaps it leans on the others' rhythm, of many on one's own (empirical Bayes).
 *
 * Rejected: the largest gap so far (never warns those who were once away), the quantile of the gaps themselves (99 % of 20 gaps
 * is the largest), a fixed number of days (warns the monthly visitor every month).
 *
 * @source Fader, Hardie & Lee 2005 for the gamma–gamma mixture of rates; Platzer & Reutterer 2016, Marketing Science 35:779,
 * for gamma gaps and their regularity
 */
export class RhythmLaw {
  readonly #population: Population;
  readonly #level: number;
  /** What does not depend on the person, by shape and count. */
  readonly #quantiles: number[][] = shapes.map(() => []);
  readonly #constants: number[][] = shapes.map(() => []);

  /** @param level the share of somebody's gaps that are within their rhythm, strictly between 0 and 1 */
  constructor(population: Population, level: number) {
    this.#population = population;
    this.#level = level;
  }

  /** Days, not whole; gaps longer than this are out of rhythm. */
  limit(gaps: Gaps): number {
    const place = this.#likeliest(gaps);
    return (
      (this.#population.scale / (shapes[place] ?? 1) + gaps.sum) * this.#quantile(place, gaps.count) + 0.5
    );
  }

  /** Which of {@link shapes} says most of these gaps. */
  #likeliest(gaps: Gaps): number {
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let place = 0; place < shapes.length; place++) {
      const likely = this.likelihood(place, gaps);
      if (likely > most) [best, most] = [place, likely];
    }
    return best;
  }

  /** Logarithm of how likely these gaps are of people of a shape, times the share of such people. */
  likelihood(place: number, { count, sum, logs }: Gaps): number {
    const shape = shapes[place] ?? 1;
    const { spread, scale } = this.#population;
    const kept = Math.min(count, mostKept);
    const row = this.#constants[place] ?? [];
    const constant = row[kept] ?? this.#constant(place, kept);
    row[kept] = constant;
    return constant + (shape - 1) * logs - (spread + weightOf(kept) * shape) * Math.log(scale / shape + sum);
  }

  #constant(place: number, count: number): number {
    const shape = shapes[place] ?? 1;
    const { spread, scale, weights } = this.#population;
    const weight = weightOf(count);
    return (
      Math.log(weights[place] ?? 0) +
      spread * Math.log(scale / shape) -
      logGamma(spread) -
      weight * logGamma(shape) +
      logGamma(spread + weight * shape)
    );
  }

  #quantile(place: number, count: number): number {
    const kept = Math.min(count, mostKept);
    const row = this.#quantiles[place] ?? [];
    const found = row[kept] ?? this.#ratio(shapes[place] ?? 1, weightOf(kept));
    row[kept] = found;
    return found;
  }

  #ratio(shape: number, weight: number): number {
    return gammaRatioQuantile({ share: this.#level, a: shape, b: this.#population.spread + weight * shape });
  }
}
