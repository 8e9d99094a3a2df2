import { halfEven, wholeParts } from './money.ts';

/** The amounts of one row: in parts of a smallest unit, or in whole ones as they are shown. */
export interface RowAmounts {
  readonly start: bigint;
  /** Of the movements in their order, then what exchange rates made: start + all of them = end. */
  readonly moved: readonly bigint[];
  readonly end: bigint;
}

/** A row by itself: start and end half-even, what moved by largest remainder, so that they add up. */
export function shownAlone({ start, moved, end }: RowAmounts, parts: bigint): RowAmounts {
  const [first, last] = [halfEven(start, parts), halfEven(end, parts)];
  return { start: first, moved: wholeParts(moved, parts, last - first), end: last };
}

/**
 * Rows of the same period that are parts of one whole: each adds up by itself, and every figure over all of them comes to
 * the whole's, as it is shown.
 *
 * @param rows  in parts of a smallest unit
 * @param whole as it is shown
 * @param among figures of `moved` that come to the whole's only together: an offer that is changed contracts here and
 *              expands there
 * @example shownTogether([a third, a third, a third], { start: 0n, moved: [1n], end: 1n }, …) // 1, 0, 0
 */
export function shownTogether(
  rows: readonly RowAmounts[],
  whole: RowAmounts,
  { parts, among }: { readonly parts: bigint; readonly among: readonly (readonly number[])[] },
): RowAmounts[] {
  const starts = wholeParts(
    rows.map(({ start }) => start),
    parts,
    whole.start,
  );
  const ends = wholeParts(
    rows.map(({ end }) => end),
    parts,
    whole.end,
  );
  const exact = rows.map(({ moved }) => among.map((places) => sumAt(moved, places)));
  const cells = exact.map((row, at) => wholeParts(row, parts, (ends[at] ?? 0n) - (starts[at] ?? 0n)));
  level(
    cells,
    exact,
    among.map((places) => sumAt(whole.moved, places)),
    parts,
  );
  return rows.map(({ moved }, at) => {
    const told = moved.map(() => 0n);
    for (const [column, places] of among.entries()) {
      const split = wholeParts(
        places.map((place) => moved[place] ?? 0n),
        parts,
        cells[at]?.[column] ?? 0n,
      );
      for (const [one, place] of places.entries()) told[place] = split[one] ?? 0n;
    }
    return { start: starts[at] ?? 0n, moved: told, end: ends[at] ?? 0n };
  });
}

const sumAt = (amounts: readonly bigint[], places: readonly number[]): bigint =>
  places.reduce((sum, place) => sum + (amounts[place] ?? 0n), 0n);

/**
 * Moves units between the columns of a row, where it is furthest from what is exact, until each column comes to its total.
 * The rows keep theirs. Both totals are the same, so that a column with too much always has one with too little beside it.
 */
function level(
  cells: bigint[][],
  exact: readonly (readonly bigint[])[],
  totals: readonly bigint[],
  parts: bigint,
): void {
  const missing = totals.map(
    (total, column) => total - cells.reduce((sum, row) => sum + (row[column] ?? 0n), 0n),
  );
  for (;;) {
    const to = missing.findIndex((one) => one > 0n);
    const from = missing.findIndex((one) => one < 0n);
    if (to < 0 || from < 0) return;
    const short = (row: number, column: number) =>
      (exact[row]?.[column] ?? 0n) - (cells[row]?.[column] ?? 0n) * parts;
    const fits = (row: number) =>
      short(row, to) -
      short(row, from) -
      (isNothing(exact, row, to) || isNothing(exact, row, from) ? 4n * parts : 0n);
    const best = cells.reduce((found, _, row) => (fits(row) > fits(found) ? row : found), 0);
    const row = cells[best];
    if (row === undefined) return;
    row[to] = (row[to] ?? 0n) + 1n;
    row[from] = (row[from] ?? 0n) - 1n;
    missing[to] = (missing[to] ?? 0n) - 1n;
    missing[from] = (missing[from] ?? 0n) + 1n;
  }
}

/** Nothing stays nothing as long as another row can bear the difference. */
const isNothing = (exact: readonly (readonly bigint[])[], row: number, column: number): boolean =>
  exact[row]?.[column] === 0n;
