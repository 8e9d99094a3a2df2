type Cell = string | number | boolean | null;
type Row = ReadonlyMap<string, Cell>;

/** How cells are written. */
export interface CsvManners {
  /** Puts an apostrophe before cells that a spreadsheet would run as a formula. */
  readonly guard: boolean;
}

/**
 * An operation's answer as CSV (RFC 4180, UTF-8 with a mark so that spreadsheets see it): the list of records that
 * holds most gives the rows, an answer without one gives a single row. A list of records inside a row makes a row of
 * each, with what stands around it repeated: a grid comes out cell by cell. Nested values become columns `a.b`; an
 * unknown figure an empty cell, with its reason in `<column>.why`; any other list inside a row its JSON.
 */
export function csvOf(answer: unknown, manners: CsvManners): string {
  const rows = rowsOf(answer);
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const lines = [columns, ...rows.map((row) => columns.map((name) => row.get(name) ?? null))];
  return `\uFEFF${lines.map((cells) => cells.map((cell) => written(cell, manners)).join(',')).join('\r\n')}\r\n`;
}

function rowsOf(answer: unknown): Row[] {
  if (answer === null || answer === undefined) return [];
  const records = Array.isArray(answer) ? answer : widestList(answer)?.records;
  return (records ?? [answer]).flatMap((row) => spread(row));
}

/** A list of records within a record, and the name under which it stands there. */
interface InnerList {
  readonly name: string;
  readonly records: readonly unknown[];
}

/** The list that makes most rows; of those that make as many, the first. Lists within lists are not looked for. */
function widestList(record: unknown): InnerList | undefined {
  const lists = listsIn(record, '');
  const sizes = lists.map(({ records }) => rowCount(records));
  return lists[sizes.indexOf(Math.max(...sizes))];
}

function listsIn(value: unknown, name: string): InnerList[] {
  if (Array.isArray(value)) {
    return value.length === 0 || value.every(isRecord) ? [{ name, records: value }] : [];
  }
  return isRecord(value)
    ? Object.entries(value).flatMap(([key, held]) => listsIn(held, under(name, key)))
    : [];
}

/** How many rows a list makes, once the lists inside its records are spread. */
function rowCount(records: readonly unknown[]): number {
  return records.reduce<number>((sum, record) => {
    const inner = widestList(record);
    return sum + (inner === undefined ? 1 : Math.max(1, rowCount(inner.records)));
  }, 0);
}

/** The rows of a record: one, or one for each row of the widest list inside it. */
function spread(record: unknown, name = ''): Row[] {
  const inner = widestList(record);
  const around = flat(record, name, inner?.records);
  if (inner === undefined || inner.records.length === 0) return [around];
  const rows = inner.records.flatMap((one) => spread(one, under(name, inner.name)));
  return rows.map((row) => new Map([...around, ...row]));
}

const under = (name: string, key: string): string => (name === '' ? key : `${name}.${key}`);

/** @param without the list that is told row by row */
function flat(value: unknown, name: string, without: unknown, into = new Map<string, Cell>()): Row {
  if (without !== undefined && value === without) return into;
  if (isRecord(value)) {
    if (value.known === true && 'value' in value) return flat(value.value, name, without, into);
    if (value.known === false && typeof value.why === 'string') {
      into.set(name, null);
      return into.set(`${name}.why`, value.why);
    }
    for (const [key, held] of Object.entries(value)) flat(held, under(name, key), without, into);
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
