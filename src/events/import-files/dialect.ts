/** How a text table is written. */
export interface Dialect {
  /** `blanks` is any run of spaces and tabs. */
  readonly delimiter: ',' | ';' | '\t' | '|' | 'blanks';
  readonly quote: '"' | "'" | null;
  readonly newline: '\n' | '\r';
  /** The first row names the columns. */
  readonly header: boolean;
}

/** One row of a text table. */
export interface TableRow {
  /** As a spreadsheet counts: the first row, header included, is 1; empty rows count. */
  readonly row: number;
  readonly cells: readonly string[];
  /** The row never closes a quotation it opens. */
  readonly unclosed?: boolean;
}

const longestRow = 1 << 20; // characters a quoted cell may span before it is taken as never closed

/** Reads a text table piece by piece. Rows may span lines inside quotation marks. */
export class RowReader {
  readonly #dialect: Dialect;
  #rest = '';
  #row = 0;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  /** The rows that end within what has been given so far; empty ones are left out. */
  *push(text: string): Generator<TableRow> {
    this.#rest += text;
    yield* this.#take(false);
  }

  /** The rows that remain. */
  *end(): Generator<TableRow> {
    yield* this.#take(true);
  }

  *#take(last: boolean): Generator<TableRow> {
    const { newline, quote } = this.#dialect;
    const text = this.#rest;
    let from = 0;
    while (from < text.length) {
      let to = text.indexOf(newline, from);
      if (to < 0 && !last) break;
      if (to < 0) to = text.length;
      const line = trimEnd(text, from, to);
      if (quote === null || !line.includes(quote)) {
        this.#row += 1;
        if (line !== '') yield { row: this.#row, cells: plainCells(line, this.#dialect) };
        from = to + 1;
        continue;
      }
      const quoted = quotedCells(text, from, this.#dialect, last);
      if (quoted === 'more') break;
      this.#row += 1;
      if (quoted === 'unclosed') yield { row: this.#row, cells: [line], unclosed: true };
      else yield { row: this.#row, cells: quoted.cells };
      from = quoted === 'unclosed' ? to + 1 : quoted.next;
    }
    this.#rest = text.slice(from);
  }
}

/** All rows of a text that is whole. */
export function rowsOf(text: string, dialect: Dialect): TableRow[] {
  const reader = new RowReader(dialect);
  return [...reader.push(text), ...reader.end()];
}

function trimEnd(text: string, from: number, to: number): string {
  return text.slice(from, to > from && text.charCodeAt(to - 1) === 13 ? to - 1 : to);
}

function plainCells(line: string, { delimiter }: Dialect): string[] {
  return delimiter === 'blanks' ? line.trim().split(/[ \t]+/) : line.split(delimiter);
}

/** The cells of the row at `from`, which has a quotation mark somewhere in its first line. */
function quotedCells(
  text: string,
  from: number,
  { delimiter, quote, newline }: Dialect,
  last: boolean,
): { readonly cells: string[]; readonly next: number } | 'more' | 'unclosed' {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    if (delimiter === 'blanks') while (text[at] === ' ' || text[at] === '\t') at += 1;
    let cell = '';
    if (text[at] === quote) {
      const close = closing(text, at, quote as string); // not null: the caller has seen one
      if (close < 0) return !last && text.length - from < longestRow ? 'more' : 'unclosed';
      cell = text.slice(at + 1, close).replaceAll(`${quote}${quote}`, quote as string);
      at = close + 1;
    }
    const end = cellEnd(text, at, delimiter, newline);
    if (end >= text.length && !last) return 'more';
    cell += text.slice(at, end);
    const isLast = end >= text.length || text[end] === newline;
    cells.push(isLast && cell.endsWith('\r') ? cell.slice(0, -1) : cell);
    if (isLast) return { cells, next: end + 1 };
    at = end + 1;
    if (delimiter === 'blanks' && restIsBlank(text, at, newline)) {
      return { cells, next: lineEnd(text, at, newline) + 1 };
    }
  }
}

function closing(text: string, open: number, quote: string): number {
  let at = open + 1;
  for (;;) {
    const found = text.indexOf(quote, at);
    if (found < 0) return -1;
    if (text[found + 1] !== quote) return found;
    at = found + 2;
  }
}

function cellEnd(text: string, from: number, delimiter: Dialect['delimiter'], newline: string): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const char = text[at];
    if (char === newline) return at;
    if (delimiter === 'blanks' ? char === ' ' || char === '\t' : char === delimiter) return at;
  }
  return at;
}

const lineEnd = (text: string, from: number, newline: string): number => {
  const found = text.indexOf(newline, from);
  return found < 0 ? text.length : found;
};

const restIsBlank = (text: string, from: number, newline: string): boolean =>
  text.slice(from, lineEnd(text, from, newline)).trim() === '';
