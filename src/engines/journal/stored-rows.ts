import { createHash } from 'node:crypto';
import type { JournalEntry } from './port.ts';

/*
 * Every row carries a seal as its first column: four letters that say what it is, then a hash over all it holds.
 * SQLite has no checksum on its pages; the seal tells whether a row is whole, and the letters let `salvage.ts`
 * find rows in a broken file without trusting any of the file's own structure.
 */

export type Value = string | number | null | Uint8Array;

export const sealBytes = 20;
export const letters = { entry: 'PdrE', batch: 'PdrB', mark: 'PdrM' } as const;

/** The one schema of the file. Columns after the seal are in the order of `entryValues`, `batchValues`, `markValues`. */
export const schema = `
  create table if not exists entries (
    seq integer primary key, seal blob not null, workspace integer not null, source integer not null,
    shape text not null, received_at integer not null, sent_at text, events integer not null,
    bytes integer not null, body blob not null);
  create table if not exists batches (
    id integer primary key, seal blob not null, from_seq integer not null, to_seq integer not null);
  create table if not exists marks (
    id integer primary key, seal blob not null, finished_seq integer not null, last_batch integer not null);`;

export const entryValues = (entry: JournalEntry): readonly Value[] => [
  entry.workspace,
  entry.source,
  entry.shape,
  entry.receivedAt,
  entry.sentAt,
  entry.events,
  entry.body.byteLength,
  entry.body,
];

/**
 * The seal of a row: 4 letters and 16 bytes of SHA-1 over its key and values.
 *
 * Against accidents, not against an enemy who can write the file: 128 bits are plenty, and SHA-1 is the fastest
 * hash the machine has (about 1 GB/s).
 */
export function seal(kind: keyof typeof letters, key: number, values: readonly Value[]): Buffer {
  const hash = createHash('sha1');
  const bodies = values.filter((value) => value instanceof Uint8Array);
  hash.update(JSON.stringify([kind, key, values.filter((value) => !(value instanceof Uint8Array))]));
  for (const body of bodies) hash.update(body);
  return Buffer.concat([Buffer.from(letters[kind], 'latin1'), hash.digest().subarray(0, 16)]);
}

/** Whether the row is what was sealed. */
export const whole = (
  kind: keyof typeof letters,
  key: number,
  claimed: Uint8Array,
  values: readonly Value[],
): boolean => Buffer.compare(seal(kind, key, values), claimed) === 0;
