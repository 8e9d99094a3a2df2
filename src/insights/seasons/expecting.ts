import { type Estimate, known, unknown } from '#src/basics/estimate.ts';
import { toldShare } from '#src/customers/frame/index.ts';
import type { Attendance } from './attendance.ts';

/** How regular somebody was before a season: seasons in a row up to the one before it, or missed since the last. */
export const habits = ['once', 'twice', 'thrice_or_more', 'missed_one', 'missed_more'] as const;
export type Habit = (typeof habits)[number];

/** How often those of a habit came in the season after it. */
export interface Chance {
  readonly habit: Habit;
  /** Who is of it now, and could come in the season that is expected. */
  readonly people: number;
  readonly returned: number;
  readonly total: number;
  readonly share: Estimate<number>;
  readonly low: number | null;
  readonly high: number | null;
}

/** What is expected of a season. */
export interface Expected {
  readonly year: number;
  readonly chances: readonly Chance[];
  /** People who come back, of those who came before; unknown where a habit has no past. */
  readonly returns: Estimate<number>;
  readonly low: number | null;
  readonly high: number | null;
}

/** The habit of somebody before a season; null where they came in none before it. */
export function habitBefore(years: readonly number[], season: number): Habit | null {
  const before = years.filter((year) => year < season);
  const last = before.at(-1);
  if (last === undefined) return null;
  const missed = season - 1 - last;
  if (missed > 0) return missed === 1 ? 'missed_one' : 'missed_more';
  let row = 1;
  while (before.includes(last - row)) row += 1;
  return row === 1 ? 'once' : row === 2 ? 'twice' : 'thrice_or_more';
}

/**
 * What is expected of a season: how often those of each habit came in past seasons that are over, taken together, times how many
 * are of it now. No law is assumed of people's lives: seasons break the models that take buying as steady.
 *
 * @param year  the season expected
 * @param past  seasons that are over and whose season before was watched whole
 */
export function expectedOf(groups: readonly Attendance[], year: number, past: readonly number[]): Expected {
  const chances = habits.map((habit): Chance => {
    const counts = { hits: 0, total: 0 };
    let people = 0;
    for (const { years, people: several } of groups) {
      if (habitBefore(years, year) === habit) people += several;
      for (const season of past) {
        if (habitBefore(years, season) !== habit) continue;
        counts.total += several;
        if (years.includes(season)) counts.hits += several;
      }
    }
    return { habit, people, returned: counts.hits, total: counts.total, ...toldShare(counts) };
  });
  return { year, chances, ...summed(chances) };
}

function summed(chances: readonly Chance[]): Pick<Expected, 'returns' | 'low' | 'high'> {
  const there = chances.filter(({ people }) => people > 0);
  if (there.length === 0) return { returns: unknown('too_few_customers'), low: null, high: null };
  if (there.some(({ share }) => !share.known))
    return { returns: unknown('not_watched_long_enough'), low: null, high: null };
  const sum = (of: (chance: Chance) => number) => there.reduce((all, one) => all + one.people * of(one), 0);
  return {
    returns: known(sum(({ share }) => (share.known ? share.value : 0))),
    low: sum(({ low }) => low ?? 0),
    high: sum(({ high }) => high ?? 1),
  };
}
