import { z } from 'zod';
import { DomainError } from '#src/basics/errors.ts';
import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { type Members, mostMembers } from '#src/customers/lists/index.ts';
import { named, namedAccounts, Person } from '#src/customers/naming/index.ts';
import type { Unit } from '#src/customers/traits/index.ts';
import { type Engines, type Frame, limits } from './frame.ts';

/** A customer's number, or an account's fingerprint as text. */
export type UnitKey = number | string;

/** One page of the people behind a number, and how many there are. */
export const PeoplePage = z.object({
  total: z.int().describe('Equals the number it stands behind'),
  people: z.array(Person),
  next: z.string().nullable().describe('Cursor of the next page'),
});
export type PeoplePage = z.output<typeof PeoplePage>;

/** How the warehouse types a unit's key. */
export const keyTypes: Readonly<Record<Unit, 'UInt32' | 'UInt64'>> = {
  customer: 'UInt32',
  account: 'UInt64',
};

/** A unit as the warehouse knows it, from a column that names it: a customer's number as text, or an account's id. */
export const unitNamed = (unit: Unit, name: Sql): Sql =>
  unit === 'customer' ? sql`toUInt32(${name})` : sql`sipHash64(${name})`;

/**
 * One page of the people of a set, in the order of their keys.
 *
 * @param people a common table expression's tail: the name of a table with the one bitmap `people`, and what comes before it
 * @throws DomainError `insights.bad_cursor`
 */
export async function peoplePage(
  engines: Engines,
  frame: Frame,
  people: Sql,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<PeoplePage> {
  const keys = await engines.warehouse.rows(
    pageOf(frame.unit, people, { limit: limit + 1, cursor }),
    limits(engines),
  );
  const page = keys.slice(0, limit).map(({ key }) => key);
  const last = page.at(-1);
  const isFirst = cursor === undefined; // where it is empty there is nobody
  return {
    total: Number(keys[0]?.total ?? (isFirst ? 0 : await countOf(engines, people))),
    people: await shown(engines, frame.unit, page),
    next: keys.length > limit && last !== undefined ? String(last) : null,
  };
}

/** Who stands behind a number: a bitmap, as `peoplePage` takes it, and the question's circumstances. */
export interface PeopleBehind {
  readonly frame: Frame;
  readonly people: Sql;
}

/**
 * How the people behind a number are told: page by page, or everyone, for keeping them as a list.
 *
 * @param whoIs what it throws for what is asked, both throw; a page besides `insights.bad_cursor`, everyone `lists.too_many`
 */
export const listedBy = <Own extends Engines, Asked>(
  whoIs: (engines: Own, asked: Asked) => Promise<PeopleBehind>,
) => ({
  page: async (
    engines: Own,
    asked: Asked & { limit: number; cursor?: string | undefined },
  ): Promise<PeoplePage> => {
    const { frame, people } = await whoIs(engines, asked);
    return peoplePage(engines, frame, people, asked);
  },
  everyone: async (engines: Own, asked: Asked): Promise<Members> => {
    const { frame, people } = await whoIs(engines, asked);
    return everyoneIn(engines, frame, people);
  },
});

/** How many a set holds, where a later page holds nobody to say so. */
async function countOf(engines: Engines, people: Sql): Promise<number> {
  const [row] = await engines.warehouse.rows(
    sql<{ total: number | string }>`select bitmapCardinality(people) as total from (${people})`,
    limits(engines),
  );
  return Number(row?.total ?? 0);
}

/**
 * Everyone of a set, for keeping them as a list.
 *
 * @throws DomainError `lists.too_many`
 */
export async function everyoneIn(engines: Engines, frame: Frame, people: Sql): Promise<Members> {
  const rows = await engines.warehouse.rows(
    pageOf(frame.unit, people, { limit: mostMembers + 1 }),
    limits(engines),
  );
  return asMembers(
    engines,
    frame.unit,
    rows.map(({ key }) => key),
  );
}

/** Keys as the members of a list. @throws DomainError `lists.too_many` */
export async function asMembers(engines: Engines, unit: Unit, keys: readonly UnitKey[]): Promise<Members> {
  if (keys.length > mostMembers) {
    throw new DomainError('lists.too_many', {
      kind: 'too_large',
      expected: `at most ${mostMembers} people on a list`,
    });
  }
  if (unit === 'customer') return { unit, customers: keys.map(Number) };
  const accounts = await accountsOf(engines, keys.map(String));
  return { unit, accounts: keys.flatMap((key) => accounts.get(String(key)) ?? []) };
}

/** People (or accounts) by their keys, in the order asked, as a list shows them. */
export async function shown(engines: Engines, unit: Unit, keys: readonly UnitKey[]): Promise<Person[]> {
  if (unit === 'customer') return named(engines, keys.map(Number));
  const accounts = await accountsOf(engines, keys.map(String));
  return namedAccounts(
    engines,
    keys.map((key) => accounts.get(String(key)) ?? String(key)),
  );
}

interface KeyRow {
  readonly key: UnitKey;
  readonly total: number | string;
}

/** Grain: one row per key; ≤ limit rows. */
function pageOf(
  unit: Unit,
  people: Sql,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Sql<KeyRow> {
  const after = cursor === undefined ? sql`true` : sql`key > ${typed(keyTypes[unit], keyIn(unit, cursor))}`;
  return sql<KeyRow>`
    select key, total
    from (select people, bitmapCardinality(people) as total from (${people}))
    array join bitmapToArray(people) as key
    where ${after}
    order by key
    limit ${typed('UInt64', limit)}`;
}

const largestKey: Readonly<Record<Unit, bigint>> = {
  customer: 4_294_967_295n,
  account: 18_446_744_073_709_551_615n,
};

/**
 * The key of the last unit of the page before, as a cursor bears it.
 *
 * @param key the part of the cursor that is the key
 * @throws DomainError `insights.bad_cursor`
 */
export function keyIn(unit: Unit, cursor: string, key = cursor): string {
  if (/^\d{1,20}$/.test(key) && BigInt(key) <= largestKey[unit]) return key;
  throw badCursor(cursor);
}

/** What is said to a cursor that no page gave. */
export const badCursor = (cursor: string): DomainError =>
  new DomainError('insights.bad_cursor', {
    field: 'cursor',
    expected: 'the `next` of the page before',
    got: cursor,
  });

/** Accounts by their fingerprints. */
async function accountsOf(
  { warehouse }: Engines,
  fingerprints: readonly string[],
): Promise<Map<string, string>> {
  if (fingerprints.length === 0) return new Map();
  const rows = await warehouse.rows(fingerprinted(fingerprints));
  return new Map(rows.map(({ fingerprint, account }) => [fingerprint, account]));
}

/** Grain: one row per account; ≤ fingerprints asked. */
const fingerprinted = (fingerprints: readonly string[]): Sql<{ fingerprint: string; account: string }> => sql`
  select toString(sipHash64(account)) as fingerprint, account
  from (
    select account from ${scoped('known_accounts')}
    union distinct
    select distinct holder as account from ${scoped('contract_versions')} where holder_kind = 'account'
  )
  where fingerprint in ${typed('Array(String)', fingerprints)}`;
