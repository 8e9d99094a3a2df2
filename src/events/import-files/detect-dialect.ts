import { type Dialect, rowsOf } from './dialect.ts';

// From the mark that text holds least often to the one it holds most: where several part the sample equally well,
// the rarer is the delimiter ("1,5;2,5").
const delimiters = ['\t', '|', ';', ',', 'blanks'] as const;
const judgedRows = 300;

/**
 * How a text table is written, by what parts its rows into the same number of cells. Takes no notice of file names.
 *
 * @param sample whole lines from the beginning
 */
export function detectDialect(sample: string): Dialect {
  const newline = sample.includes('\n') || !sample.includes('\r') ? '\n' : '\r';
  let best: { readonly dialect: Dialect; readonly score: number } | undefined;
  for (const delimiter of delimiters) {
    const quote = quoteOf(sample, delimiter);
    const dialect = { delimiter, quote, newline, header: false } as const;
    const score = evenness(sample, dialect);
    if (score > (best?.score ?? 0) + 0.02) best = { dialect, score };
  }
  const dialect = best?.dialect ?? { delimiter: ',', quote: quoteOf(sample, ','), newline, header: false };
  return {
    ...dialect,
    header: hasHeader(
      rowsOf(sample, dialect)
        .slice(0, judgedRows)
        .map((row) => row.cells),
    ),
  };
}

/** Share of rows that have the commonest number of cells, when that is two or more. */
function evenness(sample: string, dialect: Dialect): number {
  const rows = rowsOf(firstLines(sample, dialect.newline), dialect).slice(0, judgedRows);
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  let [width, most] = [0, 0];
  for (const [cells, count] of counts) if (count > most) [width, most] = [cells, count];
  if (width < 2) return 0;
  const even = most / rows.length;
  return rows[0]?.cells.length === width ? even : even / 2; // a header parts like its rows
}

function firstLines(sample: string, newline: string): string {
  let at = -1;
  for (let i = 0; i <= judgedRows; i += 1) {
    at = sample.indexOf(newline, at + 1);
    if (at < 0) return sample;
  }
  return sample.slice(0, at + 1);
}

/** Quotation marks count where a cell begins with one. */
function quoteOf(sample: string, delimiter: Dialect['delimiter']): '"' | "'" | null {
  const mark = delimiter === 'blanks' ? '[ \\t]' : delimiter === '|' ? '\\|' : delimiter;
  const begins = (quote: string) => new RegExp(`(?:^|[\\r\\n]|${mark})${quote}`).test(sample);
  if (begins('"')) return '"';
  const single = new RegExp(`(?:^|[\\r\\n]|${mark})'[^']*'(?=$|[\\r\\n]|${mark})`, 'g');
  return (sample.match(single)?.length ?? 0) > 3 ? "'" : sample.includes('"') ? '"' : null;
}

/** Names do not look like values: a first row of filled, differing cells without a number or date in it. */
function hasHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = rows;
  if (first === undefined) return false;
  const names = first.map((cell) => cell.trim());
  if (names.some((name) => name === '' || isValue(name)) || new Set(names).size < names.length) return false;
  if (rest.length === 0) return true;
  return names.some((name, column) => rest.some((cells) => isValue(cells[column] ?? '') || knownName(name)));
}

const isValue = (cell: string): boolean => /^[\s"'$€£(+-]*\d[\d\s.,:/%TZ+-]*[€)%]?$/.test(cell.trim());
const knownName = (name: string): boolean =>
  /(^|_|\b)(id|date|name|nom|amount|montant|email|event|time)(\b|_|$)/i.test(name);
