import { expect, it } from 'vitest';
import { rankOf } from './currency.ts';
import { known, unknown } from './estimate.ts';

it('ranks by people where the amounts are of several currencies: 100,000 yen are less than 5,000 euros', () => {
  const one = (amount: number, currency: string | null) => ({ amount: known(amount), currency });
  const [yen, euros, untold] = [one(100_000, 'JPY'), one(5000, 'EUR'), one(1, null)];
  expect(rankOf('money', [yen, euros])).toBe('mass');
  expect(rankOf('money', [euros, untold, euros])).toBe('money');
  expect(rankOf('money', [euros, { amount: unknown('mixed_currencies'), currency: 'JPY' }])).toBe('money');
  expect(rankOf('risk', [yen, euros])).toBe('risk');
});
