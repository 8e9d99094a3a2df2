import { type DayOf, dayOf } from '#src/basics/calendar.ts';
import { DomainError } from '#src/basics/errors.ts';

/** A length of the workspace's calendar. */
export type Period = 'day' | 'week' | 'month';
export type WeekStart = 'monday' | 'sunday';

/** A local day as days since 1970-01-01; periods are counted from there too, so that both are whole numbers. */
export type DayNumber = number;

const dayMs = 86_400_000;

/** No zone is further from UTC than this, in milliseconds: cuts what is read, the local day decides. */
export const widestShift = 15 * 3_600_000;

/** Stands before the number of any period: what lies before all that are asked about. */
export const earlier = -1_000_000_000;

/** 1970-01-01 was a Thursday: so many days before it the week had begun. */
const weekShift = { monday: 3, sunday: 4 } as const;

/** The warehouse knows instants of 1900 to 2299; questions read up to some years around their dates. */
const [firstDate, lastDate] = ['1910-01-01', '2289-12-31'];

/**
 * The day number of a date of the calendar.
 *
 * @throws DomainError `insights.no_such_date` for text that is no date, such as 2025-02-30, and for dates before 1910
 * and after 2289
 */
export function dayNumber(date: string, field = 'date'): DayNumber {
  const at = startOf(date);
  if (Number.isNaN(at)) {
    throw new DomainError('insights.no_such_date', {
      field,
      expected: `a date such as 2025-03-30, from ${firstDate} to ${lastDate}`,
      got: date,
    });
  }
  return at / dayMs;
}

/** True for a date that has a day number: a real one, from 1910 to 2289. */
export const isDate = (date: string): boolean => !Number.isNaN(startOf(date));

const written = /^\d{4}-\d\d-\d\d$/;

/** Milliseconds since 1970; NaN for what is no date. Asked for every cell of a grid: no text is made of it again. */
function startOf(date: string): number {
  if (!written.test(date) || date < firstDate || date > lastDate) return Number.NaN;
  const [year, month, day] = [date.slice(0, 4), date.slice(5, 7), date.slice(8)].map(Number);
  const at = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
  return at.getUTCMonth() + 1 === month && at.getUTCDate() === day ? at.getTime() : Number.NaN;
}

/** The date of a day number: 0 is 1970-01-01. */
export const dateText = (day: DayNumber): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** Which period a local day lies in: a whole number that grows by one per period. */
export function periodOf(day: DayNumber, period: Period, weekStart: WeekStart): number {
  if (period === 'day') return day;
  if (period === 'week') return Math.floor((day + weekShift[weekStart]) / 7);
  const date = new Date(day * dayMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The first local day of a period; its last is the day before the next one's first. */
export function firstDayOf(index: number, period: Period, weekStart: WeekStart): DayNumber {
  if (period === 'day') return index;
  if (period === 'week') return index * 7 - weekShift[weekStart];
  return Date.UTC(Math.floor(index / 12), ((index % 12) + 12) % 12, 1) / dayMs;
}

/** What is known of the calendar at an instant that is itself not known any more (`asOf` is exclusive). */
export interface KnownDays {
  /** Days before this one are over. */
  readonly current: DayNumber;
  /** The last day of which anything can be known. */
  readonly lastBegun: DayNumber;
}

/** Which local days are over, and which have begun, for someone who knows everything before an instant. */
export function knownDays(asOf: number, zone: string): KnownDays {
  const { localDay } = zoneOf(zone);
  const current = dayNumber(localDay(asOf));
  return { current, lastBegun: Math.min(current, dayNumber(localDay(asOf - 1))) };
}

/**
 * The first instant (epoch milliseconds) whose local day is this one or later: midnight, or where the clocks
 * jump over it. What was found is kept, per zone: some hundred days a year.
 */
export function startOfDay(day: DayNumber, zone: string): number {
  const { localDay, starts } = zoneOf(zone);
  const kept = starts.get(day);
  if (kept !== undefined) return kept;
  const text = dateText(day);
  let before = (day - 2) * dayMs;
  let at = (day + 2) * dayMs;
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2);
    if (localDay(middle) >= text) at = middle;
    else before = middle;
  }
  starts.set(day, at);
  return at;
}

const zones = new Map<string, { localDay: DayOf; starts: Map<DayNumber, number> }>();

function zoneOf(zone: string) {
  const kept = zones.get(zone) ?? { localDay: dayOf(zone), starts: new Map<DayNumber, number>() };
  zones.set(zone, kept);
  return kept;
}
