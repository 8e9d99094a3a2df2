type Cell = string | number | boolean | null;
type Row = ReadonlyMap<string, Cell>;

/** How cells are written. */
export interface CsvManners {
  /** Puts an apostrophe before cells that a spreadsheet would run as a formula. */
  readonly guard: boolean;
}

/**
 * An operation's answer as CSV (RFC 4180, UTF-8 with a mark so that spreadsheets see it): the first list of records
 * in it gives the rows, an answer without one gives a single row. Nested values become columns `a.b`; an unknown
 * figure an empty cell, with its reason in `<column>.why`; a list inside a row its JSON.
 */
export function csvOf(answer: unknown, manners: CsvManners): string {
  const rows = rowsOf(answer).map((row) => flat(row));
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const lines = [columns, ...rows.map((row) => columns.map((name) => row.get(name) ?? null))];
  return `\uFEFF${lines.map((cells) => cells.map((cell) => written(cell, manners)).join(',')).join('\r\n')}\r\n`;
}

function rowsOf(answer: unknown): readonly unknown[] {
  const list = firstList(answer);
  return list ?? (answer === null || answer === undefined ? [] : [answer]);
}

/** Breadth first, so that a table at the top wins over one in its details. */
function firstList(answer: unknown): readonly unknown[] | undefined {
  const waiting: unknown[] = [answer];
  for (const value of waiting) {
    if (Array.isArray(value)) {
      if (value.length === 0 || value.every(isRecord)) return value;
    } else if (isRecord(value)) waiting.push(...Object.values(value));
  }
  return undefined;
}

function flat(value: unknown, name = '', into = new Map<string, Cell>()): Row {
  if (isRecord(value)) {
    if (value.known === true && 'value' in value) return flat(value.value, name, into);
    if (value.known === false && typeof value.why === 'string') {
      into.set(name, null);
      return into.set(`${name}.why`, value.why);
    }
    for (const [key, held] of Object.entries(value)) flat(held, name === '' ? key : `${name}.${key}`, into);
    return into;
  }
  return into.set(name === '' ? 'value' : name, cellOf(value));
}

function cellOf(value: unknown): Cell {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value === null || value === undefined) return null;
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

/** OWASP's list of characters that begin a formula. A number of ours keeps its sign: it is not text of others. */
const beginsFormula = /^[=+\-@\t\r]/;

function written(cell: Cell, { guard }: CsvManners): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = guard && beginsFormula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
