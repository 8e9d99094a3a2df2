import { dateText } from '#src/customers/calendar/index.ts';
import { heard, noGaps, type RhythmLaw } from '#src/customers/early-warning/index.ts';
import type { PhaseRule } from '#src/customers/phases/index.ts';
import type { Rhythm } from './ask.ts';

/** Fewer gaps have no middle worth telling. */
const fewestGaps = 3;
const latestGaps = 20;

/** What somebody's silence is judged by. */
export interface Judge {
  readonly warning: PhaseRule['warning'];
  readonly law: RhythmLaw;
}

/**
 * A person's own rhythm, from the local days of their visits.
 *
 * The limit is that of the early warning: a gap out of rhythm counts as long as its limit. Pauses of contracts are not looked
 * at here, so where there was one the phase may know of no limit.
 *
 * @param visits how many in all
 * @param days local days with a visit, in order, each once
 */
export function rhythmOf(visits: number, days: readonly number[], today: number, judge: Judge): Rhythm {
  const gaps = noGaps();
  const all: number[] = [];
  for (const [place, day] of days.slice(1).entries()) {
    const gap = day - (days[place] ?? day);
    all.push(gap);
    heard(gaps, limited(gap, gaps, judge));
  }
  const last = days.at(-1);
  const usual = all.length < fewestGaps ? null : middle(all.slice(-latestGaps));
  return {
    visits,
    days: days.length,
    usual,
    limit: limitOf(gaps, judge),
    last: last === undefined ? null : dateText(last),
    expected: last === undefined || usual === null ? null : dateText(last + Math.round(usual)),
    silence: last === undefined ? null : today - last,
  };
}

function limited(gap: number, gaps: ReturnType<typeof noGaps>, judge: Judge): number {
  if (gap <= judge.warning.leastDays) return gap;
  const limit = limitOf(gaps, judge);
  return limit === null ? gap : Math.min(gap, limit);
}

const limitOf = (gaps: ReturnType<typeof noGaps>, { warning, law }: Judge): number | null =>
  gaps.count < warning.leastGaps ? null : Math.floor(Math.max(warning.leastDays, law.limit(gaps)));

/** The median; of an even number the mean of both. */
function middle(gaps: readonly number[]): number {
  const sorted = gaps.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
}
