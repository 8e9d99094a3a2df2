import { nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import {
  firstDayIn,
  firstDayOf,
  lastDayIn,
  localDay,
  type Period,
  periodIn,
  periodOf,
  widestShift,
} from '#src/customers/calendar/index.ts';
import {
  bearsName,
  customersOwn,
  type Deed,
  type EventMatch,
  oneEvent,
  passesTests,
  propertyNumber,
  type Reached,
  type Rule,
} from '#src/customers/event-match/index.ts';
import { unitOf } from '#src/customers/traits/index.ts';
import type { Frame } from './frame.ts';

const dayMs = 86_400_000;

/** Local days among which events are looked for. */
export interface Days {
  readonly from?: number;
  readonly to?: number;
}

/**
 * What people did, one row each: unit, local day, time, and of an event arrival, message id and properties.
 *
 * Left out: what is not known at asOf, internal and bot traffic unless asked for, events without an account
 * where accounts are counted.
 *
 * Value that takes several events, or a quantity, has one row a unit and period of the calendar, at the instant at which
 * the period reached it: unit, local day and time.
 *
 * @param tests false to leave the tests of properties to the caller
 */
export function eventRows(frame: Frame, deed: Deed, days: Days = {}, tests = true): Sql {
  if (!('reached' in deed)) return rowsOfEvent(frame, deed, days, tests);
  const match = oneEvent(deed);
  return match === null ? rowsReached(frame, deed.reached, days) : rowsOfEvent(frame, match, days, tests);
}

/**
 * Whether a row of {@link eventRows} tells something done within days, both included: an event on one of them; value that
 * takes several events, or a quantity, in a period of the calendar that lies wholly within them, as it is known by
 * the period and not by the day on which the period got there.
 *
 * @param within expressions of type Int32: the row's day, the first and the last of the days
 */
export function liesWithin(
  { weekStart }: Frame,
  deed: Deed,
  { day, from, to }: { readonly day: Sql; readonly from: Sql; readonly to: Sql },
): Sql {
  const period = 'reached' in deed && oneEvent(deed) === null ? deed.reached.period : 'day';
  const [first, last] = [firstDayIn(day, period, weekStart), lastDayIn(day, period, weekStart)];
  return sql`(${first} >= ${from} and ${last} <= ${to})`;
}

function rowsOfEvent(frame: Frame, match: EventMatch, days: Days, tests: boolean): Sql {
  return sql`(
    select unit, day, time, arrival, message_id, properties
    from ${rowsNamed(frame, bearsName(match), days)}
    where ${onDays(days)}
      and ${tests ? passesTests(match) : sql`true`}
  )`;
}

/**
 * When periods reached what a definition of value asks for; grain: (unit, period).
 *
 * Whole periods are read, whatever the days: what lies before them counts, and so do numbers below zero after them. A
 * quantity is reached by the event from which on the sum stays enough, so that whoever has received value in a period is
 * whoever the period's sum is enough for. Of events at one instant the smallest number counts first.
 */
function rowsReached(frame: Frame, { match, rule, period }: Reached['reached'], days: Days): Sql {
  const rows = rowsOfEvent(frame, match, wholePeriods(frame, period, days), true);
  const inPeriods = sql`unit, ${periodIn(sql`day`, period, frame.weekStart)}`;
  const reached =
    rule.kind === 'times' ? nthTimes(rows, inPeriods, rule.times) : sumsEnough(rows, inPeriods, rule);
  return sql`(
    select unit, ${localDay(frame.zone)} as day, time
    from ${reached}
    where ${onDays(days)}
  )`;
}

const nthTimes = (rows: Sql, inPeriods: Sql, times: number): Sql => sql`(
      select unit, arraySort(groupArray(time))[${typed('UInt64', times)}] as time
      from ${rows}
      group by ${inPeriods}
      having count() >= ${typed('UInt64', times)}
    )`;

function sumsEnough(rows: Sql, inPeriods: Sql, rule: Extract<Rule, { kind: 'quantity' }>): Sql {
  const least = typed('Decimal(38, 6)', rule.quantity.toFixed(6));
  return sql`(
      select unit, told[place].1 as time
      from (
        select unit, arraySort(groupArray((time, number))) as told,
          1 + arrayLastIndex(sum -> sum < ${least}, arrayCumSum(arrayMap(one -> one.2, told))) as place
        from (
          select unit, day, time, ifNull(${propertyNumber(rule.property)}, toDecimal128(0, 6)) as number
          from ${rows}
        )
        group by ${inPeriods}
        having sum(number) >= ${least}
      )
    )`;
}

function wholePeriods({ weekStart }: Frame, period: Period, { from, to }: Days): Days {
  const begin = (day: number, later: number) =>
    firstDayOf(periodOf(day, period, weekStart) + later, period, weekStart);
  return {
    ...(from === undefined ? {} : { from: begin(from, 0) }),
    ...(to === undefined ? {} : { to: begin(to, 1) - 1 }),
  };
}

/**
 * Events of several names (null for whatever the customer did) in one reading, one row each: unit, local day, time, arrival, message id,
 * event, properties. What is left out is what {@link eventRows} leaves out; the days only bound what is read: up to two
 * days before and after them may come along.
 */
export function eventsOf(frame: Frame, names: readonly (string | null)[], days: Days = {}): Sql {
  const told = [...new Set(names.filter((name) => name !== null))];
  const among = sql`event in ${typed('Array(String)', told)}`;
  if (told.length === 0) return rowsNamed(frame, customersOwn, days);
  return rowsNamed(frame, names.includes(null) ? sql`(${among} or ${customersOwn})` : among, days);
}

function rowsNamed(frame: Frame, name: Sql, days: Days): Sql {
  const wanted = sql`${name} and time < ${new Date(frame.asOf)}${withinDays(days)}${ofCustomers(frame)}`;
  const source = frame.unit === 'customer' ? ofPeople(wanted) : ofAccounts(wanted);
  return sql`(select unit, ${localDay(frame.zone)} as day, time, arrival, message_id, event, properties from ${source})`;
}

const ofPeople = (wanted: Sql): Sql => sql`(
  select customer as unit, time, arrival, message_id, event, properties
  from ${scoped('events')}
  where ${wanted}
)`;

/** An event counts for the account named on it, else for the one named by the person's latest group call before it. */
const ofAccounts = (wanted: Sql): Sql => sql`(
  select ${unitOf.account} as unit, time, arrival, message_id, event, properties
  from (
    select named.time as time, named.arrival as arrival, named.message_id as message_id, named.event as event, named.properties as properties,
      if(named.group_id != '', named.group_id, member.account) as account
    from (
      select customer, time, arrival, message_id, group_id, event, properties
      from ${scoped('events')}
      where ${wanted}
      union all
      select customer, time, arrival, message_id, group_id, event, properties::JSON(max_dynamic_paths = 256) as properties
      from ${scoped('events_by_customer')}
      where customer = 0 and ${wanted}
    ) as named
    ${latestMembership}
  )
  where account != ''
)`;

const latestMembership: Sql = sql`asof left join (
      select customer, time, argMax(account, (arrival, message_id)) as account
      from ${scoped('memberships')}
      group by customer, time
    ) as member
    on named.customer = member.customer and named.time >= member.time`;

/**
 * Events that pass a test, one row each: unit, customer (0 where an account alone is told of), time, and what is told of
 * each as one value `said`. It is computed where the event is read, so that properties need not travel to the account they
 * count for. What is left out is what {@link eventRows} leaves out.
 *
 * @param said an expression on an event's columns, of the same type wherever it is computed
 * @param wanted a test on an event's columns
 */
export function eventsTelling(frame: Frame, said: Sql, wanted: Sql): Sql {
  const all = sql`(${wanted}) and time < ${new Date(frame.asOf)}${ofCustomers(frame)}`;
  if (frame.unit === 'customer')
    return sql`(select customer as unit, customer, time, ${said} as said from ${scoped('events')} where ${all})`;
  return sql`(
  select ${unitOf.account} as unit, customer, time, said
  from (
    select named.customer as customer, named.time as time, named.said as said,
      if(named.group_id != '', named.group_id, member.account) as account
    from (
      select customer, time, group_id, ${said} as said
      from ${scoped('events')}
      where ${all}
      union all
      select customer, time, group_id, ${said} as said
      from (
        select customer, time, group_id, event, properties::JSON(max_dynamic_paths = 256) as properties
        from ${scoped('events_by_customer')}
        where customer = 0 and ${all}
      )
    ) as named
    ${latestMembership}
  )
  where account != ''
)`;
}

const ofCustomers = ({ includeMarked }: Frame): Sql =>
  includeMarked ? nothing : sql` and traffic = 'customer'`;

function withinDays({ from, to }: Days): Sql {
  const since = from === undefined ? nothing : sql` and time >= ${new Date(from * dayMs - widestShift)}`;
  const until = to === undefined ? nothing : sql` and time < ${new Date((to + 1) * dayMs + widestShift)}`;
  return sql`${since}${until}`;
}

function onDays({ from, to }: Days): Sql {
  const since = from === undefined ? sql`true` : sql`day >= ${int(from)}`;
  return to === undefined ? since : sql`${since} and day <= ${int(to)}`;
}

/** A whole number as the periods of these statements are typed. */
export const int = (value: number) => typed('Int32', value);

/** Milliseconds since 1970 of an event. */
export const moment: Sql = sql`toUnixTimestamp64Milli(time)`;
