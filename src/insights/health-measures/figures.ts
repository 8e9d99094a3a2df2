import type { Colour, Dimension, Figure, Lack, Template } from './ask.ts';

export const told = (value: number): Figure => ({ known: true, value });
export const lacking = (why: Lack): Figure => ({ known: false, why });

/**
 * The colour of a figure by a dimension's bounds: a bound belongs to the better colour. Null where it is not known.
 */
export function colourOf(
  { better, green, yellow }: Pick<Dimension, 'better' | 'green' | 'yellow'>,
  figure: Figure,
): Colour | null {
  if (!figure.known) return null;
  const reaches = (bound: number) => (better === 'higher' ? figure.value >= bound : figure.value <= bound);
  return reaches(green) ? 'green' : reaches(yellow) ? 'yellow' : 'red';
}

/** How a figure changed against the days before, as a share of what it was: +0.3 is 30 % more. */
export function changeOf(now: Figure, before: Figure): Figure {
  if (!now.known) return now;
  if (!before.known) return before;
  if (before.value === 0) return now.value === 0 ? told(0) : lacking('nothing_before');
  return told((now.value - before.value) / Math.abs(before.value));
}

/** Which way a dimension goes. */
export type Trend = 'better' | 'worse' | 'same';

/** A change smaller than this is none. */
export const leastChange = 0.1;

/** Whether a dimension got better: by a tenth at least, or from nothing to something. Null where it is not known. */
export function trendOf({ better }: Pick<Dimension, 'better'>, now: Figure, before: Figure): Trend | null {
  if (!now.known || !before.known) return null;
  const change = changeOf(now, before);
  const share = change.known ? change.value : now.value > 0 ? 1 : -1;
  const rounded = Math.round(share * 1e9) / 1e9; // 1.1 − 1 is a tenth
  if (Math.abs(rounded) < leastChange) return 'same';
  return rounded > 0 === (better === 'higher') ? 'better' : 'worse';
}

const points: Readonly<Record<Colour, number>> = { green: 100, yellow: 50, red: 0 };

/** The weighted mean of what is known, and how much that is. */
export interface Score {
  /** 0–100; null where too little is known. */
  readonly score: number | null;
  readonly colour: Colour | null;
  /** Share of the weights whose colour is known. */
  readonly coverage: number;
}

/**
 * The score of colours: green 100, yellow 50, red 0, weighted. What is not known is left out, never guessed; the red
 * dimensions are told beside it by whoever shows it.
 */
export function scoreOf(
  { dimensions, green, yellow, leastCoverage }: Template,
  colours: readonly (Colour | null)[],
): Score {
  let [weights, known, sum] = [0, 0, 0];
  for (const [i, { weight }] of dimensions.entries()) {
    const colour = colours[i] ?? null;
    weights += weight;
    if (colour === null) continue;
    known += weight;
    sum += weight * points[colour];
  }
  const coverage = known / weights;
  if (known === 0 || coverage < leastCoverage) return { score: null, colour: null, coverage };
  const score = sum / known;
  return { score, colour: score >= green ? 'green' : score >= yellow ? 'yellow' : 'red', coverage };
}
