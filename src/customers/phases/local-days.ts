import { startOfDay } from '#src/customers/calendar/index.ts';

const dayMs = 86_400_000;
/** Days kept: from 1899 to 2309. */
const [before1970, most] = [25_600, 150_000];

/** The local days of a zone, quick enough to be asked of millions of instants. */
export interface LocalDays {
  /** Days since 1970 of an instant's local day. */
  dayOf(at: number): number;
  /** The first instant of a local day. */
  startOf(day: number): number;
}

const zones = new Map<string, LocalDays>();

/** The local days of a zone; a day of a change of clocks has 23 or 25 hours and is one day. */
export function localDays(zone: string): LocalDays {
  const kept = zones.get(zone);
  if (kept !== undefined) return kept;
  const starts = new Float64Array(most).fill(Number.NaN); // looked up several times a visit: a map takes five times as long
  const startOf = (day: number): number => {
    const found = starts[day + before1970];
    if (found === undefined) return startOfDay(day, zone);
    if (!Number.isNaN(found)) return found;
    const start = startOfDay(day, zone);
    starts[day + before1970] = start;
    return start;
  };
  const dayOf = (at: number): number => {
    let day = Math.floor(at / dayMs);
    while (startOf(day) > at) day -= 1;
    while (startOf(day + 1) <= at) day += 1;
    return day;
  };
  const made = { dayOf, startOf };
  zones.set(zone, made);
  return made;
}
