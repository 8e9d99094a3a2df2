import type { Context } from '#src/access/index.ts';
import { nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { dateText, localDay } from '#src/customers/calendar/index.ts';

/** Days and names whose events are counted. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** All names where empty. */
  readonly events: readonly string[];
}

/** How many events of a name on a day. */
export interface EventCount {
  readonly event: string;
  readonly day: string;
  readonly count: number;
}

type Engines = Pick<Context, 'warehouse' | 'workspace' | 'clock'>;

/**
 * Events by name and local day, internal and bot traffic left out, as far as they are known now.
 *
 * From the counts kept on arrival; where numbers were given up since (their events count twice there until they
 * are swept away) or events of the future are stored, from the events themselves.
 */
export async function eventCounts(
  { warehouse, workspace, clock }: Engines,
  span: Span,
): Promise<EventCount[]> {
  const now = clock.now();
  const [exact] = await warehouse.rows(needsEvents(span, { layout: workspace.layout, now }));
  const rows = await warehouse.rows(
    exact === undefined ? kept(span, workspace.layout) : told(span, { zone: workspace.timezone, now }),
  );
  return rows.map(({ event, day, count }) => ({ event, day, count: Number(count) }));
}

type CountRow = { event: string; day: string; count: number | string };

/** One row where the kept counts would tell too much. */
const needsEvents = (
  { from, to }: Span,
  { layout, now }: { layout: number; now: number },
): Sql<{ one: number }> => sql`
  select 1 as one
  from ${scoped('retired')}
  limit 1
  union all
  select 1 as one
  from ${scoped('event_counts')}
  where layout = ${typed('UInt32', layout)}
    and day between ${date(from)} and ${date(to)}
    and last_time >= ${new Date(now)}
  limit 1`;

/** Grain: one row per (day, event); ≤ days × names. */
const kept = ({ from, to, events }: Span, layout: number): Sql<CountRow> => sql`
  select event, toString(event_day) as day, sum(events) as count
  from (select layout, event, day as event_day, events from ${scoped('event_counts')})
  where layout = ${typed('UInt32', layout)}
    and event_day between ${date(from)} and ${date(to)}
    ${named(events)}
  group by event, event_day
  order by event_day, event`;

/** Grain: one row per (day, event); ≤ days × names. */
const told = ({ from, to, events }: Span, { zone, now }: { zone: string; now: number }): Sql<CountRow> => sql`
  select event, toString(toDate32(on_day)) as day, count() as count
  from (
    select event, ${localDay(zone)} as on_day
    from ${scoped('events')}
    where traffic = 'customer'
      and time < ${new Date(now)}
      and time >= ${new Date((from - 1) * dayMs)}
      and time < ${new Date((to + 2) * dayMs)}
      ${named(events)}
  )
  where on_day between ${typed('Int32', from)} and ${typed('Int32', to)}
  group by event, on_day
  order by on_day, event`;

const dayMs = 86_400_000;
const date = (day: number) => typed('Date32', dateText(day));
const named = (events: readonly string[]): Sql =>
  events.length === 0 ? nothing : sql`and event in ${typed('Array(String)', events)}`;
