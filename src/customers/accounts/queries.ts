import { nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';

/** Of which accounts: all, or one. */
export interface Which {
  readonly asOf: Date;
  readonly account?: string;
}

const only = ({ account }: Which, column: Sql): Sql =>
  account === undefined ? nothing : sql`and ${column} = ${account}`;

/** People do it themselves: what Perdure tells, a contract's renewal too, is no sign of life. */
const aSignOfLife = sql`traffic = 'customer' and not startsWith(event, 'perdure.')`;

/** Accounts that people belong to, with how many. Grain: an account. */
export const memberCounts = (which: Which): Sql<{ account: string; members: string }> => sql`
  select account, uniqExact(customer) as members
  from ${scoped('memberships')}
  where time < ${which.asOf} ${only(which, sql`account`)}
  group by account`;

/** Accounts of which something was said. Grain: an account. */
export const accountsTold = ({ asOf }: Which): Sql<{ account: string }> => sql`
  select distinct account
  from ${scoped('account_trait_changes')}
  where time < ${asOf}`;

/** What was said last of an account. Grain: a trait that has a value. */
export const traitsOf = (
  account: string,
  asOf: Date,
): Sql<{ trait: string; value: string; at: string }> => sql`
  select trait, argMax(value, (time, arrival, message_id)) as value, max(time) as at
  from ${scoped('account_trait_changes')}
  where account = ${account} and time < ${asOf}
  group by trait
  having value not in ('', 'null')
  order by trait`;

/**
 * When each account was last seen: by an event that names it, or by one of a person whose latest account it is. Also finds
 * accounts that are named on events alone. Grain: an account.
 *
 * The last time of each account and of each person is kept. Where it lies before the instant it is the answer; of the others
 * events are read: of nobody as of now, of most as of an instant long gone by.
 *
 * @param later whether any account was seen from the instant on (`seenLater`): else no events of accounts are read
 */
export const lastSeen = (
  asOf: Date,
  layout: number,
  later: boolean,
): Sql<{ account: string; at: string }> => sql`
  select account, max(seen) as at
  from (
    select account, max(last_own) as seen
    from ${scoped('known_accounts')}
    group by account
    having seen > toDateTime64(0, 3, 'UTC') and seen < ${asOf}
    ${later ? namedBefore(asOf) : nothing}
    union all
    select account, max(seen) as seen
    from (
      select customer, argMax(account, (time, message_id)) as account
      from ${scoped('memberships')}
      where time < ${asOf}
      group by customer
    ) as latest
    join (${peopleSeen(asOf, layout)}) as active using (customer)
    group by account
  )
  group by account`;

/** How many accounts were seen from an instant on. Grain: one row. */
export const seenLater = (asOf: Date): Sql<{ accounts: string }> => sql`
  select count() as accounts
  from (${lastFrom(asOf)})`;

const lastFrom = (asOf: Date): Sql => sql`
      select account
      from ${scoped('known_accounts')}
      group by account
      having max(last_own) >= ${asOf}`;

/** By the events that name them: accounts seen from the instant on, as far as they were before it, too. */
const namedBefore = (asOf: Date): Sql => sql`
    union all
    select group_id as account, max(time) as seen
    from ${scoped('events')}
    where group_id in (${lastFrom(asOf)}) and time < ${asOf} and ${aSignOfLife}
    group by account
    union all
    select group_id as account, max(time) as seen
    from ${scoped('events_by_customer')}
    where customer = 0 and group_id in (${lastFrom(asOf)}) and time < ${asOf} and ${aSignOfLife}
    group by account`;

/** When people were last seen: by what is kept of each name of an event, or by their events. Grain: a person. */
const peopleSeen = (asOf: Date, layout: number): Sql => sql`
      select customer, max(last_time) as seen
      from ${kept(layout)}
      group by customer
      having seen < ${asOf}
      union all
      select customer, max(time) as seen
      from ${scoped('events_by_customer')}
      where customer in (select customer from ${kept(layout)} group by customer having max(last_time) >= ${asOf})
        and time < ${asOf} and ${aSignOfLife}
      group by customer`;

const kept = (layout: number): Sql => sql`(
        select customer, last_time
        from ${scoped('customer_events')}
        where layout = ${typed('UInt32', layout)} and not startsWith(event, 'perdure.')
      )`;

/** Whether anything at all names an account. Grain: at most one row. */
export const namedByEvents = (account: string, asOf: Date): Sql<{ found: number }> => sql`
  select 1 as found
  from (
    select group_id from ${scoped('events_by_customer')} where group_id = ${account} and time < ${asOf} limit 1
    union all
    select account from ${scoped('memberships')} where account = ${account} and time < ${asOf} limit 1
    union all
    select account from ${scoped('account_trait_changes')} where account = ${account} and time < ${asOf} limit 1
  )
  limit 1`;

/** A person who belongs to an account. */
export interface MemberRow {
  readonly customer: number;
  /** When first told, and when last; as the warehouse writes times. */
  readonly since: string;
  /** False where a later call named another account: they may belong to both. */
  readonly latest: boolean | number;
  readonly seen: string | null;
}

/** Members of an account at an instant, those seen last first. Grain: a person; ≤ limit. */
export const membersOf = (account: string, asOf: Date, limit: number): Sql<MemberRow> => sql`
  select customer, since, latest = ${account} as latest, nullIf(seen, toDateTime64(0, 3, 'UTC')) as seen
  from (
    select customer, minIf(time, account = ${account}) as since, argMax(account, (time, message_id)) as latest
    from ${scoped('memberships')}
    where time < ${asOf}
      and customer in (${whoBelongs(account, asOf)})
    group by customer
  ) as belonging
  left join (
    select customer, max(time) as seen
    from ${scoped('events_by_customer')}
    where time < ${asOf}
      and ${aSignOfLife}
      and customer in (${whoBelongs(account, asOf)})
    group by customer
  ) as active using (customer)
  order by seen desc, customer
  limit ${typed('UInt64', limit)}`;

const whoBelongs = (account: string, asOf: Date): Sql =>
  sql`select customer from ${scoped('memberships')} where account = ${account} and time < ${asOf}`;

/** The last event that names an account, by whomever. Grain: at most one row. */
export const lastNamed = (account: string, asOf: Date): Sql<{ at: string }> => sql`
  select max(time) as at
  from ${scoped('events_by_customer')}
  where group_id = ${account} and time < ${asOf} and ${aSignOfLife}
  having count() > 0`;

/** Who looks after accounts. Grain: an account that has an owner. */
export const ownersOf = (
  workspace: number,
  account?: string,
): Sql<{ account: string; owner: string; name: string | null }> => sql`
  select account, owner, (select users.name from users where users.id = account_owners.owner) as name
  from account_owners
  where workspace_id = ${workspace}
    ${account === undefined ? nothing : sql`and account = ${account}`}`;
