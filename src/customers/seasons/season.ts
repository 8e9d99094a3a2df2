import { type DayNumber, dateText, dayNumber } from '#src/customers/calendar/index.ts';

/**
 * First and last day of a season, MM-DD, both of it. It runs over the new year where its end stands before its beginning.
 * 02-28 as the last day means the end of February: in leap years 29 February is of the season.
 */
export interface Season {
  readonly from: string;
  readonly to: string;
}

/** One season by its days; it is called by the year of its first day. */
export interface SeasonDays {
  readonly year: number;
  readonly first: DayNumber;
  readonly last: DayNumber;
}

/** Whether a season runs over the new year. */
export const wraps = ({ from, to }: Season): boolean => to < from;

/** The days of the season that begins in a year. */
export function seasonDays(season: Season, year: number): SeasonDays {
  const first = dayNumber(`${year}-${season.from}`);
  const last = dayNumber(`${wraps(season) ? year + 1 : year}-${season.to}`);
  const endsFebruary = season.to === '02-28' && dateText(last + 1).endsWith('02-29');
  return { year, first, last: endsFebruary ? last + 1 : last };
}

/** The season a local day lies in; null between two. */
export function seasonOn(season: Season, day: DayNumber): SeasonDays | null {
  const begun = lastBegun(season, day);
  return day <= begun.last ? begun : null;
}

/** The last season that is over on a local day: its last day lies before it. */
export function lastOver(season: Season, day: DayNumber): SeasonDays {
  const begun = lastBegun(season, day);
  return begun.last < day ? begun : seasonDays(season, begun.year - 1);
}

/** The first season that begins after a local day. */
export const nextSeason = (season: Season, day: DayNumber): SeasonDays =>
  seasonDays(season, lastBegun(season, day).year + 1);

/** The same day of the calendar in another season; 28 February where it is 29 February in a year without one. */
export function sameDayIn(season: Season, { day, year }: { day: DayNumber; year: number }): DayNumber {
  const running = lastBegun(season, day);
  const text = dateText(day);
  const of = Number(text.slice(0, 4)) - running.year + year;
  const monthDay = text.slice(5);
  if (monthDay !== '02-29') return dayNumber(`${of}-${monthDay}`);
  const march = dayNumber(`${of}-03-01`);
  return march - 1;
}

function lastBegun(season: Season, day: DayNumber): SeasonDays {
  const year = Number(dateText(day).slice(0, 4));
  const own = seasonDays(season, year);
  return own.first <= day ? own : seasonDays(season, year - 1);
}
