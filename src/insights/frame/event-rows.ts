import { nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { unitOf } from '#src/customers/traits/index.ts';
import { localDay, widestShift } from '#src/insights/calendar/index.ts';
import { bearsName, type EventMatch, passesTests } from '#src/insights/event-match/index.ts';
import type { Frame } from './frame.ts';

const dayMs = 86_400_000;

/** Local days among which events are looked for. */
export interface Days {
  readonly from?: number;
  readonly to?: number;
}

/**
 * Events as they were told, one row each: unit, local day, time, arrival, message id, properties.
 *
 * Left out: what is not known at asOf, internal and bot traffic unless asked for, events without an account
 * where accounts are counted.
 *
 * @param tests false to leave the tests of properties to the caller
 */
export function eventRows(frame: Frame, match: EventMatch, days: Days = {}, tests = true): Sql {
  return sql`(
    select unit, day, time, arrival, message_id, properties
    from ${rowsNamed(frame, bearsName(match), days)}
    where ${onDays(days)}
      and ${tests ? passesTests(match) : sql`true`}
  )`;
}

/**
 * Events of several names (null for all) in one reading, one row each: unit, local day, time, arrival, message id,
 * event, properties. What is left out is what {@link eventRows} leaves out; the days only bound what is read: up to two
 * days before and after them may come along.
 */
export const eventsOf = (frame: Frame, names: readonly string[] | null, days: Days = {}): Sql =>
  rowsNamed(
    frame,
    names === null ? sql`true` : sql`event in ${typed('Array(String)', [...new Set(names)])}`,
    days,
  );

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
    asof left join (
      select customer, time, argMax(account, (arrival, message_id)) as account
      from ${scoped('memberships')}
      group by customer, time
    ) as member
    on named.customer = member.customer and named.time >= member.time
  )
  where account != ''
)`;

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
