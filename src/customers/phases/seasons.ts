import { type Season, type SeasonDays, seasonDays } from '#src/customers/seasons/index.ts';

const dayMs = 86_400_000;

/** The seasons of all years, each looked up once: they are asked for every night of every life. */
export class Seasons {
  readonly #season: Season;
  readonly #known = new Map<number, SeasonDays>();

  constructor(season: Season) {
    this.#season = season;
  }

  /** The season that is running on a day, or else the latest that is over. */
  at(day: number): SeasonDays {
    const now = this.#of(new Date(day * dayMs).getUTCFullYear());
    return now.first <= day ? now : this.#of(now.year - 1);
  }

  before({ year }: SeasonDays): SeasonDays {
    return this.#of(year - 1);
  }

  #of(year: number): SeasonDays {
    const found = this.#known.get(year) ?? seasonDays(this.#season, year);
    this.#known.set(year, found);
    return found;
  }
}
