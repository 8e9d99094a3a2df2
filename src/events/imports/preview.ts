import { rowReader } from '../import-files/index.ts';
import { expectedOf } from '../intake/index.ts';
import { decodedLine } from './decode-line.ts';
import { type FileSample, rawRow } from './sample.ts';
import { readingOf, type Settled } from './settle.ts';

/** What a row would become, or why it would not be stored. */
export interface PreviewRow {
  readonly row: number;
  readonly stored: boolean;
  /** The name of the event, or `contract`. */
  readonly what: string;
  readonly who: string;
  /** ISO 8601 in UTC; '' for a refused row. */
  readonly at: string;
  /** JSON text of what else is stored. */
  readonly detail: string;
  /** Of a refused row: the code of its reason, as rejects have it. */
  readonly reason: string;
  readonly field: string;
  readonly expected: string;
  readonly got: string;
}

/** What would be stored of the sample. */
export interface Preview {
  readonly sampled: number;
  readonly good: number;
  readonly bad: number;
  /** Rows in the whole file, about; null where it cannot be told. */
  readonly rowsAbout: number | null;
  /** Dates without a time: they become the first instant of that day in the workspace's zone. */
  readonly datesOnly: number;
  /** Amounts with more decimals than their currency has. */
  readonly rounded: number;
  readonly rows: readonly PreviewRow[];
}

const shown = 20;

/** Reads the sample as the file would be read. Nothing is stored. */
export function previewOf(sample: FileSample, settled: Settled): Preview {
  const rows = settled.way === 'lines' ? linesPreview(sample) : rowsPreview(sample, settled);
  const bad = rows.filter((row) => !row.stored);
  const header = headerRows(settled);
  return {
    sampled: rows.length,
    good: rows.length - bad.length,
    bad: bad.length,
    rowsAbout:
      sample.bytesPerRow === null || sample.gzip
        ? null
        : Math.round(sample.bytes / sample.bytesPerRow) - header,
    datesOnly: rows.filter((row) => row.dateOnly).length,
    rounded: rows.filter((row) => row.rounded).length,
    rows: [...rows.filter((row) => row.stored).slice(0, shown), ...bad.slice(0, shown)]
      .sort((a, b) => a.row - b.row)
      .map(({ dateOnly: _d, rounded: _r, ...row }) => row),
  };
}

/** Of a text table that names its columns. */
const headerRows = ({ dialect }: Settled): number => (dialect?.header === true ? 1 : 0);

type Read = PreviewRow & { readonly dateOnly?: boolean; readonly rounded?: boolean };

function rowsPreview(sample: FileSample, settled: Settled): Read[] {
  const header = headerRows(settled);
  const read = rowReader(readingOf(settled));
  const rows = sample.rows.filter((row) => row.row > header);
  return rows.map((row) => {
    const result = read(rawRow(row));
    if (result.outcome === 'refused') return refused(row.row, result);
    if (result.outcome === 'event') {
      const { event, userId, anonymousId, groupId, at, properties, dateOnly, rounded } = result;
      const who = userId || anonymousId || groupId;
      return { ...told(row.row, event, who, at), detail: properties, dateOnly, rounded };
    }
    const { start, holder, outcome: _, ...rest } = result;
    return { ...told(row.row, 'contract', holder.id, start), detail: JSON.stringify(rest) };
  });
}

function linesPreview(sample: FileSample): Read[] {
  return sample.rows.map(({ row, text }) => {
    const decoded = decodedLine(text ?? '', 0);
    if (decoded.outcome === 'refused') {
      const { reason, field, got, raw } = decoded;
      return refused(row, { reason, field, expected: expectedOf(reason), got: got || raw.slice(0, 200) });
    }
    const who = decoded.userId ?? decoded.anonymousId ?? decoded.groupId ?? '';
    return { ...told(row, decoded.event, who, decoded.originalTime ?? 0), detail: decoded.properties };
  });
}

const told = (row: number, what: string, who: string, at: number) => ({
  row,
  stored: true,
  what,
  who,
  at: new Date(at).toISOString(),
  reason: '',
  field: '',
  expected: '',
  got: '',
});

const refused = (
  row: number,
  { reason, field, expected, got }: Pick<PreviewRow, 'reason' | 'field' | 'expected' | 'got'>,
): Read => ({
  row,
  stored: false,
  what: '',
  who: '',
  at: '',
  detail: '',
  reason,
  field,
  expected,
  got,
});
