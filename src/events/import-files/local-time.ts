import { offsetOf } from '#src/basics/calendar.ts';

const dayMs = 86_400_000;

/** A zone's wall clock, turned into instants. Wall times are milliseconds as if the wall clock showed UTC. */
export interface LocalTime {
  /** The first instant of a local day; `day` counts from 1970-01-01. */
  startOfDay(day: number): number;
  /** The instant at which the wall clock shows `wall`; the earlier of two; past a gap, moved on by the gap. */
  instantOf(wall: number): number;
}

/**
 * A zone's wall clock. Midnight, not noon, stands for a date without a time: what is dated today is then known
 * today, and the local day is right also where midnight does not exist (the day begins at its first instant).
 *
 * @param zone IANA zone; throws RangeError where the zone is not known
 */
export function localTimeOf(zone: string): LocalTime {
  const offset = offsetOf(zone);
  const steady = new Map<number, number | null>();
  const steadyOffset = (day: number): number | null => {
    const kept = steady.get(day);
    if (kept !== undefined) return kept;
    const found = [-1, 0, 1, 2].map((step) => offset((day + step) * dayMs));
    const first = found[0] ?? 0;
    const same = found.every((one) => one === first) ? first : null;
    steady.set(day, same);
    return same;
  };
  const instantOf = (wall: number): number => {
    const shift = steadyOffset(Math.floor(wall / dayMs));
    return shift === null ? besideChange(wall, offset) : wall - shift;
  };
  return { instantOf, startOfDay: (day) => instantOf(day * dayMs) };
}

/** Within a day or two of a change of offset: tries the offset before it, then the one after. */
function besideChange(wall: number, offset: (at: number) => number): number {
  const before = wall - offset(wall - dayMs);
  const after = wall - offset(wall + dayMs);
  const shows = (at: number) => at + offset(at) === wall;
  if (shows(before)) return before;
  return shows(after) ? after : before;
}
