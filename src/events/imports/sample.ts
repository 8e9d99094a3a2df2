import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import {
  type Dialect,
  detectDialect,
  type Encoding,
  type FileFacts,
  type Format,
  lookAt,
  type RawRow,
  rowsOf,
} from '../import-files/index.ts';
import { type FileReaders, withFileReader } from './file-reader.ts';
import { objectRow } from './object-rows.ts';

/** How a file is written, and its first rows. Holds no path: it is kept with an upload and shown. */
export interface FileSample {
  readonly format: Format;
  readonly gzip: boolean;
  readonly encoding: Encoding;
  /** Size on disk. */
  readonly bytes: number;
  /** Of text tables. */
  readonly dialect: Dialect | null;
  readonly columns: readonly string[];
  /** Types of the columns, of Parquet. */
  readonly types: readonly string[];
  /** The rows are events in Segment's shape. */
  readonly segment: boolean;
  readonly rows: readonly SampleRow[];
  /** Inflated bytes per row, over the sample; null for Parquet. */
  readonly bytesPerRow: number | null;
}

/** A row of the sample: its cells, and what it was where it was an object. */
export interface SampleRow {
  readonly row: number;
  readonly cells: readonly (string | null)[];
  readonly text: string | null;
}

const sampledRows = 500;

/**
 * Looks at the beginning of a file.
 *
 * @param path a Parquet file inside gzip must have gone through `readablePath`
 * @throws DomainError `imports.no_such_file`, `imports.empty_file`, `imports.not_a_table`
 */
export async function sampleOf(readers: FileReaders, path: string, format?: Format): Promise<FileSample> {
  const facts = await lookAt(path, format);
  const common = { format: facts.format, gzip: facts.gzip, encoding: facts.encoding, bytes: facts.bytes };
  if (facts.format === 'parquet') {
    const seen = await withFileReader(readers, facts.format, (reader) => parquetSample(reader, facts));
    return { ...common, ...seen };
  }
  return { ...common, ...(facts.format === 'jsonl' ? jsonSample(facts) : textSample(facts)) };
}

type Seen = Pick<FileSample, 'dialect' | 'columns' | 'types' | 'segment' | 'rows' | 'bytesPerRow'>;

function textSample(facts: FileFacts): Seen {
  const dialect = detectDialect(facts.sample);
  const all = rowsOf(facts.sample, dialect);
  const [first] = all;
  if (first === undefined)
    throw new DomainError('imports.empty_file', { expected: 'a file with rows', got: facts.path });
  const columns = first.cells.map((cell, i) => (dialect.header ? cell.trim() : `column ${i + 1}`));
  const rows = all.slice(dialect.header ? 1 : 0).map(({ row, cells }) => ({ row, cells, text: null }));
  return {
    dialect,
    columns,
    types: [],
    segment: false,
    rows: rows.slice(0, sampledRows),
    bytesPerRow: facts.sampleBytes / all.length,
  };
}

function jsonSample(facts: FileFacts): Seen {
  const lines = facts.sample.split('\n');
  const filled = lines.flatMap((line, i) => (line.trim() === '' ? [] : [{ row: i + 1, text: line.trim() }]));
  const objects = filled.slice(0, sampledRows).map(({ row, text }) => ({ row, text, read: objectRow(text) }));
  const columns = [...new Set(objects.flatMap(({ read }) => (read === undefined ? [] : [...read.keys()])))];
  const rows = objects.map(({ row, text, read }) => ({ row, text, cells: cellsOf(columns, read) }));
  const segment =
    objects.filter(({ read }) => read !== undefined && isSegment([...read.keys()])).length * 2 >
    objects.length;
  return {
    dialect: null,
    columns,
    types: [],
    segment,
    rows,
    bytesPerRow: facts.sampleBytes / Math.max(1, filled.length),
  };
}

async function parquetSample(reader: Warehouse, { path }: FileFacts): Promise<Seen> {
  const described = await reader.rows(sql<{ name: string; type: string }>`describe file(${path}, 'Parquet')`);
  const found = await reader.rows(
    sql<Record<string, unknown>>`select * from file(${path}, 'Parquet') limit ${sampledRows}`,
    { settings: { output_format_json_quote_64bit_integers: 0 } },
  );
  const columns = described.map((column) => column.name);
  const rows = found.map((object, i) => {
    const text = JSON.stringify(object);
    return { row: i + 1, text, cells: cellsOf(columns, objectRow(text)) };
  });
  return {
    dialect: null,
    columns,
    types: described.map((column) => column.type),
    segment: isSegment(columns),
    rows,
    bytesPerRow: null,
  };
}

const isSegment = (names: readonly string[]): boolean =>
  (names.includes('userId') || names.includes('anonymousId')) &&
  (names.includes('event') || names.includes('type')) &&
  (names.includes('timestamp') || names.includes('type') || names.includes('messageId'));

const cellsOf = (
  columns: readonly string[],
  read: ReadonlyMap<string, string> | undefined,
): (string | null)[] =>
  columns.map((name) => (read === undefined ? null : (cellText(read.get(name)) ?? null)));

/** A JSON value as the text of a cell: strings without quotes, null as nothing. */
export function cellText(json: string | undefined): string | undefined {
  if (json === undefined || json === 'null') return undefined;
  return json.startsWith('"') ? String(JSON.parse(json)) : json;
}

/** The sample's row as the row readers take it. */
export const rawRow = ({ row, cells, text }: SampleRow): RawRow => {
  const extras = text === null ? undefined : objectRow(text);
  return { row, cells: cells.map((cell) => cell ?? undefined), ...(extras === undefined ? {} : { extras }) };
};
