import { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { CustomerNumber, named, Person } from '#src/customers/naming/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';

/** True where exactly one of both says whom a question is about. */
export const oneOfBoth = ({
  customer,
  id,
}: {
  customer?: number | undefined;
  id?: string | undefined;
}): boolean => (customer === undefined) !== (id === undefined);

/** Whom a question is about: a number within the workspace, or an id as it was received. */
export const WhoAsk = z
  .object({ customer: CustomerNumber.optional(), id: z.string().min(1).max(1000).optional() })
  .refine(oneOfBoth, { error: 'either customer or id' });

/** The answer of `customers.profile`. */
export const Profile = Person.extend({
  ids: z
    .array(z.object({ kind: z.enum(['user', 'anonymous']), id: z.string() }))
    .describe('Ids as received, browsers too'),
  traits: z.array(
    z.object({ trait: z.string(), value: z.string(), at: z.string().describe('When it was told') }),
  ),
  accounts: z.array(z.object({ account: z.string(), since: z.string(), current: z.boolean() })),
  events: z
    .array(z.object({ event: z.string(), count: z.int(), first: z.string(), last: z.string() }))
    .describe('Most frequent first'),
  total: z.int().describe('Events in all, internal and bot traffic left out'),
  firstSeen: z.string().nullable(),
  lastSeen: z.string().nullable(),
});

type Engines = Pick<Context, 'records' | 'warehouse' | 'workspace' | 'clock'>;

/** One person: ids, traits with their dates, accounts, events with their counts. @throws DomainError `customers.unknown` */
export async function profileOf(
  context: Engines,
  who: z.output<typeof WhoAsk>,
): Promise<z.output<typeof Profile>> {
  const customer = await numberOf(context.records, who);
  const now = new Date(context.clock.now());
  const [[person], ids, traits, accounts, events] = await Promise.all([
    named(context, [customer]),
    context.records.rows(idsOf(customer)),
    context.warehouse.rows(traitsOf(customer, now)),
    context.warehouse.rows(accountsOf(customer, now)),
    context.warehouse.rows(eventsOf(customer, context.workspace.layout)),
  ]);
  if (person === undefined) throw unknownCustomer(customer);
  return {
    ...person,
    ids,
    traits: traits.map(({ trait, value, at }) => ({ trait, value, at: iso(at) })),
    accounts: accounts.map(({ account, since }, i) => ({ account, since: iso(since), current: i === 0 })),
    events: events.map(({ event, count, first, last }) => ({
      event,
      count: Number(count),
      first: iso(first),
      last: iso(last),
    })),
    total: events.reduce((sum, { count }) => sum + Number(count), 0),
    firstSeen: extreme(events.map(({ first }) => first).sort()[0]),
    lastSeen: extreme(
      events
        .map(({ last }) => last)
        .sort()
        .at(-1),
    ),
  };
}

/**
 * The number somebody's events stand under now: a number given up since is followed to whoever holds its events.
 *
 * @throws DomainError `customers.unknown`
 */
export async function numberOf(
  records: Transaction,
  { customer, id }: z.output<typeof WhoAsk>,
): Promise<number> {
  const found =
    id === undefined
      ? await records.row(successorOf(customer ?? 0))
      : await records.row(sql<{ customer: number }>`
          select customer
          from identities
          where external_id = ${id}
          order by kind desc
          limit 1`);
  if (found === undefined) throw unknownCustomer(id ?? customer);
  return found.customer;
}

const unknownCustomer = (got: unknown): DomainError =>
  new DomainError('customers.unknown', {
    kind: 'not_found',
    field: 'customer',
    expected: 'a customer of this workspace',
    got,
  });

/** Grain: one row, the first of those who hold the events of a number, itself where it is in use. */
const successorOf = (customer: number): Sql<{ customer: number }> => sql`
  with recursive chain (number) as (
    select ${customer}::integer
    union
    select unnest(retirements.successors)
    from chain
    join retirements on retirements.customer = chain.number
  )
  select identities.customer
  from chain
  join identities on identities.customer = chain.number
  order by identities.customer
  limit 1`;

/** Grain: one row per id; some dozens. */
const idsOf = (customer: number): Sql<{ kind: 'user' | 'anonymous'; id: string }> => sql`
  select kind, external_id as id
  from identities
  where customer = ${customer}
  union
  select 'anonymous', device_links.anonymous_id
  from device_links
  join identities on identities.workspace_id = device_links.workspace_id
    and identities.kind = 'user'
    and identities.external_id = device_links.user_id
  where identities.customer = ${customer}
    and device_links.undone_at is null
  order by kind desc, id`;

/** Grain: one row per trait; some dozens. */
const traitsOf = (customer: number, now: Date): Sql<{ trait: string; value: string; at: string }> => sql`
  select trait, tupleElement(latest, 1) as value, tupleElement(latest, 2) as at
  from (
    select trait,
      if(countIf(not once) > 0, argMaxIf((value, time), (time, arrival, message_id), not once), argMinIf((value, time), (time, arrival, message_id), once)) as latest
    from ${scoped('trait_changes')}
    where customer = ${typed('UInt32', customer)}
      and time < ${now}
    group by trait
  )
  where value not in ('', 'null')
  order by trait`;

/** Grain: one row per account, latest first. */
const accountsOf = (customer: number, now: Date): Sql<{ account: string; since: string }> => sql`
  select account, min(time) as since
  from ${scoped('memberships')}
  where customer = ${typed('UInt32', customer)}
    and time < ${now}
  group by account
  order by max(time) desc, account`;

/** Grain: one row per event name; ≤ names. */
const eventsOf = (
  customer: number,
  layout: number,
): Sql<{ event: string; count: number | string; first: string; last: string }> => sql`
  select event, sum(events) as count, min(first_time) as first, max(last_time) as last
  from ${scoped('customer_events')}
  where layout = ${typed('UInt32', layout)}
    and customer = ${typed('UInt32', customer)}
  group by event
  order by count desc, event`;

const iso = (time: string): string => `${time.replace(' ', 'T')}Z`;
const extreme = (time: string | undefined): string | null => (time === undefined ? null : iso(time));
