import type { WaitingEntry } from './port.ts';
import { entryValues, type Value, whole } from './stored-rows.ts';

/* Reads what SQLite gives back, and believes none of it before its seal fits. */

/** Thrown where a row is not what was sealed. */
export class BrokenRow extends Error {
  override readonly name = 'BrokenRow';
}

/** A row as SQLite gives it. */
export type Row = Record<string, unknown>;

/** A batch as it is kept: all entries whose numbers lie in `from`–`to`. */
export interface Run {
  readonly id: number;
  readonly from: number;
  readonly to: number;
}

/** @throws BrokenRow */
export function storedRun(row: Row): Run {
  const run = { id: number(row, 'id'), from: number(row, 'from_seq'), to: number(row, 'to_seq') };
  if (whole('batch', run.id, blob(row, 'seal'), [run.from, run.to])) return run;
  throw new BrokenRow(`batch ${run.id} is not what was stored`);
}

/** Highest number finished, and last batch. @throws BrokenRow */
export function storedMark(row: Row): { finished: number; lastBatch: number } {
  const [finished, lastBatch] = [number(row, 'finished_seq'), number(row, 'last_batch')];
  if (whole('mark', 1, blob(row, 'seal'), [finished, lastBatch])) return { finished, lastBatch };
  throw new BrokenRow('the mark is not what was stored');
}

/** @throws BrokenRow */
export function waitingEntry(row: Row): WaitingEntry {
  const entry = {
    seq: number(row, 'seq'),
    workspace: number(row, 'workspace'),
    source: number(row, 'source'),
    shape: text(row, 'shape'),
    receivedAt: number(row, 'received_at'),
    sentAt: row.sent_at === null ? null : text(row, 'sent_at'),
    events: number(row, 'events'),
    body: blob(row, 'body'),
  };
  const values: readonly Value[] = entryValues(entry);
  if (
    number(row, 'bytes') !== entry.body.byteLength ||
    !whole('entry', entry.seq, blob(row, 'seal'), values)
  ) {
    throw new BrokenRow(`entry ${entry.seq} is not what was stored`);
  }
  return entry;
}

/** @throws BrokenRow */
export function number(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new BrokenRow(`${column} is not a number`);
  return value;
}

function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new BrokenRow(`${column} is not a text`);
  return value;
}

function blob(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new BrokenRow(`${column} is not bytes`);
  return value;
}
