import { DomainError } from '#src/basics/errors.ts';
import type { SchemaFile } from './files.ts';

/** What a store says was done to it. */
export interface Applied {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

/**
 * The files still to be applied, in order.
 *
 * @param store named in the refusal: `records` or `warehouse`
 * @throws DomainError `engines.schema_newer` where the store knows a file that this program does not,
 *   `engines.schema_changed` where an applied file was edited,
 *   `engines.schema_out_of_order` where a file came in under a number already passed
 */
export function pendingFiles<File extends SchemaFile>(
  store: string,
  files: readonly File[],
  applied: readonly Applied[],
): File[] {
  for (const done of applied) checkApplied(store, done, files);
  const numbers = new Set(applied.map(({ number }) => number));
  const last = Math.max(0, ...numbers);
  const pending = files.filter(({ number }) => !numbers.has(number));
  const late = pending.find(({ number }) => number < last);
  if (late) {
    throw refused(
      'out_of_order',
      store,
      'a new file to have a number above those already applied',
      late.name,
    );
  }
  return pending;
}

function checkApplied(store: string, done: Applied, files: readonly SchemaFile[]): void {
  const file = files.find(({ number }) => number === done.number);
  if (file === undefined) {
    throw refused('newer', store, 'the Perdure that last ran on this data folder, or a newer one', done.name);
  }
  if (file.checksum !== done.checksum) {
    throw refused(
      'changed',
      store,
      'a file that was applied never to be edited; add a new one instead',
      file.name,
    );
  }
}

const refused = (reason: string, store: string, expected: string, got: string): DomainError =>
  new DomainError(`engines.schema_${reason}`, { kind: 'unavailable', field: store, expected, got });
