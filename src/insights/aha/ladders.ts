import { countLadder, type HalfCounts, type Ladder } from '#src/maths/thresholds/index.ts';
import type { LadderRow } from './scan-rows.ts';

/** People of an answer: how many there are, and how many of them stayed. */
export interface Counted {
  readonly hits: number;
  readonly total: number;
}

/** What one pass told, by half. */
export interface Passed {
  readonly discovery: Counted;
  readonly confirmation: Counted;
  readonly ladders: readonly Ladder[];
}

/** No count above this is told apart. */
const mostTimes = 1_000_000;

/** Every count tried: all to 40, then steps of at most 5 %, and those shown. Rising. */
export const rungsTried = (shown: readonly number[]): number[] =>
  [...new Set([...countLadder(mostTimes), ...shown])].sort((a, b) => a - b);

/**
 * Ladders of "at least so often" from rows of "so often": one per event and window, each up to the highest count reached.
 *
 * @param events  those tried, in order: one that nobody did has no ladder
 */
export function laddersOf(
  rows: readonly LadderRow[],
  { events, rungs }: { readonly events: readonly string[]; readonly rungs: readonly number[] },
): Passed {
  const halves = rows.filter(({ event }) => event === '');
  const discovery = peopleOf(halves.filter(({ confirming }) => Number(confirming) === 0));
  const confirmation = peopleOf(halves.filter(({ confirming }) => Number(confirming) === 1));
  const byEvent = Map.groupBy(rows, ({ event }) => event);
  const ladders = events.flatMap((event) => {
    const windows = Map.groupBy(byEvent.get(event) ?? [], ({ window }) => Number(window));
    return [...windows]
      .sort(([a], [b]) => a - b)
      .map(([window, own]): Ladder => {
        const highest = Math.max(0, ...own.flatMap((row) => row.rungs.map(Number)));
        const counts = rungs.filter((rung) => rung <= highest);
        const half = (confirming: number, whole: Counted) =>
          halfOf(
            own.filter((row) => Number(row.confirming) === confirming),
            { counts, whole },
          );
        return { event, window, counts, discovery: half(0, discovery), confirmation: half(1, confirmation) };
      });
  });
  return { discovery, confirmation, ladders };
}

const peopleOf = (rows: readonly LadderRow[]): Counted => ({
  hits: sumOf(rows.filter(({ stayed }) => Number(stayed) === 1)),
  total: sumOf(rows),
});

const sumOf = (rows: readonly LadderRow[]): number =>
  rows.reduce((sum, { people }) => sum + people.reduce<number>((own, some) => own + Number(some), 0), 0);

function halfOf(
  rows: readonly LadderRow[],
  { counts, whole }: { readonly counts: readonly number[]; readonly whole: Counted },
): HalfCounts {
  const placeOf = new Map(counts.map((count, place) => [count, place]));
  const reached = new Float64Array(counts.length);
  const reachedAndStayed = new Float64Array(counts.length);
  for (const { rungs, stayed, people } of rows) {
    for (const [at, rung] of rungs.entries()) {
      const place = placeOf.get(Number(rung)) ?? 0;
      const some = Number(people[at] ?? 0);
      reached[place] = (reached[place] ?? 0) + some;
      if (Number(stayed) === 1) reachedAndStayed[place] = (reachedAndStayed[place] ?? 0) + some;
    }
  }
  addFromAbove(reached);
  addFromAbove(reachedAndStayed);
  return { customers: whole.total, stayed: whole.hits, reached, reachedAndStayed };
}

function addFromAbove(counts: Float64Array): void {
  for (let place = counts.length - 2; place >= 0; place -= 1) {
    counts[place] = (counts[place] ?? 0) + (counts[place + 1] ?? 0);
  }
}
