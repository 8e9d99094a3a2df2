import { describe, expect, it } from 'vitest';
import { dateText, dayNumber } from '#src/customers/calendar/index.ts';
import {
  attendedIn,
  groupSeason,
  lastOver,
  nextSeason,
  ownSeason,
  sameDayIn,
  seasonDays,
  seasonOn,
  seasonStanding,
} from './index.ts';

const winter = { from: '11-01', to: '02-28' };
const dates = ({ first, last }: { first: number; last: number }) => [dateText(first), dateText(last)];
const stands = (today: string, attended: readonly number[], more: object = {}) =>
  seasonStanding({ season: winter, attended, today: dayNumber(today), ...more });

describe('a season', () => {
  it('runs over the new year, its first and last day being of it', () => {
    expect(dates(seasonDays(winter, 2022))).toEqual(['2022-11-01', '2023-02-28']);
    expect(seasonOn(winter, dayNumber('2022-10-31'))).toBeNull();
    expect(seasonOn(winter, dayNumber('2022-11-01'))?.year).toBe(2022);
    expect(seasonOn(winter, dayNumber('2023-02-28'))?.year).toBe(2022);
    expect(seasonOn(winter, dayNumber('2023-03-01'))).toBeNull();
  });

  it('that ends with February ends on the 29th in a leap year', () => {
    expect(dates(seasonDays(winter, 2023))).toEqual(['2023-11-01', '2024-02-29']);
    expect(seasonOn(winter, dayNumber('2024-02-29'))?.year).toBe(2023);
    expect(seasonOn(winter, dayNumber('2024-03-01'))).toBeNull();
  });

  it('is over the day after its last, and the next one begins the year after', () => {
    expect(lastOver(winter, dayNumber('2023-02-28')).year).toBe(2021);
    expect(lastOver(winter, dayNumber('2023-03-01')).year).toBe(2022);
    expect(nextSeason(winter, dayNumber('2023-03-01')).year).toBe(2023);
    expect(nextSeason(winter, dayNumber('2022-12-01')).year).toBe(2023);
  });

  it('has the same day in another year; 29 February is the last of February there', () => {
    const at = (day: string, year: number) => dateText(sameDayIn(winter, { day: dayNumber(day), year }));
    expect(at('2023-01-15', 2021)).toBe('2022-01-15');
    expect(at('2022-12-15', 2021)).toBe('2021-12-15');
    expect(at('2024-02-29', 2022)).toBe('2023-02-28');
  });

  it('of the whole year follows upon itself', () => {
    const year = { from: '01-01', to: '12-31' };
    expect(lastOver(year, dayNumber('2024-01-01')).year).toBe(2023);
    expect(seasonOn(year, dayNumber('2024-12-31'))?.year).toBe(2024);
  });
});

describe('a customer of a ski shop who bought from November to February, three years running', () => {
  const three = [2021, 2022, 2023];

  it('is out of season in July, not gone', () => {
    expect(stands('2024-07-15', three)).toMatchObject({ standing: 'out_of_season', attended: 3, missed: 0 });
  });

  it('is awaited until the last day of the season, and has missed it on 1 March', () => {
    expect(stands('2024-10-31', three).standing).toBe('out_of_season');
    expect(stands('2024-11-01', three)).toMatchObject({ standing: 'awaited', missed: 0 });
    expect(stands('2025-02-28', three)).toMatchObject({ standing: 'awaited', missed: 0 });
    expect(stands('2025-03-01', three)).toMatchObject({
      standing: 'missed_season',
      missed: 1,
      lastCame: 2023,
    });
  });

  it('keeps having missed it until the next one runs, then is awaited again; two missed are two', () => {
    expect(stands('2025-07-15', three).standing).toBe('missed_season');
    expect(stands('2025-12-01', three)).toMatchObject({ standing: 'awaited', missed: 1 });
    expect(stands('2026-03-01', three)).toMatchObject({ standing: 'missed_season', missed: 2 });
  });

  it('is back when they come after a missed one', () => {
    expect(stands('2025-12-01', [...three, 2025])).toMatchObject({
      standing: 'present',
      missed: 1,
      first: false,
    });
  });
});

describe('a first season', () => {
  it('is not judged, whatever comes of it', () => {
    expect(stands('2023-12-01', [2023])).toMatchObject({ standing: 'present', first: true, missed: 0 });
    expect(stands('2024-07-01', [2023])).toMatchObject({ standing: 'out_of_season', first: true });
    expect(stands('2024-07-01', []).standing).toBe('not_judged');
    expect(stands('2025-03-01', [2023]).standing).toBe('missed_season');
  });

  it('is not called the first where the one before was watched in part', () => {
    const from = (day: string) => stands('2023-12-01', [2023], { watchedFrom: dayNumber(day) }).first;
    expect(from('2022-11-01')).toBe(true);
    expect(from('2022-11-02')).toBeNull();
  });

  it('nor the second where two are needed', () => {
    expect(stands('2025-03-01', [2023], { needed: 2 }).standing).toBe('not_judged');
    expect(stands('2025-03-01', [2022, 2023], { needed: 2 }).standing).toBe('missed_season');
  });
});

describe('a season that nobody declared', () => {
  // January, February, November and December hold 90 of 100; with one visit fewer in December it takes a month more.
  const months = [30, 25, 4, 1, 0, 0, 0, 1, 1, 3, 20, 15];

  it('is the shortest run of months with nine tenths of the visits', () => {
    expect(groupSeason(months, 2)).toEqual({ known: true, season: winter, share: 0.9 });
    expect(groupSeason(months.with(11, 14), 2)).toMatchObject({
      known: true,
      season: { from: '11-01', to: '03-31' },
    });
  });

  it('is none after one year, of a few visits, or where people come all year', () => {
    expect(groupSeason(months, 1)).toEqual({ known: false, why: 'not_watched_long_enough' });
    expect(groupSeason([20, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9], 2)).toEqual({
      known: false,
      why: 'too_few_customers',
    });
    expect(groupSeason([20, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10], 2).known).toBe(true);
    expect(
      groupSeason(
        months.map(() => 10),
        5,
      ),
    ).toEqual({ known: false, why: 'no_season' });
  });

  it('is one’s own after three of them within half a year', () => {
    const february = (year: number) => year * 12 + 1;
    const own = [2021, 2022, 2023].map(february);
    expect(ownSeason(own)).toEqual({ from: '02-01', to: '02-28' });
    expect(ownSeason(own.slice(1))).toBeNull();
    expect(ownSeason([...own, 2023 * 12 + 7])).toBeNull(); // February to August are seven months
    expect(ownSeason([...own, 2023 * 12 + 6])).toEqual({ from: '02-01', to: '07-31' });
    expect(ownSeason([])).toBeNull();
  });

  it('over the new year counts December and January as one season', () => {
    const months = [2021, 2022, 2023].flatMap((year) => [year * 12 + 11, (year + 1) * 12]);
    const season = { from: '12-01', to: '01-31' };
    expect(ownSeason(months)).toEqual(season);
    expect(attendedIn(season, [...months, 2022 * 12 + 5])).toEqual([2021, 2022, 2023]);
  });
});
