import { describe, expect, it } from 'vitest';
import { firstSignups } from './search.ts';

const span = { first: '2022-01-03', last: '2026-01-15' };
const counted = (...names: string[]) => ({
  span,
  events: names.map((event, at) => ({ event, count: 1000 - at })),
});
const whole = { from: span.first, to: span.last };
const value = { value: { definition: null } };

describe('the first question of sign-ups by season', () => {
  it('takes the event called a sign-up, and value as the workspace has settled it: what the gym of the demos is asked', () => {
    const gym = counted('Visite', 'Application ouverte', 'Product Added', 'Order Completed', 'Inscription');
    expect(firstSignups(gym, [{ isDefault: true }])).toEqual({
      ...whole,
      start: { event: 'Inscription' },
      return: value,
    });
  });

  it('without such a name takes the first order, then the start of a contract: what makes a customer', () => {
    const shop = counted('Product Added', 'Order Completed', 'perdure.contract_started');
    expect(firstSignups(shop, []).start).toEqual({ event: 'Order Completed' });
    const club = counted('Visit', 'perdure.contract_started');
    expect(firstSignups(club, []).start).toEqual({ event: 'perdure.contract_started' });
    expect(firstSignups(club, []).return).toEqual({ event: 'Visit' });
  });

  it('takes any first event only where nothing tells who is a customer', () => {
    expect(firstSignups(counted('Visit'), [{ isDefault: false }]).start).toEqual({ event: null });
  });
});
