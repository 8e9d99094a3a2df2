import { describe, expect, it } from 'vitest';
import { firstQuestion } from './first-question.ts';
import { askOf, readCell, readRetentionSearch, searchOf, writeCell } from './search.ts';

describe('the address of a retention question', () => {
  it('holds the whole question: asked, written and asked again it is the same', () => {
    const search = readRetentionSearch({
      start: 'Order Completed',
      back: 'Visit',
      entry: 'first_ever',
      later: true,
      rows: 'month',
      step: 'day',
      brackets: '1-3,4-7',
      from: '2025-01-01',
      to: '2025-06-30',
      times: 3,
      measure: 'sum:cart.total',
      by: 'trait:plan',
      people: [{ kind: 'list', list: 'lst_1', inside: true }],
    });
    const asked = askOf(search);
    expect(asked?.brackets).toEqual([
      { from: 1, to: 3 },
      { from: 4, to: 7 },
    ]);
    expect(asked?.measure).toEqual({ kind: 'sum', property: 'cart.total' });
    expect(asked && askOf(searchOf(asked))).toEqual(asked);
  });

  it('holds a definition of value that counts as coming back', () => {
    const backValue = { definition: 'val_1', version: 2 };
    const dates = { from: '2025-01-01', to: '2025-06-30' };
    const asked = askOf(readRetentionSearch({ ...dates, backValue }));
    expect(asked?.return).toEqual({ value: backValue });
    expect(asked && askOf(searchOf(asked))).toEqual(asked);
    expect(readRetentionSearch({ backValue: { definition: 5 } })).toEqual({});
  });

  it('leaves out what it cannot understand', () => {
    expect(
      readRetentionSearch({ from: '30/06/2025', rows: 'year', times: 'many', brackets: '3', cell: 'x' }),
    ).toEqual({});
  });

  it('is no question before it has dates', () => {
    expect(askOf({ start: 'Visit' })).toBeUndefined();
  });

  it('names a cell, also of the summary row', () => {
    const cell = { cohort: null, interval: 4, which: 'returned' } as const;
    expect(readCell(writeCell(cell))).toEqual(cell);
    expect(readCell('2025-01-06/2/everyone')).toBeUndefined();
  });
});

describe('the first question', () => {
  const span = { first: '1997-01-01', last: '1998-06-30' };

  it('asks who buys again where purchases are a good part of what is known, by month over 18 months', () => {
    expect(firstQuestion({ span, events: [{ event: 'Order Completed', count: 69_659 }] })).toEqual({
      start: 'Order Completed',
      back: 'Order Completed',
      rows: 'month',
      steps: 12,
      from: '1997-01-01',
      to: '1998-06-30',
    });
  });

  it('asks who comes back for anything where a purchase is rare', () => {
    const gym = [
      { event: 'Visit', count: 9000 },
      { event: 'Order Completed', count: 300 },
    ];
    expect(firstQuestion({ span, events: gym }).start).toBeUndefined();
  });

  it('counts days in the first three weeks', () => {
    expect(firstQuestion({ span: { first: '2025-03-01', last: '2025-03-21' }, events: [] }).rows).toBe('day');
    expect(firstQuestion({ span: { first: '2025-03-01', last: '2025-03-22' }, events: [] }).rows).toBe(
      'week',
    );
  });
});
