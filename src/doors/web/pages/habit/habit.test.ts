import { describe, expect, it } from 'vitest';
import type { HabitGrid } from '#src/insights/habit/index.ts';
import { figuresOf } from '../../words/figures.ts';
import { wordsOf } from '../../words/index.ts';
import { askOf, firstHabit, isBehind, lastKnown, readHabitSearch } from './search.ts';
import { cellOpens, habitCsv, hoursShown, kindColumns, weekdayName, weekRows } from './shape.ts';

const saying = { words: wordsOf('en'), figures: figuresOf('en') };

describe('a question about habits', () => {
  const address = { value: { event: 'Visit' }, weeks: 8, asOf: '2026-04-23T00:00:00Z' };

  it('is held by its address, with the people that are open', () => {
    const open = { at: { weekday: 2, hour: 18 } };
    expect(askOf(readHabitSearch({ ...address, open }))).toEqual(address);
    expect(readHabitSearch({ open }).open).toEqual(open);
    expect(readHabitSearch({ open: { kind: 'sometimes' } }).open).toBeUndefined();
    expect(readHabitSearch({ open: 'weekdays' }).open).toBeUndefined();
    expect(askOf(readHabitSearch({ weeks: 8 }))).toBeUndefined();
  });

  it('begins with what people do most, a purchase where nothing is done more often', () => {
    const first = (counts: Record<string, number>, last = '2026-04-30') =>
      firstHabit(
        {
          events: Object.entries(counts).map(([event, count]) => ({ event, count })),
          span: { first: '2025-01-01', last },
        },
        '2026-05-02',
      );
    expect(first({ Visit: 90, Identify: 80, Opened: 70 })).toEqual({ value: { event: 'Visit' } });
    const shop = { 'Page Viewed': 90, Identify: 40, Returned: 40, 'Order Completed': 40 };
    expect(first(shop).value).toEqual({ event: 'Order Completed' });
    expect(first(shop, '2026-03-01').asOf).toBe('2026-03-02T00:00:00Z');
  });

  it('can be asked of the last weeks that have events', () => {
    expect(lastKnown({ first: '2025-01-01', last: '2026-04-30' })).toBe('2026-05-01T00:00:00Z');
  });

  it('offers the last weeks that have events only where those looked at are later', () => {
    const behind = (to: string, last: string, weekStart: 'monday' | 'sunday' = 'monday') =>
      isBehind({ to, weekStart }, { first: '2025-01-01', last });
    // Sunday 15 November 2026 ends the last whole week on Wednesday the 18th.
    expect(behind('2026-11-15', '2026-11-17')).toBe(false);
    expect(behind('2026-11-15', '2026-11-15')).toBe(false);
    expect(behind('2026-11-15', '2026-11-14')).toBe(true);
    expect(behind('2026-11-15', '2026-09-01')).toBe(true);
    // Where weeks begin on Sunday, Saturday the 14th ends it.
    expect(behind('2026-11-14', '2026-11-14', 'sunday')).toBe(false);
    expect(behind('2026-11-14', '2026-11-13', 'sunday')).toBe(true);
  });
});

describe('the week hour by hour', () => {
  const cell = (days: number) => ({ days, customers: Math.min(days, 3) });
  const pattern = Array.from({ length: 7 }, (_, weekday) =>
    Array.from({ length: 24 }, (__, hour) =>
      cell(hour === 8 || (hour === 18 && weekday === 1) ? 5 * (weekday + 1) : 0),
    ),
  );
  const hours = Array.from({ length: 24 }, (_, hour) =>
    pattern.reduce((sum, day) => sum + (day[hour]?.days ?? 0), 0),
  );
  const grid = {
    active: 40,
    weekStart: 'sunday',
    kinds: { daily: 1, weekdays: 9, rhythm: 0, none: 20, too_early: 10 },
    weekdays: Array.from({ length: 7 }, (_, at) => ({
      weekday: at + 1,
      days: 5,
      customers: at === 1 ? 9 : 0,
    })),
    hours,
    pattern,
  } as unknown as HabitGrid; // what the drawing needs of an answer

  it('begins with the first hour that has anything and ends with the last', () => {
    expect(hoursShown(grid)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
    expect(hoursShown({ hours: Array.from({ length: 24 }, () => 0) })).toHaveLength(24);
  });

  it('has a row for each weekday in the order of the workspace, coloured by its days', () => {
    const rows = weekRows(grid, saying);
    expect(rows.map(({ label }) => label)).toEqual([
      'Sunday',
      'Monday',
      'Tuesday',
      'Wednesday',
      'Thursday',
      'Friday',
      'Saturday',
    ]);
    // The most are Sundays at 8: 5 × 7 days; Tuesdays at 8 and 18 are 10 of them.
    expect(rows[2]?.cells[0]).toMatchObject({ weight: 10 / 35, text: '10', opens: '2/8' });
    expect(rows[2]?.size).toMatchObject({ text: '9', opens: '2' });
    expect(rows[0]?.cells[1]).toMatchObject({ face: 'empty', opens: null });
  });

  it('opens a weekday of a habit, or an hour of a weekday', () => {
    expect(cellOpens('2')).toEqual({ weekday: 2 });
    expect(cellOpens('2/0')).toEqual({ at: { weekday: 2, hour: 0 } });
  });

  it('names weekdays without regard to the reader’s zone', () => {
    expect(weekdayName(1, saying)).toBe('Monday');
    expect(weekdayName(7, { words: wordsOf('fr') }, 'short')).toBe('dim.');
  });

  it('stands beside everybody by kind, those who are new hatched', () => {
    const columns = kindColumns(grid, saying);
    expect(columns.map(({ parts }) => parts[0]?.value)).toEqual([1, 9, 0, 20, 10]);
    expect(columns.map(({ running }) => running)).toEqual([false, false, false, false, true]);
    expect(habitCsv(grid, saying)[2]).toEqual(['Certain weekdays', 9, 9 / 40]);
  });
});
