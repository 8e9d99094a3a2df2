import type { OwnStores, Person, Telling, Told } from './personal-data.ts';

/** A list that is short for one person, told in one part. */
export const toldAtOnce = (
  as: string,
  read: (stores: OwnStores, person: Person) => Promise<readonly Told[]>,
): Telling => ({
  as,
  tell: async (stores, person) => ({ things: await read(stores, person), next: null }),
});

/**
 * A row as it is told: every column that it has, so that one which is added later is told too.
 *
 * @param row as `to_jsonb` gives it
 * @param without columns that are bookkeeping of ours
 */
export const toldRow = (row: Told, without: readonly string[] = []): Told =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => column !== 'workspace_id' && !without.includes(column))
      .map(([column, held]) => [
        column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
        told(held),
      ]),
  );

/** Instants in UTC, whatever the zone in which the database writes them. */
const told = (held: unknown): unknown =>
  typeof held === 'string' && instant.test(held) ? new Date(held).toISOString() : held;

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$/;
