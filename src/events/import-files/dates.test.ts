import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { dateShapeOf, readDate } from './dates.ts';
import { localTimeOf } from './local-time.ts';

const paris = localTimeOf('Europe/Paris');
const iso = (text: string, shape: Parameters<typeof readDate>[1], local = paris) => {
  const read = readDate(text, shape, local);
  return read === null ? null : new Date(read.at).toISOString();
};

describe('a date in a file', () => {
  it.each([
    ['1997-01-01', 'ymd', '1996-12-31T23:00:00.000Z'], // midnight in Paris, winter
    ['19970701', 'compact', '1997-06-30T22:00:00.000Z'], // midnight in Paris, summer
    ['2024-03-31T08:00:00Z', 'ymd', '2024-03-31T08:00:00.000Z'],
    ['2024-03-31T08:00:00.1234567+02:00', 'ymd', '2024-03-31T06:00:00.123Z'],
    ['2024-03-31 08:00', 'ymd', '2024-03-31T06:00:00.000Z'],
    ['31/12/2024', 'dmy', '2024-12-30T23:00:00.000Z'],
    ['31/12/2024 14:05:09', 'dmy', '2024-12-31T13:05:09.000Z'],
    ['12/31/2024 2:05 PM', 'mdy', '2024-12-31T13:05:00.000Z'],
    ['12/1/10 8:26', 'mdy', '2010-12-01T07:26:00.000Z'],
    ['20240131T235959Z', 'compact', '2024-01-31T23:59:59.000Z'],
    ['1700000000', 'epoch_s', '2023-11-14T22:13:20.000Z'],
    ['1700000000123', 'epoch_ms', '2023-11-14T22:13:20.123Z'],
  ] as const)('%s as %s is %s', (text, shape, expected) => expect(iso(text, shape)).toBe(expected));

  it.each([
    ['2023-02-29', 'ymd'],
    ['20231301', 'compact'],
    ['32/01/2024', 'dmy'],
    ['13/13/2024', 'mdy'],
    ['2024-01-01 25:00', 'ymd'],
    ['1850-01-01', 'ymd'],
    ['1900-01-01 23:59:59Z', 'ymd'], // 1899 west of Greenwich, where the tables have no days
    ['yesterday', 'ymd'],
    ['', 'ymd'],
  ] as const)('"%s" as %s is none', (text, shape) => expect(iso(text, shape)).toBeNull());

  it('begins with 2 January 1900 in UTC, as for events that are sent', () => {
    expect(iso('1900-01-02T00:00:00Z', 'ymd')).toBe('1900-01-02T00:00:00.000Z');
    const honolulu = localTimeOf('Pacific/Honolulu');
    expect(iso('1900-01-01', 'ymd', honolulu)).toBeNull(); // 10:31 in UTC
  });

  it('takes the first of two where the clocks go back, and moves on where they go forward', () => {
    expect(iso('2024-10-27 02:30', 'ymd')).toBe('2024-10-27T00:30:00.000Z'); // still +02:00
    expect(iso('2024-03-31 02:30', 'ymd')).toBe('2024-03-31T01:30:00.000Z'); // shown as 03:30
  });
});

describe('a date without a time', () => {
  /** Zones, and of one year the two days that had not 24 hours: clocks go at night, in some zones over midnight. */
  const zones = [
    ['Europe/Paris', '2024-03-31', '2024-10-27'],
    ['America/Sao_Paulo', '2018-02-17', '2018-11-04'], // at 24:00 back to 23:00; at 00:00 to 01:00
    ['Africa/Cairo', '2024-04-26', '2024-10-31'],
    ['Asia/Beirut', '2024-03-31', '2024-10-26'],
    ['America/Havana', '2024-03-10', '2024-11-03'],
    ['Australia/Lord_Howe', '2024-04-07', '2024-10-06'], // half an hour
    ['America/New_York', '2024-03-10', '2024-11-03'],
    ['Africa/Casablanca', '2024-03-10', '2024-04-14'], // Ramadan
    ['Asia/Tehran', '2022-03-22', '2022-09-21'], // the last year with summer time
  ] as const;
  const dayMs = 86_400_000;
  const days = Array.from({ length: 34 * 365 + 9 }, (_, i) =>
    new Date(Date.UTC(1996, 0, 1) + i * dayMs).toISOString().slice(0, 10),
  );

  it.each(zones)(
    'is the first instant of its local day on every day of 1996–2029 in %s',
    (zone, ...known) => {
      const local = localTimeOf(zone);
      const shown = new Intl.DateTimeFormat('sv', { timeZone: zone }); // 2024-03-31
      const starts = days.map((day) => ({ day, at: readDate(day, 'ymd', local)?.at ?? Number.NaN }));
      expect(starts.filter(({ day, at }) => shown.format(at) !== day || shown.format(at - 1) >= day)).toEqual(
        [],
      );
      // Temporal says the same of days that are not as long as others, and of those after; of all it takes twice as long.
      const unlike = starts.flatMap(({ at }, i) =>
        (starts[i + 1]?.at ?? at + dayMs) - at === dayMs ? [] : [i],
      );
      const year = known[0].slice(0, 4);
      expect(unlike.flatMap((i) => days[i] ?? []).filter((day) => day.startsWith(year))).toEqual(known);
      const changed = [...new Set(unlike.flatMap((i) => [i, i + 1]))].flatMap((i) => starts[i] ?? []);
      const due = ({ day }: { day: string }) =>
        Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
      expect(changed.filter((start) => start.at !== due(start))).toEqual([]);
    },
  );
});

describe('the shape of a column', () => {
  it.each([
    [['19970101', '19970112'], 'compact', false],
    [['2010-12-01', '2010-12-09'], 'ymd', false],
    [['01/02/2024', '13/02/2024'], 'dmy', false],
    [['01/02/2024', '02/13/2024'], 'mdy', false],
    [['01/02/2024', '03/04/2024'], 'dmy', true],
    [['1700000000', '1700000001'], 'epoch_s', false],
    [['1700000000123'], 'epoch_ms', false],
  ] as const)('%s is %s (ambiguous: %s)', (values, shape, ambiguous) => {
    expect(dateShapeOf(values, paris)).toEqual({ shape, share: 1, ambiguous });
  });

  it('is none for prices, numbers and names', () => {
    expect(dateShapeOf(['11.77', '12.00'], paris)).toBeUndefined();
    expect(dateShapeOf(['1', '2', '55'], paris)).toBeUndefined();
    expect(dateShapeOf(['Alice', 'Bob'], paris)).toBeUndefined();
  });
});
