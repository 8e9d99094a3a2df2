import { describe, expect, it } from 'vitest';
import { chiSquareUpperTail } from './index.ts';

describe('chi-square tail', () => {
  // mpmath with 40 digits, scipy 1.17.1 chi2.sf
  it.each([
    [0, 1, 1],
    [1e-6, 1, 0.9992021155721779],
    [3.841458820694124, 1, 0.05],
    [5.991, 2, 0.05001161502657909],
    [0.5, 3, 0.9188914116546758],
    [9.5, 9.5, 0.43894719757757206],
    [20, 10, 0.029252688076961124],
    [122.249125573006, 1, 2.0359832222857045e-28],
    [700, 3, 2.0991308534204087e-151],
    [100, 120, 0.907734948041067],
    [1000, 900, 0.010994608942135848],
    [10500, 10000, 0.00024794736798936087],
    [1010000, 1000000, 9.068528823262077e-13],
  ])('beyond %d with %d degrees of freedom is %d', (chiSquare, degrees, expected) => {
    expect(Math.abs(chiSquareUpperTail(chiSquare, degrees) / expected - 1)).toBeLessThan(1e-11);
  });

  it('below the smallest number is 0: chi-square 2352.9 on 2 degrees, 1e-511', () => {
    expect(chiSquareUpperTail(2352.9, 2)).toBe(0);
  });

  it('refuses a negative statistic and no degrees of freedom', () => {
    expect(() => chiSquareUpperTail(-1, 1)).toThrow('maths.argument_out_of_range');
    expect(() => chiSquareUpperTail(1, 0)).toThrow('maths.argument_out_of_range');
  });
});
