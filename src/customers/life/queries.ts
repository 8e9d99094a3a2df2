import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { localDay } from '#src/customers/calendar/index.ts';
import { customersOwn } from '#src/customers/event-match/index.ts';

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
export const toldOf = (customer: number, now: number): Sql<ToldRow> => sql<ToldRow>`
  select toFloat64(toUnixTimestamp64Milli(time)) as at, event,
    ${first(['action', 'message', 'template', 'campaign', 'reward', 'name', 'milestone'])} as what,
    ${first(['cause'])} as cause, ${first(['outcome', 'result', 'reason'])} as outcome,
    ${first(['topic', 'subject', 'title'])} as topic
  from ${scoped('events_by_customer')}
  where customer = ${typed('UInt32', customer)}
    and time < ${new Date(now)}
    and (
      event in ${typed('Array(String)', tickets)}
      or (startsWith(event, 'perdure.') and not startsWith(event, 'perdure.contract_')
        and event not in ${typed('Array(String)', ownNotes)})
    )
  order by customer desc, time desc, message_id desc
  limit 400`;

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
