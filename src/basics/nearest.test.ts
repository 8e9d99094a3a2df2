import { expect, it } from 'vitest';
import { nearest, slipOf } from './nearest.ts';

it.each([
  ['order completd', ['Signup', 'Order Completed'], 'Order Completed'],
  ['order_completed', ['Order Cancelled', 'Order Completed'], 'Order Completed'],
  ['pley', ['play', 'plays'], 'play'],
  ['xyzzy', ['play', 'signup'], undefined],
  ['anything', [], undefined],
])('takes “%s” for the nearest name, if any is near', (given, names, meant) => {
  expect(nearest(given, names)).toBe(meant);
});

it('takes a name for a slip of another where no more than a quarter of that one is changed', () => {
  expect(slipOf('plann', ['plan'])).toBe('plan');
  // Two letters of four: near enough to be named, too far to be a slip.
  expect(nearest('age', ['name'])).toBe('name');
  expect(slipOf('age', ['name'])).toBe(undefined);
});

it('spends nothing on a name a megabyte long', () => {
  expect(nearest('a'.repeat(1_000_000), ['play'])).toBe(undefined);
});
