import { describe, expect, it } from 'vitest';
import { normalTwoSided, shiftedStudentAbove, studentReach, studentTwoSided } from './index.ts';

const relativeError = (got: number, expected: number) => Math.abs(got / expected - 1);

describe("Student's t", () => {
  // mpmath with 40 digits
  it.each([
    [0.001, 3, 0.9992648949694609],
    [1, 1, 0.5],
    [2.2, 7.3, 0.062169165400023624],
    [1.7, 7.3, 0.13116536835308693],
    [12, 4, 0.00027642854850297297],
    [5.30014035841, 36671.1579774, 1.1638149682361069e-7],
    [22.6202307667, 40593.6882286, 1.3644511969864511e-112],
    [1.5, 1e9, 0.13361440285341528],
    [2, 0.5, 0.44551489018313123],
    [40, 2.5, 0.00014195634290493383],
    [8, 1e6, 1.245506343320252e-15],
    [24, 100_001, 6.3716766558738e-127],
    [24, 99_999, 6.37178191326927e-127],
    [3, 100_001, 0.00270046087741614],
    [1, 199.9, 0.3185194516238315],
    [1, 200.1, 0.3185182447983166],
  ])('beyond ± %d with %d degrees is %d', (t, degrees, expected) => {
    expect(relativeError(studentTwoSided(t, degrees), expected)).toBeLessThan(1e-11);
    expect(studentTwoSided(-t, degrees)).toBe(studentTwoSided(t, degrees));
  });

  it('is 1 at 0, 0 at infinity, and the normal law for very many degrees', () => {
    expect(studentTwoSided(0, 5)).toBe(1);
    expect(studentTwoSided(Number.POSITIVE_INFINITY, 5)).toBe(0);
    expect(relativeError(studentTwoSided(2, 1e12), normalTwoSided(2))).toBeLessThan(1e-10);
  });

  // scipy 1.17.1 t.ppf
  it.each([
    [0.95, 4, 2.7764451051977934],
    [0.95, 7.3, 2.345066736547703],
    [0.99, 1, 63.656741162871526],
    [0.95, 40593.7, 1.960022425646982],
    [0.95, 1e8, 1.9599640082627663],
    [0.5, 2, 0.8164965809277261],
  ])('holds %d within %d degrees by ± %d', (level, degrees, expected) => {
    expect(relativeError(studentReach(level, degrees), expected)).toBeLessThan(1e-11);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d degrees', (degrees) => {
    expect(() => studentTwoSided(1, degrees)).toThrow('maths.argument_out_of_range');
    expect(() => studentReach(0.95, degrees)).toThrow('maths.argument_out_of_range');
    expect(() => shiftedStudentAbove(1, degrees, 0)).toThrow('maths.argument_out_of_range');
  });

  it('refuses what is not a number, and a confidence of 1', () => {
    expect(() => studentTwoSided(Number.NaN, 3)).toThrow('maths.argument_out_of_range');
    expect(() => studentReach(1, 3)).toThrow('maths.level_out_of_range');
  });
});

describe('the noncentral t law', () => {
  // scipy 1.17.1 nct.sf
  it.each([
    [1.966, 784, 2.8, 0.7977469302473333],
    [4.30265, 2, 1.5, 0.14750219773509501],
    [2, 10, -1, 0.003302485766631467],
    [1.96, 1e6, 2.8016, 0.7999939662494688],
    [2.7764, 4, 0, 0.02500115385870087],
    [1.97, 300, 9, 0.9999999999987986],
  ])('above %d with %d degrees and shift %d is %d', (t, degrees, shift, expected) => {
    expect(Math.abs(shiftedStudentAbove(t, degrees, shift) - expected)).toBeLessThan(1e-9);
  });
});
