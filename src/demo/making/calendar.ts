import { offsetOf } from '#src/basics/calendar.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** A day of the local calendar: days since 1 January 1970. */
export type DayNumber = number;

/** The day of a date. @param month 1–12 */
export const dayNumber = (year: number, month: number, day: number): DayNumber =>
  Date.UTC(year, month - 1, day) / dayMs;

/** 1 (Monday) to 7 (Sunday). */
export const weekday = (day: DayNumber): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** Year and month (1–12) of a day. */
export function yearAndMonth(day: DayNumber): { year: number; month: number } {
  const date = new Date(day * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}

/** The same day of the month `months` later, or the month's last day. */
export function monthsLater(day: DayNumber, months: number): DayNumber {
  const date = new Date(day * dayMs);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return first.getTime() / dayMs + Math.min(date.getUTCDate(), last) - 1;
}

/** `YYYY-MM-DD` */
export const dateText = (day: DayNumber): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** Turns local days and minutes into instants and back, in one zone. */
export class LocalTime {
  readonly #offset: (at: number) => number;
  /** By hour: asking the calendar is dear, and clocks change on the hour. */
  readonly #offsets = new Map<number, number>();

  constructor(zone: string) {
    this.#offset = offsetOf(zone);
  }

  /** @param minute of the local day; 3:30 at the earliest: clocks change at night, so midday tells a day's offset */
  at(day: DayNumber, minute: number): number {
    return Math.round(day * dayMs + minute * 60_000 - this.#offsetAt(day * dayMs + dayMs / 2));
  }

  dayOf(at: number): DayNumber {
    return Math.floor((at + this.#offsetAt(at)) / dayMs);
  }

  #offsetAt(at: number): number {
    const hour = Math.floor(at / hourMs);
    const kept = this.#offsets.get(hour);
    if (kept !== undefined) return kept;
    const offset = this.#offset(hour * hourMs);
    this.#offsets.set(hour, offset);
    return offset;
  }
}
