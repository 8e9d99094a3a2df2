import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeGolden } from '../testing/index.ts';
import { benjaminiHochberg, benjaminiYekutieli, holm } from './index.ts';

const expectClose = (got: readonly number[], expected: readonly number[]) => {
  expect(got.length).toBe(expected.length);
  for (const [index, value] of expected.entries()) expect(got[index]).toBeCloseTo(value, 9);
};

/** The 15 p-values of Benjamini & Hochberg 1995, section 3.2, where their method keeps 4 and Bonferroni 3. */
const NEUHAUS = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
  0.759, 1,
];

describe('Benjamini–Hochberg', () => {
  it('gives the values of statsmodels, in the order asked', () => {
    expectClose(benjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.2]), [0.025, 0.05, 0.05, 0.025, 0.2]);
  });

  it("keeps 4 of the 15 comparisons of its authors' example at 5 %", () => {
    expect(benjaminiHochberg(NEUHAUS).filter((p) => p < 0.05)).toHaveLength(4);
  });

  it('leaves one p-value as it is, and none as none', () => {
    expect(benjaminiHochberg([0.03])).toEqual([0.03]);
    expect(benjaminiHochberg([])).toEqual([]);
  });

  it('treats ties alike', () => expect(benjaminiHochberg([0.02, 0.02, 0.02])).toEqual([0.02, 0.02, 0.02]));
});

describe('Benjamini–Yekutieli', () => {
  it('is Benjamini–Hochberg times 1 + 1/2 + … + 1/5, at most 1', () => {
    const price = 1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5;
    expectClose(
      benjaminiYekutieli([0.01, 0.04, 0.03, 0.005, 0.2]),
      [0.025, 0.05, 0.05, 0.025, 0.2].map((p) => p * price),
    );
    expect(benjaminiYekutieli([0.9, 0.8])).toEqual([1, 1]);
  });

  it('leaves one p-value as it is, and none as none; refuses what is none', () => {
    expect(benjaminiYekutieli([0.03])).toEqual([0.03]);
    expect(benjaminiYekutieli([])).toEqual([]);
    expect(() => benjaminiYekutieli([2])).toThrow('maths.probability_out_of_range');
  });
});

describe('Holm', () => {
  it('gives the values of statsmodels, in the order asked', () => {
    expectClose(holm([0.01, 0.04, 0.03, 0.005, 0.2]), [0.04, 0.09, 0.09, 0.025, 0.2]);
  });

  it('keeps 3 of the 15 at 5 %', () => expect(holm(NEUHAUS).filter((p) => p < 0.05)).toHaveLength(3));

  it('leaves one p-value as it is, and none as none', () => {
    expect(holm([0.03])).toEqual([0.03]);
    expect(holm([])).toEqual([]);
  });
});

describe('both corrections', () => {
  const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 });

  it('stay in 0–1, never help a p-value, and keep the order; Holm is the stricter', () => {
    fc.assert(
      fc.property(pValues, (raw) => {
        const [lenient, strict] = [benjaminiHochberg(raw), holm(raw)];
        const ascending = [...raw.keys()].sort((a, b) => (raw[a] ?? 0) - (raw[b] ?? 0));
        for (const adjusted of [lenient, strict]) {
          const inOrder = ascending.map((index) => adjusted[index] ?? Number.NaN);
          expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
          expect(adjusted.every((value, index) => value >= (raw[index] ?? 1) && value <= 1)).toBe(true);
        }
        expect(lenient.every((value, index) => value <= (strict[index] ?? 0) * (1 + 1e-15))).toBe(true);
      }),
      { seed: 41 },
    );
  });

  it('refuse what is not a probability and name its place', () => {
    expect(() => benjaminiHochberg([0.1, 1.2])).toThrow('pValues[1]');
    expect(() => holm([Number.NaN])).toThrow('maths.probability_out_of_range');
  });
});

interface CorrectionCase {
  readonly p: readonly number[];
  readonly bh: { readonly adjusted: readonly number[] };
  readonly by: { readonly adjusted: readonly number[] };
  readonly holm: { readonly adjusted: readonly number[] };
}

describeGolden<{ cases: readonly CorrectionCase[] }>('multiple-comparisons', {
  'Benjamini–Hochberg agrees with statsmodels': ({ cases }) => {
    for (const { p, bh } of cases) expectClose(benjaminiHochberg(p), bh.adjusted);
  },
  'Benjamini–Yekutieli agrees with statsmodels': ({ cases }) => {
    for (const { p, by } of cases) expectClose(benjaminiYekutieli(p), by.adjusted);
  },
  'Holm agrees with statsmodels': ({ cases }) => {
    for (const { p, holm: expected } of cases) expectClose(holm(p), expected.adjusted);
  },
});
