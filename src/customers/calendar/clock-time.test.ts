import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayNumber } from './calendar.ts';
import { clockTime, instantOf } from './clock-time.ts';

const hour = 3_600_000;
const at = (date: string, time: string, zone: string): string => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(instantOf(dayNumber(date), hours * hour + minutes * 60_000, zone)).toISOString();
};

it.each([
  // An ordinary day, both sides of the year.
  ['2026-01-15', '08:00', 'Europe/Paris', '2026-01-15T07:00:00.000Z'],
  ['2026-07-15', '08:00', 'Europe/Paris', '2026-07-15T06:00:00.000Z'],
  // 02:30 does not exist on 29 March 2026 in Paris: the clocks go from 02:00 to 03:00 at 01:00 UTC.
  ['2026-03-29', '02:30', 'Europe/Paris', '2026-03-29T01:00:00.000Z'],
  ['2026-03-29', '03:00', 'Europe/Paris', '2026-03-29T01:00:00.000Z'],
  // 02:30 comes twice on 25 October 2026: the first.
  ['2026-10-25', '02:30', 'Europe/Paris', '2026-10-25T00:30:00.000Z'],
  // New York, 8 March and 1 November 2026.
  ['2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:00:00.000Z'],
  ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
  // Lord Howe moves by half an hour: 02:15 does not exist on 4 October 2026 (02:00 becomes 02:30 at 15:30 UTC the day before).
  ['2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z'],
  ['2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
  // Apia left out 30 December 2011 whole: it ended at 10:00 UTC on the 30th, as the 31st began.
  ['2011-12-30', '12:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  // The end of a day is the beginning of the next.
  ['2026-03-28', '24:00', 'Europe/Paris', '2026-03-28T23:00:00.000Z'],
])('%s %s in %s is %s', (date, time, zone, instant) => {
  expect(at(date, time, zone)).toBe(instant);
});

it('says what the clocks show', () => {
  const shown = (instant: string) => clockTime(Date.parse(instant), 'Europe/Paris');
  expect(shown('2026-03-29T00:59:59.999Z')).toEqual({ day: dayNumber('2026-03-29'), ofDay: 2 * hour - 1 });
  expect(shown('2026-03-29T01:00:00Z')).toEqual({ day: dayNumber('2026-03-29'), ofDay: 3 * hour });
  expect(shown('2026-12-31T23:00:00Z')).toEqual({ day: dayNumber('2027-01-01'), ofDay: 0 });
});

it('is the first instant of that time or later, on any day of any zone', () => {
  const zones = [
    'Europe/Paris',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Pacific/Apia',
    'UTC',
  ];
  const days = fc.integer({ min: dayNumber('2011-12-28'), max: dayNumber('2030-12-31') });
  fc.assert(
    fc.property(fc.constantFrom(...zones), days, fc.integer({ min: 0, max: 95 }), (zone, day, quarter) => {
      const local = day * 24 * hour + quarter * 15 * 60_000;
      const found = instantOf(day, quarter * 15 * 60_000, zone);
      const reads = (instant: number) => {
        const { day: on, ofDay } = clockTime(instant, zone);
        return on * 24 * hour + ofDay;
      };
      expect(reads(found)).toBeGreaterThanOrEqual(local);
      expect(reads(found - 1)).toBeLessThan(local);
    }),
  );
});
