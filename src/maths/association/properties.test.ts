import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Proportion } from '../intervals/index.ts';
import { excess, matthews, mutualInformation, oddsRatio, riskRatio } from './index.ts';

/** From empty groups to a billion customers, from nobody counted to all. */
const group = fc
  .tuple(
    fc.oneof(fc.nat(12), fc.nat(2000), fc.nat(1_000_000_000)),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([total, share]): Proportion => ({ hits: Math.round(total * share ** 4), total }));

it('every ratio lies inside its interval, and no end is lost', () => {
  fc.assert(
    fc.property(group, group, (first, second) => {
      for (const measure of [riskRatio, oddsRatio]) {
        const found = measure(first, second);
        if (!found.known) continue;
        const { ratio, low, high } = found.value;
        expect(Number.isFinite(low) && low >= 0).toBe(true);
        if (ratio.known) expect(low).toBeLessThanOrEqual(ratio.value * (1 + 1e-9));
        if (high.known) expect(Number.isFinite(high.value)).toBe(true);
        if (ratio.known && high.known) expect(high.value).toBeGreaterThanOrEqual(ratio.value * (1 - 1e-9));
        expect(high.known).toBe(ratio.known);
      }
    }),
    { seed: 5, numRuns: 500 },
  );
});

it('groups exchanged turn the ratio and its interval over', () => {
  fc.assert(
    fc.property(group, group, (first, second) => {
      for (const measure of [riskRatio, oddsRatio]) {
        const there = measure(first, second);
        const back = measure(second, first);
        expect(back.known).toBe(there.known);
        if (!there.known || !back.known) continue;
        const { low, high } = there.value;
        if (high.known && low > 0) expect(back.value.low * high.value).toBeCloseTo(1, 6);
        if (low > 0 && back.value.high.known) expect(back.value.high.value * low).toBeCloseTo(1, 6);
      }
    }),
    { seed: 6, numRuns: 500 },
  );
});

it('correlation stays in −1…1 around its value, information in 0…1, the excess within the group', () => {
  fc.assert(
    fc.property(group, group, (first, second) => {
      const correlation = matthews(first, second);
      if (correlation.known) {
        const { value, interval } = correlation.value;
        expect(Math.abs(value)).toBeLessThanOrEqual(1);
        if (interval.known) {
          expect(interval.value.low).toBeLessThanOrEqual(value + 1e-12);
          expect(interval.value.high).toBeGreaterThanOrEqual(value - 1e-12);
        }
      }
      const bits = mutualInformation(first, second);
      if (bits.known) expect(bits.value >= 0 && bits.value <= 1).toBe(true);
      const mass = excess(first, second);
      if (mass.known) expect(Math.abs(mass.value.customers)).toBeLessThanOrEqual(first.total);
    }),
    { seed: 7, numRuns: 500 },
  );
});
