import { describe, expect, it } from 'vitest';
import { datesOf } from './dates.ts';

describe('the dates of a tile', () => {
  const dates = { from: '2026-01-01', to: '2026-03-31' };

  it('are those of its question, also of one within it', () => {
    expect(datesOf({ steps: [], ...dates }, { from: '2020-01-01', to: '2020-02-01' })).toEqual(dates);
    expect(datesOf({ ask: dates, interval: 4 }, {})).toEqual(dates);
    expect(datesOf({ question: { of: 'lifecycle.grid', ask: dates }, arms: [{ kind: 'list' }] }, {})).toEqual(
      dates,
    );
  });

  it('are those that the answer looked at where the question has none', () => {
    expect(datesOf({ weeks: 12 }, { active: 4, ...dates })).toEqual(dates);
    expect(datesOf({}, { curves: [] })).toBeUndefined();
  });

  it('are not said where groups are ranges of dates themselves', () => {
    const arms = [
      { kind: 'range', ...dates },
      { kind: 'range', from: '2025-01-01', to: '2025-03-31' },
    ];
    expect(datesOf({ question: { of: 'lifecycle.grid', ask: dates }, arms }, {})).toBeUndefined();
  });
});
