import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { type Deed, oneEvent } from '#src/customers/event-match/index.ts';
import { eventRows, type Frame, moment } from '#src/customers/frame/index.ts';
import { type Grouping, keyOf, type Newcomers, startsOf } from '#src/insights/newcomers/index.ts';

/** Whose waits are looked at, and for what. */
export interface Waiting {
  readonly frame: Frame;
  readonly newcomers: Newcomers;
  readonly grouping: Grouping;
  readonly value: Deed;
}

/** How many waited so long, in begun hours; `reached` 0: still waiting when last known. */
export interface WaitRow {
  readonly key: number;
  readonly reached: number;
  readonly hours: number | string;
  readonly people: number | string;
}

/** Grain: one row per (group, reached, hour) with people; ≤ groups × hours of the longest wait. */
export const waitRows = (waiting: Waiting): Sql<WaitRow> => sql<WaitRow>`
  select ${keyOf(waiting.frame, waiting.grouping)} as key, reached, hours, count() as people
  from ${waits(waiting)}
  group by key, reached, hours`;

/**
 * How long everybody waited: rows (unit, began, value, reached, hours).
 *
 * From the instant of the start to that of the first value at or after it, which is another event, or a period in which
 * enough was received; else to the question's instant. In begun hours: "within 24" is "at most 24 hours later".
 *
 * Grain: one row per newcomer.
 */
export function waits({ frame, newcomers, grouping, value }: Waiting): Sql {
  const starts = startsOf(frame, newcomers, { apart: grouping.apart });
  const since = startsOf(frame, newcomers, { message: true });
  return sql`(
    select began_of.unit as unit, began_of.began as began, began_of.value as value, met.found as reached,
      intDiv(if(met.found = 1, met.at, ${typed('Int64', frame.asOf)}) - began_of.opened + 3599999, 3600000) as hours
    from ${starts} as began_of
    left join (
      select told.unit as unit, min(told.at) as at, toUInt8(1) as found
      from ${valueRows({ frame, newcomers, value })} as told
      inner join ${since} as since on told.unit = since.unit
      where told.at >= since.opened and told.message != since.message
      group by unit
    ) as met
    on began_of.unit = met.unit
  )`;
}

/** When value was received: unit, at, message (no event's where it takes more than one: the start may be among them). */
function valueRows({ frame, newcomers, value }: Omit<Waiting, 'grouping'>): Sql {
  const message = oneEvent(value) === null ? sql`'value'` : sql`message_id`;
  return sql`(select unit, ${moment} as at, ${message} as message from ${eventRows(frame, value, { from: newcomers.from })})`;
}
