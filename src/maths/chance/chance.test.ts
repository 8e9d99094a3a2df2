import { describe, expect, it } from 'vitest';
import { normalChance, seededChance } from './index.ts';

const draws = (random: () => number, count = 100_000) => Array.from({ length: count }, random);
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a repeatable source of chance', () => {
  it('gives the same numbers for one seed, others for the next and for 2³² more', () => {
    expect(draws(seededChance(7), 5)).toEqual(draws(seededChance(7), 5));
    expect(draws(seededChance(8), 5)).not.toEqual(draws(seededChance(7), 5));
    expect(draws(seededChance(7 + 2 ** 32), 5)).not.toEqual(draws(seededChance(7), 5));
    expect(() => seededChance(-1)).toThrow('maths.count_out_of_range');
  });

  it('fills 0–1 evenly: mean ½ ± 4 × 0.2887/√100,000, tenths of 10,000 ± 4 × 95', () => {
    const numbers = draws(seededChance(1));
    expect(Math.abs(meanOf(numbers) - 0.5)).toBeLessThan(0.00366);
    const tenths = Map.groupBy(numbers, (number) => Math.floor(number * 10));
    for (const tenth of tenths.values()) expect(Math.abs(tenth.length - 10_000)).toBeLessThan(380);
    expect(tenths.size).toBe(10);
  });

  it('gives normal numbers: mean 0, variance 1, 5 % beyond 1.96', () => {
    const numbers = draws(normalChance(seededChance(2)));
    expect(Math.abs(meanOf(numbers))).toBeLessThan(4 / Math.sqrt(100_000));
    expect(Math.abs(meanOf(numbers.map((x) => x * x)) - 1)).toBeLessThan(4 * Math.sqrt(2 / 100_000));
    const beyond = numbers.filter((x) => Math.abs(x) > 1.959964).length / numbers.length;
    expect(Math.abs(beyond - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / 100_000));
  });
});
