import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { dateText } from '#src/customers/calendar/index.ts';
import { givenUpNumbers } from '#src/customers/frame/index.ts';

/** Which days of which event: null for any. */
export interface PeopleSpan {
  readonly layout: number;
  readonly event: string | null;
  readonly from: number;
  readonly to: number;
}

/** Customers per local day. Grain: one row per day with anybody; ≤ days. */
export const peopleByDay = (span: PeopleSpan): Sql<{ on_day: string; people: number | string }> => sql`
  select toString(event_day) as on_day, ${still(sql`groupBitmapMergeState(customers)`)} as people
  from ${daysOf(span)}
  group by event_day
  order by event_day`;

/** Customers over several spans of one event, each once. Grain: one row. */
export const peopleIn = (span: PeopleSpan): Sql<{ people: number | string }> => sql`
  select ${still(sql`groupBitmapMergeState(customers)`)} as people
  from ${daysOf(span)}`;

/** Customers of a span whose first event ever lies in it. Grain: one row. */
export const newcomersIn = (span: PeopleSpan): Sql<{ people: number | string }> => sql`
  select ${still(sql`bitmapAndnot(
    groupBitmapMergeStateIf(customers, event_day >= ${date(span.from)}),
    groupBitmapMergeStateIf(customers, event_day < ${date(span.from)}))`)} as people
  from ${daysOf({ ...span, from: -700_000 })}`;

const still = (people: Sql): Sql => sql`bitmapCardinality(bitmapAndnot(${people}, ${givenUpNumbers}))`;

const daysOf = ({ layout, event, from, to }: PeopleSpan): Sql => sql`(
    select day as event_day, customers
    from ${scoped('event_days')}
    where layout = ${typed('UInt32', layout)}
      and event = ${event ?? ''}
      and day between ${date(from)} and ${date(to)}
  )`;

const date = (day: number) => typed('Date32', dateText(Math.max(day, firstDate)));

/** The first day a Date32 can hold: 1 January 1900. */
const firstDate = -25_567;
