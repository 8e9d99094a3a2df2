import { describe, expect, it } from 'vitest';
import { armOf } from './CompareDrawer.tsx';
import { firstFunnel, firstSteps } from './first-funnel.ts';
import { askOf, moved, readFunnelSearch } from './search.ts';

const counted = (...pairs: readonly (readonly [string, number])[]) =>
  pairs.map(([event, count]) => ({ event, count }));

describe('the address of a funnel', () => {
  const question = {
    steps: [
      { event: 'Page Viewed', where: [{ property: 'path', how: 'contains', values: ['/a'] }] },
      { event: null, within: { amount: 2, of: 'hour' } },
    ],
    order: 'strict',
    window: { amount: 7, of: 'day' },
    exclusions: [{ event: 'Order Refunded', from: 1, to: 2 }],
    from: '2026-01-01',
    to: '2026-03-31',
    trend: 'month',
    breakdown: { by: 'property', name: 'path', of: 'last' },
    people: [{ kind: 'list', list: 'lst_1', inside: true }],
  };

  it('holds the whole question, and beside it how the answer is looked at', () => {
    const look = { upright: true, open: { which: { kind: 'dropped', step: 1 } }, compare: ['value:a'] };
    const read = readFunnelSearch({ ...question, ...look });
    expect(read).toEqual({ ...question, ...look });
    expect(askOf(read)).toEqual(question);
  });

  it('leaves out steps that cannot be drawn', () => {
    expect(readFunnelSearch({ steps: [{ event: 5 }], open: { which: { kind: 'reached' } } })).toEqual({});
    expect(askOf({ from: '2026-01-01', to: '2026-01-31' })).toBeUndefined();
  });

  it('moves a step; the one that becomes the first comes after nothing', () => {
    const steps = [{ event: 'a' }, { event: 'b', within: { amount: 1, of: 'day' as const } }, { event: 'c' }];
    expect(moved(steps, 1, 0)).toEqual([{ event: 'b' }, { event: 'a' }, { event: 'c' }]);
    const value = { value: { definition: 'val_1' } };
    expect(moved([...steps, { ...value, within: { amount: 1, of: 'day' } }], 3, 0)[0]).toEqual(value);
    expect(readFunnelSearch({ steps: [value] }).steps).toEqual([value]);
    expect(moved(steps, 0, -1)).toEqual(steps);
  });

  it('names the groups compared', () => {
    expect(armOf('value:à: b')).toEqual([{ kind: 'value', value: 'à: b' }]);
    expect(armOf('missing')).toEqual([{ kind: 'value', value: null }]);
    expect(armOf('cohort:x')).toEqual([]);
  });
});

describe('the first funnel that a reader sees', () => {
  it('is a way that many businesses know, where its events exist', () => {
    const events = counted(
      ['Page Viewed', 900],
      ['Visit', 800],
      ['Product Added', 80],
      ['Order Completed', 20],
    );
    expect(firstSteps(events)).toEqual(['Page Viewed', 'Product Added', 'Order Completed']);
  });

  it('is made of rarer events elsewhere, from what many do to what few reach', () => {
    const events = counted(
      ['Login', 9000],
      ['Identify', 500],
      ['Opened', 400],
      ['Begun', 300],
      ['Done', 200],
    );
    expect(firstSteps(events)).toEqual(['Opened', 'Begun', 'Done']);
  });

  it('leads from the one rare event to the most frequent, and never to nothing', () => {
    expect(firstSteps(counted(['Play', 9000], ['Identify', 500], ['Subscribed', 400]))).toEqual([
      'Subscribed',
      'Play',
    ]);
    expect(firstSteps(counted(['Visit', 10]))).toEqual(['Visit', 'Visit']);
    expect(firstFunnel({ events: [], span: { first: '2026-01-01', last: '2026-01-10' } }).steps).toHaveLength(
      2,
    );
  });
});
