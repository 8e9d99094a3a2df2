import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { customersOwn } from '#src/customers/event-match/index.ts';
import { inStores, type Place, placeOf, type Stores } from './stores.ts';

/** What the tables hold, against what was acknowledged. */
export interface Reckoning {
  readonly acknowledged: number;
  readonly stored: number;
  /** Acknowledged and not stored. */
  readonly missing: readonly string[];
  /** Messages that stand more than once, by table of rows. */
  readonly doubled: Readonly<Record<string, number>>;
  /** Groups in which a derived table says otherwise than the stored events, by table. */
  readonly apart: Readonly<Record<string, number>>;
}

/** Opens the stores of an ended server and compares every table with the client's account. */
export const reckon = (
  { folder, workspace }: { readonly folder: string; readonly workspace: string },
  acknowledged: ReadonlySet<string>,
): Promise<Reckoning> =>
  inStores(folder, async (stores) => reckonIn(stores, await placeOf(stores, workspace), acknowledged));

/** The same in open stores. */
export async function reckonIn(
  { warehouse }: Pick<Stores, 'warehouse'>,
  place: Place,
  acknowledged: ReadonlySet<string>,
): Promise<Reckoning> {
  const stored = new Set<string>();
  for await (const { message_id } of warehouse.stream(sql<{ message_id: string }>`
    select message_id
    from events_by_customer
    where ${live(place)}`)) {
    stored.add(message_id);
  }
  const missing = [...acknowledged].filter((id) => !stored.has(id));
  const doubled = await counted(warehouse, doubles(place));
  const apart = await counted(warehouse, differences(place));
  return { acknowledged: acknowledged.size, stored: stored.size, missing, doubled, apart };
}

/** What of a reckoning does not hold, in words. */
export function unsettled({ missing, doubled, apart }: Reckoning): string[] {
  const wrong = (counts: Readonly<Record<string, number>>, what: string) =>
    Object.entries(counts)
      .filter(([, count]) => count !== 0)
      .map(([table, count]) => `${table}: ${count} ${what}`);
  const lost = missing.length === 0 ? [] : [`${missing.length} acknowledged missing: ${missing.slice(0, 5)}`];
  return [...lost, ...wrong(doubled, 'doubled'), ...wrong(apart, 'groups apart')];
}

/** The figures of a reckoning, in words. */
export const settled = ({ acknowledged, stored, missing, doubled, apart }: Reckoning): string =>
  `${acknowledged} acknowledged, ${stored} stored, ${missing.length} missing, ${sum(doubled)} doubled, ${sum(apart)} apart`;

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

interface Count {
  readonly place: string;
  readonly n: string;
}

const counted = async (
  warehouse: Stores['warehouse'],
  counts: Sql<Count>,
): Promise<Readonly<Record<string, number>>> =>
  Object.fromEntries((await warehouse.rows(counts)).map(({ place, n }) => [place, Number(n)]));

/** Rows of people whose number is in use. */
const live = ({ number }: Place): Sql => sql`workspace_id = ${typed('UInt32', number)}
  and customer not in (select customer from retired where workspace_id = ${typed('UInt32', number)})`;

/** Ids that stand twice. Grain: a table of rows. */
const doubles = (place: Place): Sql<Count> => sql<Count>`
  select 'events' as place, count() - uniqExact(source, message_id) as n
  from (select toUInt32(source) as source, message_id from events where ${live(place)})
  union all
  select 'events_by_customer' as place, count() - uniqExact(source, message_id) as n
  from events_by_customer
  where ${live(place)}
  union all
  select 'message_ids' as place, count() - uniqExact(id_hash) as n
  from message_ids
  where workspace_id = ${typed('UInt32', place.number)}
  union all
  select 'between events and events_by_customer' as place, abs(toInt64(sum(side))) as n
  from (
    select toInt64(1) as side from events where ${live(place)}
    union all
    select toInt64(-1) as side from events_by_customer where ${live(place)} and customer != 0
  )`;

/** Stored events that count as customers' doings: what the derived tables are made of. */
const doings = (place: Place): Sql => sql`(
  select event, customer, time, toDate32(time, ${place.timezone}) as day
  from events_by_customer
  where ${live(place)} and customer != 0 and traffic = 'customer'
)`;

const inLayout = ({ number, layout }: Place): Sql =>
  sql`workspace_id = ${typed('UInt32', number)} and layout = ${typed('UInt32', layout)}`;

/**
 * Groups in which a derived table and the events differ. Grain: a derived table.
 *
 * event_counts has no numbers, so events that moved to another person stand in it twice until the next rebuild:
 * it is judged by its days and last instants, which is what is read of it, and by being no less than the events.
 */
const differences = (place: Place): Sql<Count> => sql<Count>`
  select 'event_days' as place, countIf(said != found) as n
  from (
    select event, day, anyIf(people, side = 1) as said, anyIf(people, side = 0) as found
    from (
      select toString(event) as event, day, 1 as side,
        bitmapCardinality(bitmapAndnot(groupBitmapMergeState(customers), (
          select groupBitmapState(customer) from retired where workspace_id = ${typed('UInt32', place.number)}
        ))) as people
      from event_days
      where ${inLayout(place)}
      group by event, day
      union all
      select arrayJoin(if(${customersOwn}, [toString(event), ''], [toString(event)])) as event, day, 0 as side,
        uniqExact(customer) as people
      from ${doings(place)}
      group by event, day
    )
    group by event, day
  )
  union all
  select 'customer_events' as place, countIf(said != found) as n
  from (
    select customer, event, anyIf(ends, side = 1) as said, anyIf(ends, side = 0) as found
    from (
      select customer, toString(event) as event, 1 as side,
        (sum(events), toUnixTimestamp64Milli(min(first_time)), toUnixTimestamp64Milli(max(last_time))) as ends
      from customer_events
      where ${inLayout(place)} and ${live(place)}
      group by customer, event
      union all
      select customer, toString(event) as event, 0 as side,
        (count(), toUnixTimestamp64Milli(min(time)), toUnixTimestamp64Milli(max(time))) as ends
      from ${doings(place)}
      group by customer, event
    )
    group by customer, event
  )
  union all
  select 'event_counts' as place, countIf(said.1 < found.1 or said.2 != found.2) as n
  from (
    select event, day, anyIf(ends, side = 1) as said, anyIf(ends, side = 0) as found
    from (
      select toString(event) as event, day, 1 as side, (sum(events), toUnixTimestamp64Milli(max(last_time))) as ends
      from event_counts
      where ${inLayout(place)}
      group by event, day
      union all
      select toString(event) as event, day, 0 as side, (count(), toUnixTimestamp64Milli(max(time))) as ends
      from ${doings(place)}
      group by event, day
    )
    group by event, day
  )
  union all
  select 'customer_days' as place, countIf(said != found) as n
  from (
    select customer, anyIf(days, side = 1) as said, anyIf(days, side = 0) as found
    from (
      select customer, 1 as side, arraySort(arrayFlatten(arrayMap(entry -> arrayWithConstant(
          intDiv(entry + 131072, 262144) + 1, toInt32(bitAnd(entry + 131072, 262143)) - 131072), groupArrayArray(days)))) as days
      from customer_days
      where ${inLayout(place)} and ${live(place)}
      group by customer
      union all
      select customer, 0 as side, arraySort(groupArray(toInt32(day))) as days
      from ${doings(place)}
      where ${customersOwn}
      group by customer
    )
    group by customer
  )`;
