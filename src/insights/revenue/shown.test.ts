import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RowAmounts, shownAlone, shownTogether } from './shown.ts';

const parts = 12n;
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, one) => total + one, 0n);
const added = (rows: readonly RowAmounts[], columns: number): RowAmounts => ({
  start: sum(rows.map(({ start }) => start)),
  moved: Array.from({ length: columns }, (_, at) => sum(rows.map(({ moved }) => moved[at] ?? 0n))),
  end: sum(rows.map(({ end }) => end)),
});
const row = (start: bigint, ...moved: bigint[]): RowAmounts => ({ start, moved, end: start + sum(moved) });

describe('amounts shown as parts of a whole', () => {
  it('come to it: three thirds of a cent are 1, 0 and 0 where the whole is 1', () => {
    const thirds = [row(0n, 4n), row(0n, 4n), row(0n, 4n)];
    const shown = shownTogether(thirds, row(0n, 1n), { parts, among: [[0]] });
    expect(shown.map(({ end }) => end)).toEqual([1n, 0n, 0n]);
    expect(added(shown, 1)).toEqual(row(0n, 1n));
  });

  it('add up in each row and in each figure, within a few units of what is exact, whatever they are', () => {
    const amount = fc.bigInt({ min: -400n, max: 400n });
    const cells = fc.array(fc.tuple(amount, amount, amount, amount), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(cells, fc.boolean(), (told, isNet) => {
        const rows = told.map(([start, ...moved]) => row(start, ...moved));
        const whole = shownAlone(added(rows, 3), parts);
        const among = isNet ? [[0], [1, 2]] : [[0], [1], [2]];
        const shown = shownTogether(rows, whole, { parts, among });
        const total = added(shown, 3);
        expect([total.start, total.end]).toEqual([whole.start, whole.end]);
        for (const places of among)
          expect(sum(places.map((at) => total.moved[at] ?? 0n))).toBe(
            sum(places.map((at) => whole.moved[at] ?? 0n)),
          );
        for (const [at, one] of shown.entries()) {
          expect(one.start + sum(one.moved)).toBe(one.end);
          const exact = rows[at]?.moved ?? [];
          for (const [column, cell] of one.moved.entries())
            expect(Math.abs(Number(cell) - Number(exact[column] ?? 0n) / 12)).toBeLessThan(isNet ? 4 : 3);
        }
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
