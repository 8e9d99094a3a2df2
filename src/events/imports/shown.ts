import type { z } from 'zod';
import type { ImportRecord } from './import-record.ts';
import type { Settled } from './settle.ts';
import type { ImportShape, SettledShape } from './wishes.ts';

/** An import as people see it: without paths. */
export const shownImport = (record: ImportRecord): z.output<typeof ImportShape> => ({
  id: record.id,
  name: record.name,
  bytes: record.bytes,
  kind: record.settled.kind,
  state: record.state,
  rowsRead: record.rowsRead,
  rows: record.staged ? record.rowsRead : null,
  accepted: record.accepted,
  stored: record.stored,
  rejected: record.rejected,
  quarantined: record.quarantined,
  duplicate: record.duplicate,
  rowsPerSecond: record.rowsPerSecond,
  secondsLeft: record.secondsLeft,
  trouble: record.trouble,
  createdAt: record.createdAt,
  begunAt: record.begunAt,
  finishedAt: record.finishedAt,
});

/** How a file is read, as people see it. */
export const shownSettled = (settled: Settled): z.output<typeof SettledShape> => ({
  kind: settled.kind,
  way: settled.way,
  format: settled.format,
  encoding: settled.encoding,
  gzip: settled.gzip,
  delimiter: settled.dialect?.delimiter ?? null,
  header: settled.dialect?.header ?? null,
  columns: [...settled.columns],
  mapping: { ...settled.mapping } as Record<string, { column: string } | { constant: string }>, // no field is undefined in it
  dates: { ...settled.dates } as z.output<typeof SettledShape>['dates'], // nor here
  ambiguousDates: [...settled.ambiguousDates],
  decimal: settled.decimal,
  currency: settled.currency,
  timezone: settled.timezone,
  preset: settled.preset ?? null,
  missing: settled.missing.map((fields) => [...fields]),
});
