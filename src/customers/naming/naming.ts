import { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';

/** A person's number within the workspace, as a question names it: as large as the records hold. */
export const CustomerNumber = z.int().min(1).max(2_147_483_647);

/** Someone in a list of people, or an account. */
export const Person = z.object({
  customer: z.int().nullable().describe('Number within the workspace; null for an account'),
  id: z.string().describe('User id, else anonymous id, else account id, as received'),
  known: z.boolean().describe('False while only a browser is known'),
  name: z.string().nullable(),
  email: z.string().nullable(),
});
export type Person = z.output<typeof Person>;

/** Traits that say how somebody is called, best first. */
const nameTraits = ['name', 'firstName', 'first_name', 'lastName', 'last_name'] as const;

/**
 * People by their numbers, in the order asked: their id as received, their name and address where told.
 *
 * A customer of several merged ids is shown by the first in the alphabet; one without any (never the case
 * after loading) by its number.
 */
export async function named(
  { records, warehouse }: Pick<Context, 'records' | 'warehouse'>,
  customers: readonly number[],
): Promise<Person[]> {
  if (customers.length === 0) return [];
  const [ids, traits] = await Promise.all([
    records.rows(idsOf(customers)),
    warehouse.rows(callingTraits(customers)),
  ]);
  const idOf = new Map(ids.map((id) => [id.customer, id]));
  const traitsOf = Map.groupBy(traits, ({ customer }) => customer);
  return customers.map((customer) => {
    const id = idOf.get(customer);
    const told = new Map((traitsOf.get(customer) ?? []).map(({ trait, value }) => [trait, value]));
    return {
      customer,
      id: id?.external_id ?? `#${customer}`,
      known: id?.kind === 'user',
      name: calledName(told),
      email: told.get('email') ?? null,
    };
  });
}

/** An account as a list shows it. */
export const namedAccount = (account: string, name: string | null = null): Person => ({
  customer: null,
  id: account,
  known: true,
  name,
  email: null,
});

/** Accounts by their ids, in the order asked, each by the trait "name" where it is told. */
export async function namedAccounts(
  { warehouse }: Pick<Context, 'warehouse'>,
  accounts: readonly string[],
): Promise<Person[]> {
  if (accounts.length === 0) return [];
  const rows = await warehouse.rows(accountNames({ accounts }));
  const nameOf = new Map(rows.map(({ account, name }) => [account, name]));
  return accounts.map((account) => namedAccount(account, nameOf.get(account) ?? null));
}

/** Which accounts, and as of when; all, as is known now, where it is not told. */
interface WhichNames {
  readonly accounts?: readonly string[];
  readonly asOf?: Date;
}

/** What accounts are called, by the trait "name" as it was told last. Grain: an account that has one. */
export const accountNames = ({ accounts, asOf }: WhichNames): Sql<{ account: string; name: string }> => sql`
  select account, argMax(value, (time, arrival, message_id)) as name
  from ${scoped('account_trait_changes')}
  where trait = 'name'
    ${accounts === undefined ? nothing : sql`and account in ${typed('Array(String)', accounts)}`}
    ${asOf === undefined ? nothing : sql`and time < ${asOf}`}
  group by account
  having name not in ('', 'null')`;

function calledName(told: ReadonlyMap<string, string>): string | null {
  const whole = told.get('name');
  if (whole !== undefined) return whole;
  const first = told.get('firstName') ?? told.get('first_name');
  const last = told.get('lastName') ?? told.get('last_name');
  return [first, last].filter((part) => part !== undefined).join(' ') || null;
}

/** Grain: one row per customer; ≤ customers asked. */
const idsOf = (
  customers: readonly number[],
): Sql<{ customer: number; kind: 'user' | 'anonymous'; external_id: string }> => sql`
  select distinct on (customer) customer, kind, external_id
  from identities
  where customer = any (${customers}::integer[])
  order by customer, kind desc, external_id`;

/** Grain: one row per (customer, trait); ≤ 6 × customers asked. */
const callingTraits = (
  customers: readonly number[],
): Sql<{ customer: number; trait: string; value: string }> => sql`
  select customer, trait, argMax(value, (not once, time, arrival, message_id)) as value
  from ${scoped('trait_changes')}
  where trait in ${typed('Array(String)', [...nameTraits, 'email'])}
    and customer in ${typed('Array(UInt32)', customers)}
  group by customer, trait
  having value not in ('', 'null')`;
