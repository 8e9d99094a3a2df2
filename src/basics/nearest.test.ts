import { expect, it } from 'vitest';
import { nearest } from './nearest.ts';

it.each([
  ['order completd', ['Signup', 'Order Completed'], 'Order Completed'],
  ['order_completed', ['Order Cancelled', 'Order Completed'], 'Order Completed'],
  ['pley', ['play', 'plays'], 'play'],
  ['xyzzy', ['play', 'signup'], undefined],
  ['anything', [], undefined],
])('takes “%s” for the nearest name, if any is near', (given, names, meant) => {
  expect(nearest(given, names)).toBe(meant);
});

it('spends nothing on a name a megabyte long', () => {
  expect(nearest('a'.repeat(1_000_000), ['play'])).toBe(undefined);
});
