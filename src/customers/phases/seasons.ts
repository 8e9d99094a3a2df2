import type { OfferTerms } from './facts.ts';

const dayMs = 86_400_000;

/** One season: days since 1970, both included. */
export interface Season {
  readonly first: number;
  readonly last: number;
}

/** Seasons of every year by first and last day, `MM-DD`; the end of February is its last day in leap years too. */
export class Seasons {
  readonly #from: readonly [number, number];
  readonly #to: readonly [number, number];
  readonly #known = new Map<number, Season>();

  constructor({ from, to }: NonNullable<OfferTerms['season']>) {
    this.#from = monthAndDay(from);
    this.#to = monthAndDay(to);
  }

  /** The season that is running on a day, or else the latest that is over. */
  at(day: number): Season {
    const year = new Date(day * dayMs).getUTCFullYear();
    const now = this.#of(year);
    return now.first <= day ? now : this.#of(year - 1);
  }

  before(season: Season): Season {
    return this.#of(new Date(season.first * dayMs).getUTCFullYear() - 1);
  }

  #of(year: number): Season {
    const kept = this.#known.get(year);
    if (kept !== undefined) return kept;
    const wraps =
      this.#to[0] < this.#from[0] || (this.#to[0] === this.#from[0] && this.#to[1] < this.#from[1]);
    const made = { first: dayIn(year, this.#from), last: dayIn(wraps ? year + 1 : year, this.#to, true) };
    this.#known.set(year, made);
    return made;
  }
}

const monthAndDay = (text: string): [number, number] => [Number(text.slice(0, 2)), Number(text.slice(3))];

function dayIn(year: number, [month, day]: readonly [number, number], last = false): number {
  const isEnd = last && month === 2 && day === 28;
  return Date.UTC(year, isEnd ? 2 : month - 1, isEnd ? 0 : day) / dayMs;
}

/** Of fewer visits, or fewer years, no season is learned. */
const [fewestVisits, fewestYears] = [200, 2];
/** A season holds so many of the visits, in at most so many months. */
const [mostly, longest] = [0.9, 8];

/**
 * The season that visits show by themselves: the fewest months in a row, at most eight, that hold nine of ten visits.
 *
 * @param visits by month of the year, January first
 * @param years  how many calendar years they come from
 * @returns null where there is none: too few visits, fewer than two years, or visits all the year round
 */
export function learnedSeason(visits: readonly number[], years: number): OfferTerms['season'] {
  const all = visits.reduce((sum, month) => sum + month, 0);
  if (all < fewestVisits || years < fewestYears) return null;
  for (let length = 1; length <= longest; length++) {
    const [held, from] = fullest(visits, length);
    if (held >= mostly * all) return { from: `${two(from + 1)}-01`, to: lastDay((from + length - 1) % 12) };
  }
  return null;
}

function fullest(visits: readonly number[], length: number): [number, number] {
  let best: [number, number] = [-1, 0];
  for (let from = 0; from < 12; from++) {
    let held = 0;
    for (let later = 0; later < length; later++) held += visits[(from + later) % 12] ?? 0;
    if (held > best[0]) best = [held, from];
  }
  return best;
}

const two = (value: number): string => String(value).padStart(2, '0');
const lastDay = (month: number): string =>
  `${two(month + 1)}-${two(new Date(Date.UTC(2001, month + 1, 0)).getUTCDate())}`;
