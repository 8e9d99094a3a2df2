import { expect, it } from 'vitest';
import { dateText, dayNumber, firstDayOf, knownDays, periodOf, startOfDay } from './index.ts';

it('begins a week on Monday or on Sunday, as the workspace wishes', () => {
  // 2025-03-30 was a Sunday.
  const sunday = dayNumber('2025-03-30');
  expect(dateText(firstDayOf(periodOf(sunday, 'week', 'monday'), 'week', 'monday'))).toBe('2025-03-24');
  expect(dateText(firstDayOf(periodOf(sunday, 'week', 'sunday'), 'week', 'sunday'))).toBe('2025-03-30');
});

it('counts weeks and months of before 1970 without a gap', () => {
  for (let day = -800; day < 800; day += 1) {
    for (const period of ['week', 'month'] as const) {
      const index = periodOf(day, period, 'monday');
      expect(firstDayOf(index, period, 'monday')).toBeLessThanOrEqual(day);
      expect(firstDayOf(index + 1, period, 'monday')).toBeGreaterThan(day);
    }
  }
});

it('ends the day of a change of clocks after 23 hours', () => {
  // Paris went from 02:00 to 03:00 on 2025-03-30; that local day lasted from 23:00 to 22:00 UTC.
  const day = dayNumber('2025-03-30');
  expect(knownDays(Date.parse('2025-03-29T23:00:00Z'), 'Europe/Paris')).toEqual({
    current: day,
    lastBegun: day - 1,
  });
  expect(knownDays(Date.parse('2025-03-30T21:59:59Z'), 'Europe/Paris')).toEqual({
    current: day,
    lastBegun: day,
  });
  expect(knownDays(Date.parse('2025-03-30T22:00:00Z'), 'Europe/Paris')).toEqual({
    current: day + 1,
    lastBegun: day,
  });
});

it('knows that Apia had no 30 December 2011', () => {
  // Samoa crossed the date line at the end of 29 December: 2011-12-30T10:00Z began the 31st.
  expect(knownDays(Date.parse('2011-12-30T10:00:00Z'), 'Pacific/Apia')).toEqual({
    current: dayNumber('2011-12-31'),
    lastBegun: dayNumber('2011-12-29'),
  });
});

it('refuses a date that is not one', () => {
  expect(() => dayNumber('2025-02-30')).toThrow(/insights.no_such_date/);
});

it('refuses dates that no warehouse holds', () => {
  for (const date of ['0000-01-01', '1909-12-31', '2290-01-01', '9999-12-31']) {
    expect(() => dayNumber(date)).toThrow('from 1910-01-01 to 2289-12-31');
  }
  expect([dateText(dayNumber('1910-01-01')), dateText(dayNumber('2289-12-31'))]).toEqual([
    '1910-01-01',
    '2289-12-31',
  ]);
});

it('begins a day at its local midnight, or where the clocks jump over it', () => {
  expect(startOfDay(dayNumber('2025-03-30'), 'Europe/Paris')).toBe(Date.parse('2025-03-29T23:00:00Z'));
  // Havana springs from 00:00 to 01:00: 9 March 2025 began at 01:00 summer time, 05:00 UTC.
  expect(startOfDay(dayNumber('2025-03-09'), 'America/Havana')).toBe(Date.parse('2025-03-09T05:00:00Z'));
});
