import { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { named, namedAccount, namedAccounts, Person } from '#src/customers/naming/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';

/** About whom a row is, as lists show it. */
export const Holder = Person.extend({ kind: z.enum(['customer', 'account']) });
export type Holder = z.output<typeof Holder>;

/** As records keep it. */
export interface HolderKey {
  readonly kind: 'customer' | 'account';
  readonly holder: string;
}

/**
 * The numbers that people's events stand under now, by ids as they were received.
 *
 * A browser that is known by now stands for whoever it belongs to. Ids that nobody bears any more are left out.
 */
export async function numbersOf(
  records: Transaction,
  holders: readonly string[],
): Promise<Map<string, number>> {
  if (holders.length === 0) return new Map();
  const rows = await records.rows(numbers([...new Set(holders)]));
  return new Map(rows.map(({ holder, customer }) => [holder, customer]));
}

/** By which of their ids a row names a person. */
export interface IdAsKept {
  readonly kind: 'user' | 'anonymous';
  readonly person: string;
}

/**
 * To whom something is announced that happened to the persons of some rows: by their user id, which needs no number yet; a browser by
 * the number of whoever it belongs to now.
 *
 * @returns asked of each row; undefined where a browser is nobody's any more
 */
export async function announcedTo(
  records: Transaction,
  rows: readonly IdAsKept[],
): Promise<(row: IdAsKept) => { readonly user: string } | { readonly customer: number } | undefined> {
  const browsers = rows.flatMap(({ kind, person }) => (kind === 'anonymous' ? [person] : []));
  const numberOf = await numbersOf(records, browsers);
  return ({ kind, person }) => {
    if (kind === 'user') return { user: person };
    const customer = numberOf.get(person);
    return customer === undefined ? undefined : { customer };
  };
}

/** Whom rows are about, in their order: names and addresses where they are told. */
export async function shownHolders(
  context: Pick<Context, 'records' | 'warehouse'>,
  keys: readonly HolderKey[],
): Promise<Holder[]> {
  const people = keys.flatMap(({ kind, holder }) => (kind === 'customer' ? [holder] : []));
  const numberOf = await numbersOf(context.records, people);
  const own = keys.flatMap(({ kind, holder }) => (kind === 'account' ? [holder] : []));
  const [known, accounts] = await Promise.all([
    named(context, [...new Set(numberOf.values())]),
    namedAccounts(context, [...new Set(own)]),
  ]);
  const accountOf = new Map(accounts.map((account) => [account.id, account]));
  const shown = new Map(known.map((person) => [person.customer, person]));
  return keys.map(({ kind, holder }) => {
    if (kind === 'account') return { kind, ...(accountOf.get(holder) ?? namedAccount(holder)) };
    const person = shown.get(numberOf.get(holder) ?? 0);
    return { kind, ...(person ?? nobodyNow(holder)) };
  });
}

/** Whose events are all gone. */
const nobodyNow = (id: string): Person => ({ customer: null, id, known: false, name: null, email: null });

/** Grain: an id that somebody bears; at most as many as asked. */
const numbers = (holders: readonly string[]): Sql<{ holder: string; customer: number }> => sql`
  select distinct on (holder) holder, customer
  from (
    select external_id as holder, customer, case kind when 'user' then 0 else 2 end as place, null::timestamptz as at
    from identities
    where external_id = any(${holders}::text[])
    union all
    select device_links.anonymous_id, identities.customer, 1, device_links.at
    from device_links
    join identities on identities.workspace_id = device_links.workspace_id
      and identities.kind = 'user'
      and identities.external_id = device_links.user_id
    where device_links.anonymous_id = any(${holders}::text[])
      and device_links.undone_at is null
  ) as told
  order by holder, place, at desc, customer`;
