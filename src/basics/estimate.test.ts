import { expect, it } from 'vitest';
import { known, partOf, unknown } from './estimate.ts';

it.each([
  [0, 50, 0],
  [20, 50, 0.4],
  [50, 50, 1],
])('%d of %d is a share of %d', (part, whole, share) => {
  expect(partOf(known(part), known(whole))).toEqual(known(share));
});

it.each([
  [120, 100, 'others were refunded 20'],
  [-5, 100, 'they were refunded more than they paid'],
  [-5, -10, 'all were refunded more than they paid'],
  [0, 0, 'there is nothing to be a share of'],
])('%d of %d is no share: %s', (part, whole) => {
  expect(partOf(known(part), known(whole))).toEqual(unknown('not_computable'));
});

it('keeps the reason why a figure is unknown', () => {
  expect(partOf(unknown('no_events'), known(1))).toEqual(unknown('no_events'));
  expect(partOf(known(1), unknown('mixed_currencies'))).toEqual(unknown('mixed_currencies'));
});
