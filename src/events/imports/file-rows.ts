import { sql } from '#src/basics/sql.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { decoded, type RawRow, RowReader, type RowResult, rowReader } from '../import-files/index.ts';
import type { StagedRow } from '../import-staging/index.ts';
import { objectRow } from './object-rows.ts';
import { cellText } from './sample.ts';
import { readingOf, type Settled } from './settle.ts';

/** A file to read, and who is told how many of its bytes were read from disk. */
export interface FileToRead {
  readonly path: string;
  readonly settled: Settled;
  readonly onBytes: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** Every row of a file whose columns are mapped, read. In the order of the file, except Parquet. */
export function fileRows(warehouse: Warehouse, file: FileToRead): AsyncIterable<StagedRow> {
  if (file.settled.format === 'parquet') return parquetRows(warehouse, file);
  return file.settled.format === 'jsonl' ? objectRows(file) : tableRows(file);
}

async function* tableRows({ path, settled, onBytes, signal }: FileToRead): AsyncGenerator<StagedRow> {
  if (settled.dialect === null) throw new Error('a text table without its dialect');
  const read = rowReader(readingOf(settled));
  const reader = new RowReader(settled.dialect);
  const staged = function* (rows: Iterable<{ row: number; cells: readonly string[]; unclosed?: boolean }>) {
    for (const { row, cells, unclosed } of rows) {
      if (row === 1 && settled.dialect?.header === true) continue;
      const result = unclosed === true ? unclosedQuote(cells[0] ?? '') : read({ row, cells });
      yield { row, result, content: cells.join('\u001f') };
    }
  };
  for await (const text of decoded({ path, encoding: settled.encoding }, onBytes)) {
    signal.throwIfAborted();
    yield* staged(reader.push(text));
  }
  yield* staged(reader.end());
}

const unclosedQuote = (line: string): RowResult => ({
  outcome: 'refused',
  reason: 'imports.unclosed_quote',
  field: '',
  expected: 'a closing quotation mark',
  got: line.slice(0, 200).toWellFormed(),
});

/** The lines of a text file with their numbers, without byte order mark and line ends; empty ones are left out. */
export async function* fileLines({
  path,
  settled,
  onBytes,
  signal,
}: FileToRead): AsyncGenerator<{ row: number; line: string }> {
  let rest = '';
  let row = 0;
  const filled = (line: string) => ({ row: ++row, line: line.trim() });
  for await (const text of decoded({ path, encoding: settled.encoding }, onBytes)) {
    signal.throwIfAborted();
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const one = filled(line);
      if (one.line !== '') yield one;
    }
  }
  const last = filled(rest);
  if (last.line !== '') yield last;
}

async function* objectRows(file: FileToRead): AsyncGenerator<StagedRow> {
  const read = rowReader(readingOf(file.settled));
  for await (const { row, line } of fileLines(file)) {
    const object = objectRow(line);
    const result =
      object === undefined ? notAnObject(line) : read(ofObject(row, object, file.settled.columns));
    yield { row, result, content: line };
  }
}

const notAnObject = (line: string): RowResult => ({
  outcome: 'refused',
  reason: 'imports.not_an_object',
  field: '',
  expected: 'one JSON object a line',
  got: line.slice(0, 200).toWellFormed(),
});

const ofObject = (row: number, object: ReadonlyMap<string, string>, columns: readonly string[]): RawRow => ({
  row,
  cells: columns.map((name) => cellText(object.get(name))),
  extras: withoutNulls(object),
});

const withoutNulls = (object: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...object].filter(([, json]) => json !== 'null' && json !== '""'));

/** The engine reads the columns and hands on each row as JSON. */
async function* parquetRows(
  warehouse: Warehouse,
  { path, settled, signal }: FileToRead,
): AsyncGenerator<StagedRow> {
  const read = rowReader(readingOf(settled));
  const rows = warehouse.stream(
    sql<Record<string, unknown> & { _row_number: number | string }>`
      select *, _row_number
      from file(${path}, 'Parquet')`,
    {
      seconds: 7_200,
      settings: { output_format_json_quote_64bit_integers: 0, output_format_json_quote_decimals: 1 },
      signal,
    },
  );
  for await (const { _row_number: number, ...values } of rows) {
    const row = Number(number) + 1;
    const content = JSON.stringify(values);
    const object = new Map(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));
    yield { row, result: read(ofObject(row, object, settled.columns)), content };
  }
}
