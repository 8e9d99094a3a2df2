import { type Sql, sql, typed } from '#src/basics/sql.ts';
import {
  type Deed,
  type EventMatch,
  eventCurrency,
  oneEvent,
  propertyNumber,
} from '#src/customers/event-match/index.ts';
import { dayLists, eventRows, type Frame, hasBitmaps, int, liesWithin } from '#src/customers/frame/index.ts';
import { type Newcomers, startsOf } from '#src/insights/newcomers/index.ts';

/** Local days after somebody's start, both included; day 0 is the day of the start. */
export interface DaysAfter {
  readonly from: number;
  readonly to: number;
}

/** A number on an event that is money: the sum of a property. */
export interface Paying {
  readonly match: EventMatch;
  readonly property: string;
}

/**
 * Who did something on some local days from that of their start on, as `liesWithin` tells it: rows (unit, did); `did` has
 * a bit for each span of days, the first is 1. Any event at all is read from each customer's list of days, where those tell it.
 *
 * Grain: a newcomer who did so in any of the spans.
 *
 * @param spans at most 31; a span that is not over may be told too low
 */
export function didWithin(frame: Frame, newcomers: Newcomers, deed: Deed, spans: readonly DaysAfter[]): Sql {
  const all = {
    from: Math.min(...spans.map(({ from }) => from)),
    to: Math.max(...spans.map(({ to }) => to)),
  };
  if (oneEvent(deed)?.event === null && hasBitmaps(frame, deed) && all.from > 0) {
    const { from, to } = reach(newcomers, all);
    const bits = spans.map(
      (span, i) => sql`if(arrayExists(on_day -> ${within(sql`on_day`, span)}, on_days), ${bit(i)}, 0)`,
    );
    return sql`(
      select unit, ${orOf(bits)} as did
      from (
        select told.customer as unit, told.on_days as on_days, since.began as began
        from ${dayLists(frame, { from, to: Math.min(to, frame.known.current - 1) })} as told
        inner join ${startsOf(frame, newcomers)} as since on told.customer = since.unit
      )
    )`;
  }
  const bits = spans.map((span, i) => {
    const days = {
      day: sql`told.day`,
      from: sql`began + ${int(span.from)}`,
      to: sql`began + ${int(span.to)}`,
    };
    return sql`if(${liesWithin(frame, deed, days)}, ${bit(i)}, 0)`;
  });
  return sql`(
    select told.unit as unit, groupBitOr(${orOf(bits)}) as did
    from (select unit, day from ${eventRows(frame, deed, reach(newcomers, all))}) as told
    inner join ${startsOf(frame, newcomers)} as since on told.unit = since.unit
    where told.day >= since.began
    group by unit
  )`;
}

/** Whether the n-th span (from 0) of {@link didWithin} holds something. */
export const hasBit = (did: Sql, n: number): Sql => sql`bitAnd(${did}, ${bit(n)}) != 0`;

const bit = (n: number) => typed('UInt32', 2 ** n);
const orOf = (bits: readonly Sql[]): Sql =>
  bits.reduce((sum, one) => sql`bitOr(${sum}, ${one})`, sql`toUInt32(0)`);
const within = (on: Sql, { from, to }: DaysAfter): Sql =>
  sql`(${on} >= began + ${int(from)} and ${on} <= began + ${int(to)})`;

/**
 * What everybody paid on some local days from that of their start on: rows (unit, paid, amount, currencies), in whole units of money.
 *
 * Grain: a newcomer with such an event that bears the number.
 */
export function paidWithin(
  frame: Frame,
  newcomers: Newcomers,
  { match, property }: Paying,
  days: DaysAfter,
): Sql {
  return sql`(
    select told.unit as unit, toUInt8(1) as paid, sum(assumeNotNull(told.number)) as amount,
      groupUniqArrayIf(told.currency, told.currency != '') as currencies
    from (
      select unit, day, ${propertyNumber(property)} as number,
        ${eventCurrency} as currency
      from ${eventRows(frame, match, reach(newcomers, days))}
    ) as told
    inner join ${startsOf(frame, newcomers)} as since on told.unit = since.unit
    where ${within(sql`told.day`, days)}
      and isNotNull(told.number)
    group by unit
  )`;
}

/** Days on which such events may lie, whoever's. */
const reach = ({ from, to }: Newcomers, days: DaysAfter) => ({
  from: from + days.from,
  to: Math.max(from, to) + days.to,
});
