import { expect, it } from 'vitest';
import { heldAt, priceOf, type Terms } from './contracts.ts';

const [start, now] = [Date.parse('2025-01-01'), Date.parse('2025-06-01')];

const terms = (contract: string, told: Partial<Terms>): Terms => ({
  key: '1',
  contract,
  version: 1,
  offer: 'Team',
  startsAt: start,
  endsAt: null,
  pausedAt: null,
  resumesAt: null,
  trialEndsAt: null,
  price: 120_000,
  currency: 'EUR',
  period: 'year',
  seats: null,
  discount: null,
  discountEndsAt: null,
  effectiveAt: start,
  ...told,
});

const price = (...versions: Terms[]) => priceOf(heldAt(versions, now));
const mission = terms('mission', { offer: 'Audit', price: 500_000, period: '' });
const aHundred = { known: true, amount: 100, currency: 'EUR' };

it('takes what is paid once for no part of the price a month: 1,200 a year and a mission of 5,000 are 100 a month', () => {
  expect(price(terms('team', {}), mission)).toEqual(aHundred);
  expect(price(terms('team', {}), { ...mission, currency: 'USD' })).toEqual(aHundred);
});

it('says where all is paid once, where a price is not told, where there is no contract', () => {
  expect(price(mission)).toEqual({ known: false, why: 'paid_once' });
  const untold = terms('untold', { price: null, period: '' }); // it may recur
  expect(price(mission, untold)).toEqual({ known: false, why: 'no_price' });
  expect(price(terms('team', {}), untold)).toEqual({ known: false, why: 'no_price' });
  expect(price()).toEqual({ known: false, why: 'no_contract' });
});
