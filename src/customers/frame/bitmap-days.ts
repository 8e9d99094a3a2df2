import type { Context } from '#src/access/index.ts';
import { nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { dateText, localDay } from '#src/customers/calendar/index.ts';
import { customersOwn, type Deed, type EventMatch, oneEvent } from '#src/customers/event-match/index.ts';
import { type Days, int } from './event-rows.ts';
import type { Frame } from './frame.ts';

/**
 * True where days of a deed can be read from bitmaps: people, one event, no tests of properties, no marked traffic.
 */
export const hasBitmaps = (
  { unit, includeMarked }: Pick<Frame, 'unit' | 'includeMarked'>,
  deed: Deed,
): boolean => unit === 'customer' && !includeMarked && oneEvent(deed)?.where.length === 0;

/**
 * Whether the last day is known only in part: something is stored that lies at or after asOf.
 *
 * Then that one day is read from its events; else its bitmaps are right as they stand.
 */
export async function lastDayIsCut(
  { warehouse }: Pick<Context, 'warehouse'>,
  frame: Frame,
): Promise<boolean> {
  if (frame.known.lastBegun < frame.known.current) return false;
  const rows = await warehouse.rows(sql<{ later: number }>`
    select 1 as later
    from ${scoped('event_counts')}
    where layout = ${typed('UInt32', frame.layout)}
      and day = ${typed('Date32', dateText(frame.known.lastBegun))}
      and last_time >= ${new Date(frame.asOf)}
    limit 1`);
  return rows.length > 0;
}

/**
 * Days of an event (`on_day`, a day number) with the bitmap of those who did it.
 *
 * Grain: (day, part); some hundred rows a year. Retired numbers are still among them.
 *
 * @param cut see {@link lastDayIsCut}
 */
export function bitmapDays(frame: Frame, deed: Deed, days: Days, cut: boolean): Sql {
  const match = oneEvent(deed);
  if (match === null) throw new Error('no bitmap tells value that takes more than one event');
  const { event } = match;
  const { lastBegun } = frame.known;
  const wholeUntil = Math.min(days.to ?? lastBegun, cut ? lastBegun - 1 : lastBegun);
  const rest = cut && (days.to ?? lastBegun) >= lastBegun ? cutDay(frame, event) : nothing;
  return sql`(
    select toInt32(day) as on_day, customers
    ${storedDays(frame, sql`event = ${event ?? ''}`, { ...days, to: wholeUntil })}${rest}
  )`;
}

/**
 * The same of several events in one reading, none of their days cut: event ('' for any), on_day, customers.
 *
 * Grain: (event, day, part).
 */
export function bitmapDaysOf(frame: Frame, matches: readonly EventMatch[], days: Days): Sql {
  const names = typed(
    'Array(String)',
    matches.map(({ event }) => event ?? ''),
  );
  const to = Math.min(days.to ?? frame.known.lastBegun, frame.known.lastBegun);
  return sql`(
    select event, toInt32(day) as on_day, customers
    ${storedDays(frame, sql`event in ${names}`, { ...days, to })}
  )`;
}

function storedDays(frame: Frame, named: Sql, { from, to }: Days & { readonly to: number }): Sql {
  const since = from === undefined ? nothing : sql` and day >= ${typed('Date32', dateText(from))}`;
  return sql`from ${scoped('event_days')}
    where layout = ${typed('UInt32', frame.layout)}
      and ${named}
      and day <= ${typed('Date32', dateText(to))}${since}`;
}

const cutDay = (frame: Frame, event: string | null): Sql => sql`
    union all
    select ${int(frame.known.lastBegun)} as on_day, groupBitmapState(customer) as customers
    from ${scoped('events')}
    where ${event === null ? customersOwn : sql`event = ${event}`}
      and traffic = 'customer'
      and time < ${new Date(frame.asOf)}
      and time >= ${new Date(frame.asOf - 50 * 3_600_000)}
      and ${localDay(frame.zone)} = ${int(frame.known.lastBegun)}`;

/** Numbers no longer in use, as a bitmap. */
export const givenUpNumbers: Sql = sql`(select groupBitmapState(customer) from ${scoped('retired')})`;
