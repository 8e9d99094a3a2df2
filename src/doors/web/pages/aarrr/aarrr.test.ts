import { describe, expect, it } from 'vitest';
import type { BoardGroup } from '#src/insights/aarrr/index.ts';
import { figuresOf } from '../../words/figures.ts';
import { wordsOf } from '../../words/index.ts';
import { aarrrLink, askOf, firstAarrr, readAarrrSearch } from './search.ts';
import { drawnRows, headsOf, type Saying } from './shape.ts';

const saying: Saying = {
  words: wordsOf('en'),
  figures: figuresOf('en'),
  apart: { by: 'trait', name: 'channel' },
};
const group = (value: string | null, hits: number, total: number): BoardGroup => ({
  group: value === null ? { kind: 'all', value } : { kind: 'value', value },
  customers: total,
  stages: (['acquisition', 'activation'] as const).map((stage) => ({
    stage,
    reached: { hits, total, share: { known: true, value: hits / total }, low: 0.2, high: 0.7 },
    open: 0,
    state: 'complete',
    worth: null,
    against: null,
  })),
  weak: false,
  words: null,
});

describe('the address of the five stages', () => {
  it('holds the whole question, and a kept one is opened by it', () => {
    const address = {
      start: { event: 'sign up' },
      from: '2026-01-01',
      to: '2026-06-30',
      activation: { by: 'value', definition: 'val_1', period: 'month', periods: 1 },
      retention: { activeBy: { by: 'value', definition: 'val_1' }, period: 'month', nth: 3 },
      revenue: { match: { event: 'Order Completed' }, property: 'revenue', days: 30 },
      referral: { match: { event: 'invited' }, days: 30 },
      apart: { by: 'period', period: 'week' },
    };
    expect(askOf(readAarrrSearch(address))).toEqual(address);
    expect(aarrrLink('shop', address, 'q1').search).toEqual({ ...address, saved: 'q1' });
    expect(askOf(readAarrrSearch({ ...address, activation: { by: 'luck' } }))).toBeUndefined();
  });

  it('begins with what looks like a start, a delivery, a purchase and a referral', () => {
    const events = ['Visit', 'Signed Up', 'Order Completed', 'Friend invited'].map((event) => ({
      event,
      count: 1,
    }));
    const known = {
      events,
      span: { first: '2025-01-10', last: '2026-03-05' },
      traits: ['city', 'channel'],
      scores: [],
      lists: [],
      segments: [],
      propertiesOf: (event: string | null) => (event === 'Order Completed' ? ['revenue'] : []),
    };
    expect(firstAarrr(known)).toMatchObject({
      start: { event: 'Signed Up' },
      activation: { by: 'event', match: { event: 'Visit' } },
      revenue: { match: { event: 'Order Completed' }, property: 'revenue' },
      referral: { match: { event: 'Friend invited' } },
      apart: { by: 'trait', name: 'channel' },
    });
  });
});

describe('the stages as they are drawn', () => {
  it('have a bar for each group; all together none for acquisition, which is everybody', () => {
    const total = group(null, 180, 400);
    expect(
      drawnRows({ total, groups: [] }, saying).map(({ id, bars }) => [id, bars.map(({ text }) => text)]),
    ).toEqual([['activation', ['45% (180 of 400)']]]);
    const groups = [group('A', 60, 200), group('B', 120, 200)];
    expect(drawnRows({ total, groups }, saying)[1]?.bars.map(({ text }) => text)).toEqual([
      'A: 30% (60 of 200)',
      'B: 60% (120 of 200)',
    ]);
  });
});

it('heads the worth with the days of the answer, which the address need not name', () => {
  const total = group(null, 180, 400);
  expect(headsOf({ total, worthDays: 30 }, saying).at(-1)).toBe('Revenue per customer, first 30 days');
  expect(headsOf({ total, worthDays: null }, saying)).toHaveLength(4);
});
