import { type Sql, sql, typed } from '#src/basics/sql.ts';
import type { Deed } from '#src/customers/event-match/index.ts';
import { type Among, holdersOf, visitsOf } from './facts-rows.ts';
import { frameOf, type Reading } from './reading.ts';

/** People of an offer whose gaps are read, the same ones every time. */
const mostPeople = 20_000;

/** Whose visits are learned from. */
export interface SampleAsk {
  readonly visit: Deed;
  /** Of offers; all of the same visit. */
  readonly names: readonly string[];
  /** They are about all there is: everybody’s visits tell of them. */
  readonly isOfAll: boolean;
}

/** Local days with a visit of one person, each day once, the last 366, and the offers it tells of. */
export interface SampledRow {
  readonly offers: readonly string[];
  readonly days: readonly number[];
}

/** Grain: a person; at most 20,000 an offer. */
export function sampledDays(reading: Reading, { visit, names, isOfAll }: SampleAsk): Sql<SampledRow> {
  const { workspace } = reading;
  const day = sql`toInt32(toDate32(fromUnixTimestamp64Milli(toInt64(one), 'UTC'), ${workspace.timezone}))`;
  const days = sql`arraySlice(arrayDistinct(arrayMap(one -> ${day}, at)), -366)`;
  if (isOfAll) {
    return sql<SampledRow>`
      select ${typed('Array(String)', names)} as offers, ${days} as days
      from (${visitsOf(frameOf(reading), visit, everyone)})
      where length(at) > 5
      order by cityHash64(customer)
      limit ${typed('UInt64', mostPeople)}`;
  }
  const sample = sql`(
      select customer, offer
      from ${holdersOf(names, { deeds: reading.basis.meant.purchase, asOf: reading.asOf })}
      order by cityHash64(customer)
      limit ${typed('UInt64', mostPeople)} by offer
    )`;
  return sql<SampledRow>`
    select held.offers as offers, ${days} as days
    from (${visitsOf(frameOf(reading), visit, amongThose(sample))}) as came
    inner join (
      select customer, groupArray(offer) as offers
      from ${sample}
      group by customer
    ) as held on held.customer = came.customer
    where length(at) > 5`;
}

/** How many people came in a month, counted from January of year 0. */
export interface MonthRow {
  readonly offer: string;
  readonly month: number;
  readonly people: number;
}

/** Grain: (offer, month), the months of each offer in order; twelve a year. */
export function monthsOf(reading: Reading, { visit, names, isOfAll }: SampleAsk): Sql<MonthRow> {
  const { workspace, basis, asOf } = reading;
  const local = sql`toTimeZone(fromUnixTimestamp64Milli(toInt64(one), 'UTC'), ${workspace.timezone})`;
  const months = sql`arrayDistinct(arrayMap(one -> toUInt32(toYear(${local})) * 12 + toMonth(${local}) - 1, at))`;
  const holders = holdersOf(names, { deeds: basis.meant.purchase, asOf });
  const came = isOfAll
    ? sql`
        select arrayJoin(${typed('Array(String)', names)}) as offer, arrayJoin(${months}) as month
        from (${visitsOf(frameOf(reading), visit, everyone)})`
    : sql`
        select held.offer as offer, arrayJoin(${months}) as month
        from (${visitsOf(frameOf(reading), visit, amongThose(holders))}) as came
        inner join ${holders} as held on held.customer = came.customer`;
  return sql<MonthRow>`
    select offer, month, toFloat64(count()) as people
    from (${came})
    group by offer, month
    order by offer, month`;
}

const everyone: Among = () => sql`true`;
const amongThose =
  (rows: Sql): Among =>
  (customer) =>
    sql`${customer} in (select customer from ${rows})`;
