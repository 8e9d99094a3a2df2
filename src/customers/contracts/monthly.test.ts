import { describe, expect, it } from 'vitest';
import { monthlyAmounts } from './index.ts';

const at = Date.parse('2026-01-15T12:00:00Z');
const terms = {
  startsAt: '2025-01-01T00:00:00Z',
  endsAt: null,
  pausedAt: null,
  resumesAt: null,
  trialEndsAt: null,
  price: '1000',
  period: 'week' as const,
  currency: 'EUR',
  discount: null,
  discountEndsAt: null,
};
const told = (...contracts: Partial<typeof terms | Record<keyof typeof terms, string | null>>[]) =>
  monthlyAmounts(
    contracts.map((one) => ({ ...terms, ...one }) as typeof terms),
    at,
  ).map(({ amount, currency }) => `${amount} ${currency}`);

describe('what contracts bring a month', () => {
  it('is a twelfth of a year of 52 weeks: 10.00 a week are 43.33, three of them 130.00', () => {
    expect(told({})).toEqual(['4333 EUR']);
    expect(told({}, {}, {})).toEqual(['13000 EUR']); // rounded once: 3 × 43.33 were 129.99
  });

  it('is rounded half-even: 0.06 and 0.18 a year are 0 and 2 cents', () => {
    expect(told({ price: '6', period: 'year' })).toEqual(['0 EUR']); // 0.5 cents
    expect(told({ price: '18', period: 'year' })).toEqual(['2 EUR']); // 1.5 cents
  });

  it('is nothing where the discount is above the price, never less', () => {
    expect(told({ discount: '1500' }, { price: '600', period: 'month' })).toEqual(['600 EUR']);
    expect(told({ discount: '1500', discountEndsAt: '2026-01-15T12:00:00Z' })).toEqual(['4333 EUR']);
  });

  it('leaves out what is paused or on trial', () => {
    expect(told({ pausedAt: '2026-01-01T00:00:00Z' })).toEqual([]);
    expect(told({ pausedAt: '2026-01-01T00:00:00Z', resumesAt: '2026-01-15T12:00:00Z' })).toEqual([
      '4333 EUR',
    ]);
    expect(told({ trialEndsAt: '2026-02-01T00:00:00Z' })).toEqual([]);
  });
});
