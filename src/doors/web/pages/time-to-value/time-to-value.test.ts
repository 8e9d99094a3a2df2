import { describe, expect, it } from 'vitest';
import type { Waits } from '#src/insights/time-to-value/index.ts';
import { axisOf, horizonsOf, ownHorizon, pointAt, stairs } from './curves.ts';
import { apartOf } from './Parts.tsx';
import { filledBars, gapBands } from './rhythm.ts';
import { drawnGroups } from './saying.ts';
import { askOf, firstTimeToValue, readTimeToValueSearch, retakingOf } from './search.ts';

const span = { first: '2025-01-15', last: '2026-06-20' };
const counted = (...names: string[]) => names.map((event) => ({ event, count: 10 }));

describe('a question about waiting for value', () => {
  const address = {
    begin: { by: 'event', match: { event: 'Signed Up' } },
    value: { event: 'Played' },
    from: '2026-01-01',
    to: '2026-06-20',
    apart: { by: 'trait', name: 'channel' },
  };

  it('is held by its address, with what is open and how it is looked at', () => {
    const open = { of: 'waits', group: { kind: 'value', value: 'ads' }, which: 'reached', within: 7 };
    const read = readTimeToValueSearch({ ...address, open, horizon: 30, again: { tolerance: 7 } });
    expect(askOf(read)).toEqual(address);
    expect(read).toMatchObject({ open, horizon: 30, again: { tolerance: 7 } });
    expect(askOf(readTimeToValueSearch({ ...address, begin: { by: 'chance' } }))).toBeUndefined();
    expect(readTimeToValueSearch({ open: { of: 'waits', which: 'sleeping' } }).open).toBeUndefined();
  });

  it('begins with the event by which people begin, and with what is done most and is more than being there', () => {
    expect(
      firstTimeToValue({ events: counted('Lecture', 'Connexion', 'Recherche', 'Abonnement'), span }),
    ).toMatchObject({
      begin: { match: { event: 'Abonnement' } },
      value: { event: 'Lecture' },
      from: '2025-07-01',
    });
  });

  it('begins with anything done and the purchase where nobody signs up', () => {
    expect(
      firstTimeToValue({ events: counted('Page Viewed', 'Product Added', 'Order Completed'), span }),
    ).toMatchObject({ begin: { match: { event: null } }, value: { event: 'Order Completed' } });
  });

  it('asks of the re-taking with the same value and people, of the last six months', () => {
    const asked = askOf(readTimeToValueSearch(address));
    expect(asked && retakingOf(asked, { tolerance: 7 }, span)).toEqual({
      value: { event: 'Played' },
      from: '2026-01-01',
      to: '2026-06-20',
      period: 'week',
      tolerance: 7,
    });
  });

  it('reads by what people are told apart from the menu', () => {
    expect(apartOf('trait:a:b')).toEqual({ by: 'trait', name: 'a:b' });
    expect(apartOf('period:month')).toEqual({ by: 'period', period: 'month' });
    expect(apartOf('nothing')).toBeUndefined();
  });
});

describe('the curve of those who have received it', () => {
  // Ten customers, one more each day from day 1 to 6; four still wait after 30 days.
  const steps = [1, 2, 3, 4, 5, 6, 30].map((days, i) => ({ days, share: Math.min(0.6, (i + 1) / 10) }));
  const noteOf = () => 'note';

  it('holds its value until the next step, and ends where nobody is watched any more', () => {
    const at = (day: number) => pointAt(steps, day, { begin: 0, noteOf }).share;
    expect([at(0), at(0.9), at(1), at(5.5), at(30), at(31)]).toEqual([0, 0, 0.1, 0.5, 0.6, null]);
  });

  it('goes on at 100 % once nobody waits', () => {
    expect(pointAt([{ days: 1, share: 1 }], 9, { begin: 0, noteOf }).share).toBe(1);
  });

  it('is first shown over the time in which nearly all of it happens', () => {
    expect(ownHorizon(steps)).toBe(7);
    expect(horizonsOf(30)).toEqual([2, 7, 14, 0]);
  });

  it('is read at equal distances that bear few names', () => {
    expect(axisOf(7)).toEqual({ days: 7, unit: 'day', width: 1 / 8, named: 1 });
    expect(axisOf(2).unit).toBe('hour');
    const drawn = stairs([{ id: 'all', name: 'All', kind: 0, steps, noteOf }], axisOf(30), {
      begin: 0,
      written: String,
    });
    expect(drawn.columns).toHaveLength(121);
    expect(drawn.columns[drawn.labelEvery]).toBe('5');
    expect(drawn.lines[0]?.points).toHaveLength(121);
  });
});

describe('groups that are drawn', () => {
  const group = (kind: 'period' | 'value', value: string, customers: number) =>
    ({ group: { kind, value }, customers }) as Waits;
  const everyone = { group: { kind: 'all', value: null }, customers: 99 } as Waits;

  it('are everyone where nobody is told apart', () => {
    expect(drawnGroups({ everyone, groups: [] })).toEqual([everyone]);
  });

  it('are the largest six, in their order; of periods the latest six', () => {
    const values = [3, 9, 1, 8, 7, 6, 5, 0].map((size) => group('value', String(size), size));
    expect(drawnGroups({ everyone, groups: values }).map(({ customers }) => customers)).toEqual([
      3, 9, 8, 7, 6, 5,
    ]);
    const months = [9, 8, 1, 2, 3, 4, 5, 6].map((size) => group('period', String(size), size));
    expect(drawnGroups({ everyone, groups: months }).map(({ customers }) => customers)).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
  });
});

describe('how the value is taken again', () => {
  it('is shown day by day in the first week, then ever wider', () => {
    const bands = gapBands([
      { value: 1, count: 4 },
      { value: 1.5, count: 2 },
      { value: 9, count: 1 },
      { value: 20, count: 3 },
    ]);
    expect(bands.map(({ upTo, count }) => [upTo, count])).toEqual([
      [1, 4],
      [2, 2],
      [3, 0],
      [4, 0],
      [5, 0],
      [6, 0],
      [7, 0],
      [14, 1],
      [30, 3],
    ]);
  });

  it('leaves no whole number of days out', () => {
    expect(filledBars([{ value: 3, count: 5 }], 7).map(({ count }) => count)).toEqual([0, 0, 5]);
  });
});
