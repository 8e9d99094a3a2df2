import type { Season } from './season.ts';

/** A month counted from January of year 0: year × 12 + month, January being 0. */
export type MonthNumber = number;

/** A season that nobody declared, read from when people came; or why there is none. */
export type LearnedSeason =
  | { readonly known: true; readonly season: Season; readonly share: number }
  | {
      readonly known: false;
      /** `no_season`: people come all year round. */
      readonly why: 'not_watched_long_enough' | 'too_few_customers' | 'no_season';
    };

/** How a season is read; the share and lengths are ours, see docs/methods/seasons.md. */
const rule = {
  /** So much of all visits lies in the season. */
  share: 0.9,
  /** Longer than this is no season. */
  groupMonths: 8,
  ownMonths: 6,
  /** Months × people: fewer could lie together by chance. */
  fewest: 50,
  years: 2,
  ownSeasons: 3,
} as const;

/**
 * The season of a group: the shortest run of months of the year that holds nine tenths of the visits.
 *
 * Each person counts once a month, so that those who buy most do not make the season. Asked for whole years only, as each
 * month must have been watched equally often.
 *
 * @param months twelve numbers: people × years seen in January, February …
 * @param years  whole years watched
 */
export function groupSeason(months: readonly number[], years: number): LearnedSeason {
  if (years < rule.years) return { known: false, why: 'not_watched_long_enough' };
  const total = months.reduce((sum, seen) => sum + seen, 0);
  if (total < rule.fewest) return { known: false, why: 'too_few_customers' };
  const { from, length, held } = shortestRun(months, total * rule.share);
  if (length > rule.groupMonths) return { known: false, why: 'no_season' };
  return { known: true, season: ofMonths(from, length), share: held / total };
}

/**
 * The season of one person: all months in which they came, where these lie within half a year of the calendar and in at
 * least three seasons; null where they tell none.
 */
export function ownSeason(months: readonly MonthNumber[]): Season | null {
  const seen = Array.from({ length: 12 }, (_, month) => months.filter((one) => one % 12 === month).length);
  const { from, length } = shortestRun(seen, months.length);
  if (months.length === 0 || length > rule.ownMonths) return null;
  const seasons = new Set(months.map((month) => Math.floor((month - from) / 12)));
  return seasons.size >= rule.ownSeasons ? ofMonths(from, length) : null;
}

/** The seasons in which somebody came, by months: for seasons that are made of whole months. */
export function attendedIn(season: Season, months: readonly MonthNumber[]): number[] {
  const from = Number(season.from.slice(0, 2)) - 1;
  const length = ((Number(season.to.slice(0, 2)) - 1 - from + 12) % 12) + 1;
  const years = months.flatMap((month) => {
    const since = month - from;
    const year = Math.floor(since / 12);
    return since - year * 12 < length ? [year] : [];
  });
  return [...new Set(years)].sort((a, b) => a - b);
}

/** The shortest run around the year that holds enough; of those as short, the one that holds most, then the earliest. */
function shortestRun(
  months: readonly number[],
  enough: number,
): { from: number; length: number; held: number } {
  for (let length = 1; length <= 12; length += 1) {
    const runs = months.map((_, from) => ({ from, length, held: heldBy(months, from, length) }));
    const [best] = runs
      .filter(({ held }) => held >= enough)
      .sort((a, b) => b.held - a.held || a.from - b.from);
    if (best !== undefined) return best;
  }
  throw new Error('twelve months hold less than themselves');
}

const heldBy = (months: readonly number[], from: number, length: number): number =>
  Array.from({ length }, (_, i) => months[(from + i) % 12] ?? 0).reduce((sum, seen) => sum + seen, 0);

const lastDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const two = (value: number): string => String(value).padStart(2, '0');

function ofMonths(from: number, length: number): Season {
  const last = (from + length - 1) % 12;
  return { from: `${two(from + 1)}-01`, to: `${two(last + 1)}-${lastDays[last] ?? 31}` };
}
