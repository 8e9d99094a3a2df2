import { describe, expect, it } from 'vitest';
import { asksOfPresent, movedOn } from './moving.ts';

describe('the dates of a tile', () => {
  const moved = (asked: unknown, keptOn: string, today: string, weekStart: 'monday' | 'sunday' = 'monday') =>
    movedOn(asked, { keptOn, today, weekStart });

  it('move by whole months where they are whole months, else by days', () => {
    const year = { period: 'month', from: '2025-03-01', to: '2026-02-28' };
    // Kept on 5 March, read on 30 April: one month later.
    expect(moved(year, '2026-03-05', '2026-04-30')).toEqual({
      period: 'month',
      from: '2025-04-01',
      to: '2026-03-31',
    });
    // 26 days later, over the end of a year.
    expect(moved({ from: '2025-12-01', to: '2025-12-15' }, '2025-12-15', '2026-01-10')).toEqual({
      from: '2025-12-27',
      to: '2026-01-10',
    });
  });

  it('move by whole weeks where they are whole weeks of the workspace: kept on Monday, not yet on Sunday, then by one', () => {
    // Monday 25 August to Sunday 16 November 2025: 12 weeks, kept on Monday 17 November.
    const weeks = { from: '2025-08-25', to: '2025-11-16' };
    expect(moved(weeks, '2025-11-17', '2025-11-23')).toEqual(weeks);
    expect(moved(weeks, '2025-11-17', '2025-11-24')).toEqual({ from: '2025-09-01', to: '2025-11-23' });
    // Where weeks begin on Sunday these are no whole weeks: by days.
    expect(moved(weeks, '2025-11-17', '2025-11-20', 'sunday')).toEqual({
      from: '2025-08-28',
      to: '2025-11-19',
    });
    const sundays = { from: '2025-08-24', to: '2025-11-15' };
    expect(moved(sundays, '2025-11-17', '2025-11-22', 'sunday')).toEqual(sundays);
  });

  it('move where the question holds another one, and in the ranges that it compares', () => {
    const dates = { from: '2025-12-01', to: '2025-12-15' };
    const later = { from: '2025-12-27', to: '2026-01-10' };
    for (const asked of [
      { ask: dates, interval: 4 },
      { question: { of: 'x', ask: dates }, arms: [{ kind: 'list' }] },
    ])
      expect(moved(asked, '2025-12-15', '2026-01-10')).toEqual(
        JSON.parse(
          JSON.stringify(asked).replace(
            JSON.stringify(dates).slice(1, -1),
            JSON.stringify(later).slice(1, -1),
          ),
        ),
      );
    const ranges = {
      ask: dates,
      arms: [
        { kind: 'range', ...dates },
        { kind: 'people', name: 'x' },
      ],
    };
    expect(moved(ranges, '2025-12-15', '2026-01-10')).toEqual({
      ask: later,
      arms: [
        { kind: 'range', ...later },
        { kind: 'people', name: 'x' },
      ],
    });
  });

  it('stand still where the question has none, holds its own instant, compares a row by its date, or is wrong', () => {
    const dates = { from: '2025-12-01', to: '2025-12-15' };
    const asks = [
      { ...dates, asOf: '2026-01-01T00:00:00Z' },
      { ask: { ...dates, asOf: '2026-01-01T00:00:00Z' } },
      { ask: dates, arms: [{ kind: 'cohort', period: '2025-12-01' }] },
      { from: '2025-02-30', to: '2025-12-15' },
      { from: '1900-01-01', to: '2025-12-15' },
      { offers: ['x'] },
      null,
    ];
    for (const asked of asks) expect(moved(asked, '2025-12-15', '2026-01-10')).toEqual(asked);
  });

  it('are of the present where they reached the days on which the question was kept, and compare no ranges', () => {
    const until = (to: string) => asksOfPresent({ from: '2025-01-01', to }, '2025-12-15');
    // 35 days before 15 December is 10 November.
    expect([until('2025-12-31'), until('2025-11-10'), until('2025-11-09')]).toEqual([true, true, false]);
    const dates = { from: '2025-12-01', to: '2025-12-15' };
    expect(asksOfPresent({ ask: dates, interval: 4 }, '2025-12-15')).toBe(true);
    expect(asksOfPresent({ ask: dates, arms: [{ kind: 'range', ...dates }] }, '2025-12-15')).toBe(false);
  });
});
