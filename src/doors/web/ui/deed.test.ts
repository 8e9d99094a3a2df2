import { expect, it } from 'vitest';
import { wordsOf } from '../words/index.ts';
import { valueChoices } from './deed.ts';

const words = wordsOf('en');
const definitions = [
  { id: 'val_1', name: 'Listening', isDefault: true },
  { id: 'val_2', name: 'Buying', isDefault: false },
  { id: 'val_3', name: 'Booking', isDefault: false },
];

it('offers definitions in their order, whichever of them are asked', () => {
  const inOrder = ['Listening', 'Buying', 'Booking'];
  const names = (...asked: Parameters<typeof valueChoices>[0]) =>
    valueChoices(asked, definitions, words).map(({ name }) => name);
  expect(names()).toEqual(inOrder);
  expect(names({ definition: 'val_3' }, { definition: null })).toEqual(inOrder);
  const [, , third] = names({ definition: 'val_3', version: 2 });
  expect(third).toMatch(/Booking.*2/);
  expect(names({ definition: 'val_0' })).toEqual([...inOrder, 'val_0']);
});
