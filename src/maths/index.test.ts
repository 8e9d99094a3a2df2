import { wilson } from 'perdure/maths';
import { expect, it } from 'vitest';
import * as room from './index.ts';

it('the room is open to the outside as perdure/maths', () => {
  expect(wilson).toBe(room.wilson);
  // 26 of 40, from the docstring: R prop.test(correct = FALSE)
  expect(wilson(26, 40).low).toBeCloseTo(0.495, 3);
});
