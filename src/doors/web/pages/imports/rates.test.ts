import { expect, it } from 'vitest';
import { readRates } from './rates.ts';

const one = { day: '2025-03-30', from: 'USD', to: 'EUR', rate: '0.9213' };

it.each([
  ['2025-03-30,USD,EUR,0.9213'],
  ['2025-03-30;USD;EUR;0,9213'],
  ['2025-03-30\tusd\teur\t0,9213'],
  ['30/03/2025 USD EUR 0,9213'],
  ['day,from,to,rate\r\n"2025-03-30","USD","EUR","0.9213"\r\n\r\n'],
])('reads %j as one rate', (text) => {
  expect(readRates(text)).toEqual({ rates: [one], wrong: [] });
});

it('tells the lines that are no rate by their places, and reads the others', () => {
  const lines = ['2025-03-30;USD;EUR;0,9213', '2025-03-31;USD;EUR;', 'dollar', '2025-03-31;USD;EUR;1;2'];
  expect(readRates(lines.join('\n'))).toEqual({ rates: [one], wrong: [2, 3, 4] });
});
