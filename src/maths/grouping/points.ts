import { DomainError } from '../../basics/errors.ts';

/** Customers as points: each a row of figures, laid one after the other. */
export interface Points {
  /** rows × columns figures, row by row. */
  readonly figures: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

const MOST_FIGURES = 1_000_000;

/**
 * Points from rows of figures, refused when they are no matrix.
 *
 * @param rows  all of one length; finite numbers; at most a million figures
 * @returns the points, in order
 * @throws DomainError `maths.argument_out_of_range`
 * @source the definition
 * @example pointsOf([[1, 0], [0, 2]])
 */
export function pointsOf(rows: readonly ArrayLike<number>[]): Points {
  const columns = rows[0]?.length ?? 0;
  if (rows.length * columns > MOST_FIGURES) {
    throw refused('rows', `at most ${MOST_FIGURES} figures`, rows.length * columns);
  }
  const figures = new Float64Array(rows.length * columns);
  for (const [at, row] of rows.entries()) {
    if (row.length !== columns) throw refused(`rows[${at}]`, `${columns} figures`, row.length);
    for (let column = 0; column < columns; column++) {
      const figure = row[column] ?? Number.NaN;
      if (!Number.isFinite(figure)) throw refused(`rows[${at}][${column}]`, 'a finite number', figure);
      figures[at * columns + column] = figure;
    }
  }
  return { figures, rows: rows.length, columns };
}

/**
 * Points whose columns all have mean 0 and spread 1, so that minutes do not outweigh visits.
 *
 * Columns in which everybody is alike become 0: they tell nobody apart. Figures with a long tail should
 * be brought together first (log(1 + x)), or a few very busy customers will be the groups.
 *
 * @param points  any points
 * @returns points of the same shape
 * @source the definition
 * @example standardised(pointsOf([[1], [3]])).figures // −1, 1
 */
export function standardised({ figures, rows, columns }: Points): Points {
  const scaled = new Float64Array(figures.length);
  for (let column = 0; column < columns; column++) {
    let mean = 0;
    for (let row = 0; row < rows; row++) mean += (figures[row * columns + column] ?? 0) / rows;
    let variance = 0;
    for (let row = 0; row < rows; row++) {
      variance += ((figures[row * columns + column] ?? 0) - mean) ** 2 / rows;
    }
    const spread = Math.sqrt(variance);
    if (!(spread > Math.abs(mean) * 1e-12)) continue;
    for (let row = 0; row < rows; row++) {
      const at = row * columns + column;
      scaled[at] = ((figures[at] ?? 0) - mean) / spread;
    }
  }
  return { figures: scaled, rows, columns };
}

/** Some of the points, by their rows. */
export function chosen({ figures, columns }: Points, rows: readonly number[]): Points {
  const kept = new Float64Array(rows.length * columns);
  for (const [at, row] of rows.entries()) {
    kept.set(figures.subarray(row * columns, (row + 1) * columns), at * columns);
  }
  return { figures: kept, rows: rows.length, columns };
}

/** Square of the distance between row a of one set and row b of another of as many columns. */
export function squareDistance(first: Points, a: number, second: Points, b: number): number {
  const { columns } = first;
  const one = first.figures;
  const other = second.figures;
  let sum = 0;
  for (let column = 0; column < columns; column++) {
    const gap = (one[a * columns + column] ?? 0) - (other[b * columns + column] ?? 0);
    sum += gap * gap;
  }
  return sum;
}

const refused = (field: string, expected: string, got: number) =>
  new DomainError('maths.argument_out_of_range', { field, expected, got });
