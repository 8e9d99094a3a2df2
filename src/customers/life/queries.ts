import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { localDay } from '#src/customers/calendar/index.ts';
import { customersOwn } from '#src/customers/event-match/index.ts';
import type { Phase, Status } from '#src/customers/phases/index.ts';

/** How often somebody did anything, by local day. Grain: a day with an event. */
export const activityOf = (
  customer: number,
  { zone, from, now }: { readonly zone: string; readonly from: number; readonly now: number },
): Sql<{ on_day: number; events: number | string }> => sql`
  select ${localDay(zone)} as on_day, count() as events
  from ${scoped('events_by_customer')}
  where customer = ${typed('UInt32', customer)}
    and time >= ${new Date(from)}
    and time < ${new Date(now)}
    and traffic = 'customer'
    and ${customersOwn}
  group by on_day
  order by on_day`;

/** Something we did, or a ticket. */
export interface ToldRow {
  readonly customer: number;
  readonly at: number;
  readonly event: string;
  readonly what: string;
  readonly cause: string;
  readonly outcome: string;
  readonly topic: string;
}

/** What we note of somebody without having done anything to them. */
const ownNotes = [
  'perdure.segment_entered',
  'perdure.segment_left',
  'perdure.stage_changed',
  'perdure.consent_changed',
];

const tickets = ['Ticket Opened', 'Ticket Replied', 'Ticket Closed'];

/** What we did to somebody, and their tickets, latest first. Grain: an event; the latest 400. */
export const toldOf = (customer: number, now: number): Sql<ToldRow> =>
  told({ test: isCustomer(customer), order: sql`customer desc, time desc` }, now);

/** What we did in an account, latest first. Grain: an event; the latest 400. */
export const toldIn = (isIn: Sql, now: number): Sql<ToldRow> =>
  told({ test: isIn, order: sql`time desc` }, now);

const isCustomer = (customer: number): Sql => sql`customer = ${typed('UInt32', customer)}`;

const told = (
  { test, order }: { readonly test: Sql; readonly order: Sql },
  now: number,
): Sql<ToldRow> => sql<ToldRow>`
  select customer, toFloat64(toUnixTimestamp64Milli(time)) as at, event,
    ${first(['action', 'message', 'template', 'campaign', 'reward', 'name', 'milestone'])} as what,
    ${first(['cause'])} as cause, ${first(['outcome', 'result', 'reason'])} as outcome,
    ${first(['topic', 'subject', 'title'])} as topic
  from ${scoped('events_by_customer')}
  where ${test}
    and time < ${new Date(now)}
    and (
      event in ${typed('Array(String)', tickets)}
      or (startsWith(event, 'perdure.') and not startsWith(event, 'perdure.contract_')
        and event not in ${typed('Array(String)', ownNotes)})
    )
  order by ${order}, message_id desc
  limit 400`;

/** On which local days anybody of an account did anything, from an instant on. Grain: a day with an event. */
export const activeDaysIn = (
  isIn: Sql,
  { zone, from, now }: { readonly zone: string; readonly from: number; readonly now: number },
): Sql<{ on_day: number }> => sql`
  select distinct ${localDay(zone)} as on_day
  from ${scoped('events_by_customer')}
  where ${isIn}
    and time >= ${new Date(from)}
    and time < ${new Date(now)}
    and traffic = 'customer'
    and ${customersOwn}
  order by on_day`;

/** What is told in an account, by name, most often first. Grain: a name; the first 200. */
export const eventsIn = (
  isIn: Sql,
  now: number,
): Sql<{ event: string; count: number | string; last: number }> => sql`
  select event, count() as count, toFloat64(toUnixTimestamp64Milli(max(time))) as last
  from ${scoped('events_by_customer')}
  where ${isIn}
    and time < ${new Date(now)}
    and event != ''
  group by event
  order by count desc, event
  limit 200`;

/** Where those who belong to an account stand in their headline life. Grain: a person who is in a phase. */
export const standingIn = (
  account: string,
  now: number,
): Sql<{ customer: number; phase: Phase; status: Status; since: number }> => sql`
  select customer, phase, status, toFloat64(toUnixTimestamp64Milli(since)) as since
  from ${scoped('phase_lives')}
  where customer in (
      select customer from ${scoped('memberships')} where account = ${account} and time < ${new Date(now)}
    )
    and headline
    and known
    and phase != ''
  order by customer
  settings final = 1`;

/** The first of some properties that is told, as text. */
const first = (names: readonly string[]): Sql =>
  sql`arrayFirst(one -> one != '', arrayMap(name -> JSONExtractString(properties, name), ${typed('Array(String)', names)}))`;

/** Ids that contracts may name somebody by. Grain: a user id. */
export const userIdsOf = (customer: number): Sql<{ id: string }> => sql`
  select external_id as id
  from identities
  where kind = 'user'
    and customer = ${customer}
  order by external_id`;
