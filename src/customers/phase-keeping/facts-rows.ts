import { nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import {
  bearsName,
  type Deed,
  type EventMatch,
  eventCurrency,
  oneEvent,
  passesTests,
  propertyNumber,
  propertyText,
} from '#src/customers/event-match/index.ts';
import { eventRows, type Frame } from '#src/customers/frame/index.ts';
import type { Meant } from '#src/customers/phases/index.ts';

/** Whose facts are read: a test on an expression that is a customer's number. */
export type Among = (customer: Sql) => Sql;

/** So many numbers from one on. */
export const numbersFrom =
  (from: number, to: number): Among =>
  (customer) =>
    sql`${customer} >= ${typed('UInt32', from)} and ${customer} < ${typed('UInt32', to)}`;

/** Those named. */
export const numbersNamed =
  (customers: readonly number[]): Among =>
  (customer) =>
    sql`${customer} in ${typed('Array(UInt32)', customers)}`;

/** When: epoch milliseconds as a number that JSON carries. */
const ms = (time: Sql): Sql => sql`toFloat64(toUnixTimestamp64Milli(${time}))`;

/** What one customer did besides visits. Instants in epoch milliseconds, amounts in millionths as text, '' where none. */
export interface DeedsRow {
  readonly customer: number;
  readonly touched: number | null;
  readonly carts: readonly number[];
  /** Instant, id, amount, offer, currency. */
  readonly orders: readonly (readonly [number, string, string, string, string])[];
  readonly refunds: readonly (readonly [number, string, string, string, string])[];
  /** Instant, action, cause, offer, until as told. */
  readonly opened: readonly (readonly [number, string, string, string, string])[];
  readonly closed: readonly (readonly [number, string])[];
}

const actionOpened: EventMatch = { event: 'perdure.action_opened', where: [] };
const actionClosed: EventMatch = { event: 'perdure.action_closed', where: [] };

/**
 * What customers did besides visits, read in one pass; what lies ahead too, as it says when they are looked at again.
 *
 * Grain: a customer who did any of it.
 */
export function deedsOf(meant: Meant, among: Among): Sql<DeedsRow> {
  const kinds = [meant.touched, meant.cart, meant.purchase, meant.refund, [actionOpened], [actionClosed]];
  const all = kinds.flat();
  const id = sql`coalesce(${propertyText('orderId')}, ${propertyText('order_id')}, '')`;
  const amount = sql`ifNull(toString(toInt64OrNull(toString(round(coalesce(${propertyNumber('revenue')}, ${propertyNumber('total')}, ${propertyNumber('amount')}) * 1000000)))), '')`;
  const text = (name: string) => sql`ifNull(${propertyText(name)}, '')`;
  const told = (kind: number, columns: Sql) =>
    sql`arraySort(groupArrayIf(${columns}, ${typed('UInt8', kind)} = kind))`;
  return sql<DeedsRow>`
    select customer,
      if(countIf(kind = 1) = 0, null, minIf(at, kind = 1)) as touched,
      ${told(2, sql`at`)} as carts,
      ${told(3, sql`(at, id, amount, offer, currency)`)} as orders,
      ${told(4, sql`(at, id, amount, offer, currency)`)} as refunds,
      ${told(5, sql`(at, action, cause, offer, until)`)} as opened,
      ${told(6, sql`(at, action)`)} as closed
    from (
      select customer, ${ms(sql`time`)} as at,
        arrayJoin(arrayFilter(one -> one != 0, [${kindsOf(kinds)}])) as kind,
        ${id} as id, ${amount} as amount, ${text('offer')} as offer, ${eventCurrency} as currency,
        ${text('action')} as action, ${text('cause')} as cause, ${text('until')} as until
      from ${scoped('events')}
      where ${namedAmong(all)}
        and traffic = 'customer'
        and ${among(sql`customer`)}
    )
    group by customer`;
}

function kindsOf(kinds: readonly (readonly EventMatch[])[]): Sql {
  const parts = kinds.map((matches, place) => {
    const any = matches.map((match) => sql`(${bearsName(match)} and ${passesTests(match)})`);
    const test = any.reduce<Sql | undefined>(
      (left, one) => (left === undefined ? one : sql`${left} or ${one}`),
      undefined,
    );
    return sql`if(${test ?? sql`false`}, ${typed('UInt8', place + 1)}, 0)`;
  });
  return parts.slice(1).reduce((left, one) => sql`${left}, ${one}`, parts[0] ?? nothing);
}

/** Any event may be meant; then all are read. */
function namedAmong(matches: readonly EventMatch[]): Sql {
  if (matches.some(({ event }) => event === null)) return sql`true`;
  return sql`event in ${typed('Array(String)', [...new Set(matches.flatMap(({ event }) => event ?? []))])}`;
}

/** One customer's visits, in order. */
export interface VisitsRow {
  readonly customer: number;
  readonly at: readonly number[];
}

/** Visits of customers, those ahead too where one event is a visit. Grain: a customer with any. */
export function visitsOf(frame: Frame, visit: Deed, among: Among): Sql<VisitsRow> {
  const match = oneEvent(visit);
  if (match === null || match.event === null) {
    return sql<VisitsRow>`
      select unit as customer, arraySort(groupArray(${ms(sql`time`)})) as at
      from ${eventRows(frame, visit)}
      where ${among(sql`unit`)}
      group by unit`;
  }
  // Not through eventRows: arrival, message ids and properties of twenty million rows would be read for nothing.
  return sql<VisitsRow>`
    select customer, arraySort(groupArray(${ms(sql`time`)})) as at
    from ${scoped('events')}
    where ${bearsName(match)}
      and traffic = 'customer'
      and ${among(sql`customer`)}
      and ${passesTests(match)}
    group by customer`;
}

/**
 * A version of a contract: contract, version, offer, effective, start, end, cancelled (0 or 1), paused, resumes, price,
 * discount, discount's end, trial's end, currency, period. Instants are epoch milliseconds. Where none: 0 and '', of price
 * and discount too.
 */
export type VersionRow = readonly [
  string,
  number,
  string,
  number,
  number,
  number,
  number,
  number,
  number,
  string,
  string,
  number,
  number,
  string,
  string,
];

/** One customer's contracts. */
export interface ContractsRow {
  readonly customer: number;
  /** Every version of each, in the order of contracts and versions. */
  readonly versions: readonly VersionRow[];
}

/** Contracts of customers as they are known, in all versions. Grain: a customer with any. */
export const contractsOf = (among: Among, asOf: number): Sql<ContractsRow> => sql<ContractsRow>`
  select who.customer as customer,
    arraySort(groupArray((contract, version, toString(offer), ${ms(sql`effective_at`)}, ${ms(sql`starts_at`)}, ${maybe('ends_at')},
      toUInt8(isNotNull(cancelled_at) or cancel_kind != ''), ${maybe('paused_at')}, ${maybe('resumes_at')},
      ifNull(toString(price), ''), ifNull(toString(discount), ''), ${maybe('discount_ends_at')}, ${maybe('trial_ends_at')},
      toString(currency), toString(period)))) as versions
  from (
    select *
    from ${scoped('contract_versions')}
    where holder_kind = 'customer'
      and recorded_at < ${new Date(asOf)}
  ) as known
  inner join (
    select user_id, argMax(customer, stamp) as customer
    from ${scoped('people_ids')}
    where user_id in (select holder from ${scoped('contract_versions')} where holder_kind = 'customer')
    group by user_id
    having ${among(sql`customer`)}
  ) as who on who.user_id = known.holder
  group by customer`;

const instants = ['ends_at', 'paused_at', 'resumes_at', 'discount_ends_at', 'trial_ends_at'] as const;
const columns: Readonly<Record<(typeof instants)[number], Sql>> = {
  ends_at: sql`ends_at`,
  paused_at: sql`paused_at`,
  resumes_at: sql`resumes_at`,
  discount_ends_at: sql`discount_ends_at`,
  trial_ends_at: sql`trial_ends_at`,
};
const maybe = (column: (typeof instants)[number]): Sql =>
  sql`toFloat64(ifNull(toUnixTimestamp64Milli(${columns[column]}), 0))`;

/**
 * Whose deeds name some offers, or who has or had a contract of them: rows (customer, offer), each once. What lies ahead counts too.
 */
export const holdersOf = (offers: readonly string[], { deeds, asOf }: HoldersAsk): Sql => sql`(
    select distinct customer, offer
    from (
      select customer, ifNull(${propertyText('offer')}, '') as offer
      from ${scoped('events')}
      where ${namedAmong(deeds)}
        and traffic = 'customer'
        and ${kindsOf([deeds])} = 1
      union all
      select who.customer as customer, known.offer as offer
      from (
        select holder, toString(offer) as offer
        from ${scoped('contract_versions')}
        where holder_kind = 'customer'
          and recorded_at < ${new Date(asOf)}
      ) as known
      inner join (
        select user_id, argMax(customer, stamp) as customer
        from ${scoped('people_ids')}
        group by user_id
      ) as who on who.user_id = known.holder
    )
    where offer in ${typed('Array(String)', offers)}
  )`;

/** By what holders are known. */
export interface HoldersAsk {
  readonly deeds: readonly EventMatch[];
  /** Epoch milliseconds, exclusive. */
  readonly asOf: number;
}
