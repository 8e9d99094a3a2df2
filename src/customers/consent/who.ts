import { z } from 'zod';
import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { CustomerNumber } from '#src/customers/naming/index.ts';
import { numberOf } from '#src/customers/profiles/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';

const Id = z.string().min(1).max(512);

/** Whose consent it is. Only a user id may be told before anything else is known of the person. */
export const Who = z.union([
  z.object({ user: Id.describe('Your user id of the person, known here already or not') }),
  z.object({ browser: Id.describe('The anonymous id of a browser that was seen here') }),
  z.object({ customer: CustomerNumber }),
]);
export type Who = z.output<typeof Who>;

/** Under which id a row is recorded, and which user ids are the same person's now. */
export interface Behind {
  readonly kind: 'user' | 'anonymous';
  readonly person: string;
  readonly also: readonly string[];
}

/**
 * Finds whom rows are about, in their order.
 *
 * @throws DomainError `customers.unknown`, `consent.unknown_browser`
 */
export async function idsBehind(tx: Transaction, told: readonly Who[]): Promise<Behind[]> {
  const numbers = new Map<number, number>();
  for (const who of told) {
    if ('customer' in who && !numbers.has(who.customer))
      numbers.set(who.customer, await numberOf(tx, { customer: who.customer }));
  }
  const users = told.flatMap((who) => ('user' in who ? [who.user] : []));
  await requireBrowsers(tx, told);
  const rows = await tx.rows(idsOf(users, [...numbers.values()]));
  const ofUser = new Map(rows.flatMap((row) => row.ids.map((id) => [id, row.ids] as const)));
  const ofNumber = new Map(rows.map((row) => [row.customer, row]));
  return told.map((who) => {
    if ('user' in who) return behind(who.user, ofUser.get(who.user) ?? []);
    if ('browser' in who) return { kind: 'anonymous', person: who.browser, also: [] };
    const row = ofNumber.get(numbers.get(who.customer) ?? 0);
    const [first] = row?.ids ?? [];
    if (first !== undefined) return behind(first, row?.ids ?? []);
    return { kind: 'anonymous', person: row?.browser ?? '', also: [] };
  });
}

/**
 * The number of whom a question is about; null for a user id that nobody has shown up with yet.
 *
 * @throws DomainError `customers.unknown`
 */
export async function numberBehind(records: Transaction, who: Who): Promise<number | null> {
  if ('customer' in who) return numberOf(records, { customer: who.customer });
  const found = await records.row(
    numberUnder('user' in who ? who.user : null, 'browser' in who ? who.browser : null),
  );
  if (found !== undefined) return found.customer;
  if ('user' in who) return null;
  return numberOf(records, { id: who.browser });
}

/** Grain: one row, if anybody bears the id; a browser is whoever's it was linked to last. */
const numberUnder = (user: string | null, browser: string | null): Sql<{ customer: number }> => sql`
  select customer
  from (
    select customer, null::timestamptz as at
    from identities
    where kind = 'user'
      and external_id = ${user}::text
    union all
    select identities.customer, device_links.at
    from device_links
    join identities on identities.workspace_id = device_links.workspace_id
      and identities.kind = 'user'
      and identities.external_id = device_links.user_id
    where device_links.anonymous_id = ${browser}::text
      and device_links.undone_at is null
  ) as told
  order by at desc nulls last
  limit 1`;

const behind = (id: string, ids: readonly string[]): Behind => ({
  kind: 'user',
  person: id,
  also: ids.filter((one) => one !== id),
});

async function requireBrowsers(tx: Transaction, told: readonly Who[]): Promise<void> {
  const browsers = told.flatMap((who) => ('browser' in who ? [who.browser] : []));
  if (browsers.length === 0) return;
  const rows = await tx.rows(sql<{ id: string }>`
    select external_id as id
    from identities
    where kind = 'anonymous'
      and external_id = any(${browsers}::text[])
    union
    select anonymous_id
    from device_links
    where anonymous_id = any(${browsers}::text[])`);
  const known = new Set(rows.map(({ id }) => id));
  const got = browsers.find((id) => !known.has(id));
  if (got === undefined) return;
  const place = told.findIndex((who) => 'browser' in who && who.browser === got);
  throw new DomainError('consent.unknown_browser', {
    kind: 'not_found',
    field: `consents[${place}].who.browser`,
    expected: 'the anonymous id of a browser that was seen in this workspace',
    got,
  });
}

/** Grain: a person; at most as many as asked. */
const idsOf = (
  users: readonly string[],
  numbers: readonly number[],
): Sql<{ customer: number; ids: string[]; browser: string | null }> => sql`
  select customer,
    coalesce(array_agg(external_id order by external_id) filter (where kind = 'user'), '{}') as ids,
    min(external_id) filter (where kind = 'anonymous') as browser
  from identities
  where customer in (
    select customer
    from identities
    where kind = 'user'
      and external_id = any(${users}::text[])
    union all
    select unnest(${numbers}::integer[])
  )
  group by customer`;
