import { expect, it } from 'vitest';
import { quadraticForm } from './quadratic-form.ts';

it('of one number is its square over the variance', () => expect(quadraticForm([2], [[4]])).toBe(1));

it('of two follows the inverse by hand', () => {
  // [[2, 1], [1, 2]] has the inverse [[2, −1], [−1, 2]] / 3: (2·1 − 2·1·3 + 2·9) / 3 = 14/3
  const matrix = [
    [2, 1],
    [1, 2],
  ];
  expect(quadraticForm([1, 3], matrix)).toBeCloseTo(14 / 3, 14);
});

it('is absent without an inverse', () => {
  const dependent = [
    [1, 1],
    [1, 1],
  ];
  expect(quadraticForm([1, 1], dependent)).toBeUndefined();
  expect(quadraticForm([1], [[0]])).toBeUndefined();
});
