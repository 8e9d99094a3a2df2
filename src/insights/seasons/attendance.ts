import type { DayNumber } from '#src/customers/calendar/index.ts';
import {
  attendedIn,
  lastOver,
  type MonthNumber,
  ownSeason,
  type Season,
  type SeasonStanding,
  seasonOn,
  seasonStanding,
} from '#src/customers/seasons/index.ts';

/** How seasons of an offer are read: what it declares, or what its people show. */
export interface SeasonRule {
  readonly season: Season;
  readonly declared: boolean;
}

/** People who came in the same seasons. */
export interface Attendance {
  /** What is kept of their days, as the warehouse names it. */
  readonly seen: string;
  readonly people: number;
  /** Seasons they came in, by the season of the offer or group. */
  readonly years: readonly number[];
  /** Those in which they came before the day of the calendar that is reached now. */
  readonly early: readonly number[];
  /** Judged by their own season, where three tell one and the offer declares none. */
  readonly own: Season | null;
  readonly standing: SeasonStanding;
}

export interface AttendanceAsk {
  readonly rule: SeasonRule;
  readonly today: DayNumber;
  readonly watchedFrom: DayNumber;
  /** The month of the cut, within a season of whole months; null where every day lies before it. */
  readonly cutMonth: number | null;
}

/** Reads what is kept of people's days. */
export function attendanceOf(seen: string, people: number, ask: AttendanceAsk): Attendance {
  const codes = seen === '' ? [] : seen.split(',').map(Number);
  return ask.rule.declared
    ? bySeasons(seen, people, { ...ask, codes })
    : byMonths(seen, people, { ...ask, codes });
}

type Coded = AttendanceAsk & { readonly codes: readonly number[] };

const half = (code: number): number => Math.floor(code / 2);
const isEarly = (code: number): boolean => code % 2 === 1;
const distinct = (years: readonly number[]): number[] => [...new Set(years)].sort((a, b) => a - b);

function bySeasons(seen: string, people: number, { codes, rule, today, watchedFrom }: Coded): Attendance {
  const told = codes.filter((code) => code >= 0);
  const years = distinct(told.map(half));
  return {
    seen,
    people,
    years,
    early: distinct(told.filter(isEarly).map(half)),
    own: null,
    standing: seasonStanding({ season: rule.season, attended: years, today, watchedFrom }),
  };
}

function byMonths(seen: string, people: number, ask: Coded): Attendance {
  const { codes, rule, today, watchedFrom, cutMonth } = ask;
  const months = distinct(codes.map(half));
  const own = ownSeason(months);
  const season = own ?? rule.season;
  const early = distinct(codes.filter((code) => beforeCut(code, rule.season, cutMonth)).map(half));
  return {
    seen,
    people,
    years: attendedIn(rule.season, months),
    early: attendedIn(rule.season, early),
    own,
    standing: seasonStanding({ season, attended: attendedIn(season, months), today, watchedFrom }),
  };
}

/** Whether a month lies before that of the cut in its season, or in it with a day before the cut. */
function beforeCut(code: number, season: Season, cutMonth: number | null): boolean {
  if (cutMonth === null) return true;
  const from = Number(season.from.slice(0, 2)) - 1;
  const place = (month: MonthNumber) => (((month - from) % 12) + 12) % 12;
  const [own, cut] = [place(half(code)), place(cutMonth)];
  return own < cut || (own === cut && isEarly(code));
}

/** The season an answer speaks of: the running one, or the last one over. */
export const judgedSeason = (season: Season, today: DayNumber) =>
  seasonOn(season, today) ?? lastOver(season, today);
