import type { SeasonDays } from '#src/customers/seasons/index.ts';
import type { MoveFacts, Phase, Reason, Status } from './life.ts';
import type { Seasons } from './seasons.ts';

/** Where somebody stands. */
export interface Standing {
  readonly phase: Phase;
  readonly status: Status;
  readonly reason: Reason;
}

/** What a season's judgement needs besides who came when. */
export interface SeasonAsk {
  readonly day: number;
  /** The first day as a customer. */
  readonly started: number;
  readonly former: 'conversion' | 'loyalty';
  readonly seasonsInRow: number;
  readonly tenureDays: number;
}

/** One life by seasons: absent means absent when expected, not silent. */
export class SeasonalLife {
  readonly #seasons: Seasons;
  readonly #came = new Set<number>();

  constructor(seasons: Seasons) {
    this.#seasons = seasons;
  }

  came(day: number): void {
    const season = this.#seasons.at(day);
    if (day <= season.last) this.#came.add(season.first);
  }

  /** Whether a season that began after a day is over without a visit. */
  missedSince(since: number, day: number): boolean {
    const season = this.#seasons.at(day);
    return day > season.last && season.first > since && !this.#came.has(season.first);
  }

  standing(ask: SeasonAsk): Standing {
    const season = this.#seasons.at(ask.day);
    const isOver = ask.day > season.last;
    if (this.#came.has(season.first) || ask.started > season.last) return this.#present(ask, season, isOver);
    if (isOver) return missed;
    const before = this.#seasons.before(season);
    const isAwaited = this.#came.has(before.first) || ask.started > before.last;
    return isAwaited ? { phase: ask.former, status: 'awaited', reason: 'season_begun' } : missed;
  }

  /** What a judgement of a day rests on. */
  facts(day: number): MoveFacts {
    const season = this.#seasons.at(day);
    return { seasonFirstDay: season.first, seasonLastDay: season.last, seasons: this.#inRow(season) };
  }

  #present(ask: SeasonAsk, season: SeasonDays, isOver: boolean): Standing {
    const isLoyal = this.#inRow(season) >= ask.seasonsInRow && ask.day - ask.started >= ask.tenureDays;
    const phase = isLoyal ? 'loyalty' : ask.former;
    if (isOver) return { phase, status: 'out_of_season', reason: 'season_over' };
    const isWatched = !isLoyal && ask.former === 'loyalty';
    return { phase, status: isWatched ? 'watch' : 'none', reason: 'season_came' };
  }

  #inRow(season: SeasonDays): number {
    let seasons = 0;
    for (let one = season; this.#came.has(one.first); one = this.#seasons.before(one)) seasons += 1;
    return seasons;
  }
}

const missed: Standing = { phase: 'attrition', status: 'missed_season', reason: 'season_missed' };
