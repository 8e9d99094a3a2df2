import { clockTime, type DayNumber, dayNumber, instantOf } from '#src/customers/calendar/index.ts';
import type { Channel } from '#src/customers/consent/index.ts';
import { type ContactRules, dayMs, type Hours, timeOfDay, weekdays } from './rules.ts';

/** After so many days without an hour that is open, there is none. */
const lookAheadDays = 21;

/**
 * When a message may go out by the clock of whoever gets it: now, or the first instant from which it may.
 *
 * @param zone IANA zone of the person
 * @returns epoch milliseconds, `at` itself when it is open; null where no hour is open in three weeks
 */
export function openFrom(rules: ContactRules, channel: Channel, at: number, zone: string): number | null {
  const hours = rules.hours.find(({ channels }) => channels.includes(channel));
  if (hours === undefined) return at;
  const { day: today, ofDay } = clockTime(at, zone);
  for (let day = today; day <= today + lookAheadDays; day += 1) {
    for (const [from, to] of spansOn(hours, day)) {
      if (day === today && ofDay >= to) continue;
      if (day === today && ofDay >= from) return at;
      const opens = instantOf(day, from, zone);
      if (opens < at) return at + from - ofDay; // the hour comes twice, and it is the second time
      if (clockTime(opens, zone).ofDay < to) return opens; // else the clocks jumped over all of it
    }
  }
  return null;
}

/** The hours of a day, in order, in milliseconds since midnight. */
function spansOn({ days, spans, holidays }: Hours, day: DayNumber): (readonly [number, number])[] {
  if (!days.some((name) => name === weekdays[(((day + 3) % 7) + 7) % 7])) return []; // 1970-01-01 was a Thursday
  if (holidays === 'closed_fr' && isHoliday(day)) return [];
  return spans.map(({ from, to }) => [timeOfDay(from), timeOfDay(to)] as const).sort(([a], [b]) => a - b);
}

const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];
/** Easter Monday, Ascension, Whit Monday: days after Easter. */
const afterEaster = [1, 39, 50];

/** The public holidays of metropolitan France (Code du travail, L3133-1). */
export function isHoliday(day: DayNumber): boolean {
  const date = new Date(day * dayMs).toISOString().slice(0, 10);
  const easter = easterOf(Number(date.slice(0, 4)));
  return fixed.includes(date.slice(5)) || afterEaster.some((after) => day === easter + after);
}

/** Easter Sunday of a year of the Gregorian calendar (Meeus, Jones and Butcher). */
function easterOf(year: number): DayNumber {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const months = h + l - 7 * m + 114;
  const [month, day] = [Math.floor(months / 31), (months % 31) + 1];
  return dayNumber(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
}
