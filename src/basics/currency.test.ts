import { expect, it } from 'vitest';
import { addedUp, rankOf } from './currency.ts';
import { known, unknown } from './estimate.ts';

it('ranks by people where the amounts are of several currencies: 100,000 yen are less than 5,000 euros', () => {
  const one = (amount: number, currency: string | null) => ({ amount: known(amount), currency });
  const [yen, euros, untold] = [one(100_000, 'JPY'), one(5000, 'EUR'), one(1, null)];
  expect(rankOf('money', [yen, euros])).toBe('mass');
  expect(rankOf('money', [euros, untold, euros])).toBe('money');
  expect(rankOf('money', [euros, { amount: unknown('mixed_currencies'), currency: 'JPY' }])).toBe('money');
  expect(rankOf('risk', [yen, euros])).toBe('risk');
});

it('adds up amounts to the smallest unit: 0.10 and 0.20 euros are 0.30, yen have no part', () => {
  expect(addedUp([0.1, 0.2], 'EUR')).toBe(0.3);
  expect(
    addedUp(
      Array.from({ length: 1000 }, () => 43.33),
      'EUR',
    ),
  ).toBe(43_330);
  expect(addedUp([100, 1], 'JPY')).toBe(101);
  expect(addedUp([], 'EUR')).toBe(0);
});
