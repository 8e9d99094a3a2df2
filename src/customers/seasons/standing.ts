import type { DayNumber } from '#src/customers/calendar/index.ts';
import { lastOver, type Season, type SeasonDays, seasonOn } from './season.ts';

/**
 * Where somebody stands towards an offer of seasons on a day. Silence between two seasons is no absence.
 *
 * `present`: the season runs and they came. `awaited`: it runs, they were there before and have not come yet.
 * `out_of_season`: none runs and they came in the last one. `missed_season`: none runs, they were there before and did not
 * come in the last one. `not_judged`: they came in too few seasons for being awaited in any.
 */
export const standings = ['present', 'awaited', 'out_of_season', 'missed_season', 'not_judged'] as const;
export type Standing = (typeof standings)[number];

/** How somebody stands, with what it rests on. */
export interface SeasonStanding {
  readonly standing: Standing;
  /** The season it is about: the running one, or the last one that is over. */
  readonly season: SeasonDays;
  readonly running: boolean;
  /** The last season they came in; null where they came in none. */
  readonly lastCame: number | null;
  /** Seasons they came in, up to that day. */
  readonly attended: number;
  /** Seasons over without them since they last came; for somebody present, those before this one. */
  readonly missed: number;
  /** They came for the first time in the season it is about: null where earlier ones were not watched. */
  readonly first: boolean | null;
}

export interface StandingAsk {
  readonly season: Season;
  /** Years of the seasons they came in, by the seasons' first days; any order. */
  readonly attended: readonly number[];
  /** The local day on which they are looked at: it is not over yet. */
  readonly today: DayNumber;
  /** The first local day of which anything is known; seasons begun before it are known in part. */
  readonly watchedFrom?: DayNumber | undefined;
  /** Seasons before the one judged in which somebody must have come to be awaited; 1 unless told. */
  readonly needed?: number | undefined;
}

/**
 * Where somebody stands on a day.
 *
 * The first season of somebody is never judged: nobody can miss what they did not know. A season that still runs is missed by
 * nobody.
 *
 * @example a ski shop of 11-01 to 02-28, bought from 2021 to 2023: in July 2024 `out_of_season`; on 28 February 2025, without
 * buying, `awaited`; on 1 March `missed_season`
 */
export function seasonStanding(ask: StandingAsk): SeasonStanding {
  const { season, today, needed = 1 } = ask;
  const running = seasonOn(season, today);
  const judged = running ?? lastOver(season, today);
  const years = [...new Set(ask.attended)].filter((year) => year <= judged.year).sort((a, b) => a - b);
  const earlier = years.filter((year) => year < judged.year);
  const came = years.at(-1) === judged.year;
  const lastEarlier = earlier.at(-1);
  const over = running === null ? judged.year : judged.year - 1;
  return {
    standing: standingOf(came, running !== null, earlier.length >= needed),
    season: judged,
    running: running !== null,
    lastCame: years.at(-1) ?? null,
    attended: years.length,
    missed: lastEarlier === undefined ? 0 : (came ? judged.year - 1 : over) - lastEarlier,
    first: came && earlier.length === 0 ? watchedBefore(ask, judged) : false,
  };
}

function standingOf(came: boolean, running: boolean, isAwaited: boolean): Standing {
  if (came) return running ? 'present' : 'out_of_season';
  if (!isAwaited) return 'not_judged';
  return running ? 'awaited' : 'missed_season';
}

/** True where the season before was watched whole: who was not in it, nor before, is new. */
function watchedBefore({ season, watchedFrom }: StandingAsk, judged: SeasonDays): true | null {
  if (watchedFrom === undefined) return true;
  return lastOver(season, judged.first).first >= watchedFrom ? true : null;
}
