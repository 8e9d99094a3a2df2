import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { type Deed, propertyNumber } from '#src/customers/event-match/index.ts';
import { eventRows, type Frame, int, moment } from '#src/customers/frame/index.ts';
import type { Rule } from './ask.ts';

/** A rule, its definition of value settled. */
export type Settled =
  | Exclude<Rule, { kind: 'days' }>
  | { readonly kind: 'days'; readonly of: Deed; readonly days: number };

/** Days before an anniversary from which it is near. */
const nearDays = 30;
/** The share of a count or quantity from which a milestone is near. */
const nearShare = 0.8;

/**
 * How far people are: unit, reached_at (epoch milliseconds, 0 where it is not reached; of an anniversary the local day on
 * which it falls, as a day number, in `falls_on`), so_far, takes, is_reached, is_near.
 *
 * An nth event is reached at that event; a quantity at the first event with which the sum is enough; n days with the first
 * thing done on the nth. Grain: (unit); everybody who did any of it.
 *
 * @param among only these numbers
 */
export function standing(frame: Frame, rule: Settled, among?: readonly number[]): Sql {
  const only = among === undefined ? sql`true` : sql`unit in ${typed('Array(UInt32)', among)}`;
  if (rule.kind === 'anniversary') return anniversaries(frame, rule, only);
  const rows = sql`${eventRows(frame, rule.kind === 'days' ? rule.of : rule.match)}`;
  return sql`(
    select unit, at as reached_at, so_far, ${typed('Float64', takenBy(rule))} as takes, toInt32(0) as falls_on,
      at != 0 as is_reached, at = 0 and so_far >= ${nearShare} * takes as is_near
    from ${reaching(rule, rows, only)}
  )`;
}

function reaching(rule: Exclude<Settled, { kind: 'anniversary' }>, rows: Sql, only: Sql): Sql {
  if (rule.kind === 'times') {
    const times = typed('UInt32', rule.times);
    return sql`(
      select unit, toFloat64(count()) as so_far, if(count() >= ${times}, arraySort(groupArray(${moment}))[${times}], 0) as at
      from ${rows}
      where ${only}
      group by unit
    )`;
  }
  if (rule.kind === 'days') {
    return sql`(
      select unit, toFloat64(length(firsts)) as so_far, firsts[${typed('UInt32', rule.days)}] as at
      from (
        select unit, arraySort(groupArray(first)) as firsts
        from (
          select unit, day, min(${moment}) as first
          from ${rows}
          where ${only}
          group by unit, day
        )
        group by unit
      )
    )`;
  }
  const enough = typed('Decimal(38, 6)', rule.quantity.toFixed(6));
  return sql`(
      select unit, toFloat64(arraySum(arrayMap(one -> one.2, told))) as so_far,
        told[arrayFirstIndex(sum -> sum >= ${enough}, arrayCumSum(arrayMap(one -> one.2, told)))].1 as at
      from (
        select unit, arraySort(groupArray((at, number))) as told
        from (
          select unit, ${moment} as at, ifNull(${propertyNumber(rule.property)}, toDecimal128(0, 6)) as number
          from ${rows}
          where ${only}
        )
        group by unit
      )
    )`;
}

const takenBy = (rule: Exclude<Settled, { kind: 'anniversary' }>): number => {
  if (rule.kind === 'times') return rule.times;
  return rule.kind === 'days' ? rule.days : rule.quantity;
};

/** The 29th of February is kept on the 28th where there is none. */
function anniversaries(
  frame: Frame,
  { match, months }: Extract<Rule, { kind: 'anniversary' }>,
  only: Sql,
): Sql {
  const today = int(frame.known.current);
  const since = sql`toDate32('1970-01-01') + first_day`;
  return sql`(
    select unit, toInt64(0) as reached_at, toFloat64(${today} - first_day) as so_far,
      toFloat64(falls_on - first_day) as takes, falls_on, falls_on <= ${today} as is_reached,
      falls_on > ${today} and falls_on - ${int(nearDays)} <= ${today} as is_near
    from (
      select unit, first_day, toInt32(addMonths(${since}, ${int(months)})) as falls_on
      from (
        select unit, min(day) as first_day
        from ${eventRows(frame, match)}
        where ${only}
        group by unit
      )
    )
  )`;
}

/** Who has it, and who is near. Grain: one row. */
export const counted = (standings: Sql) => sql<{ reached: number | string; near: number | string }>`
  select countIf(is_reached) as reached, countIf(is_near) as near
  from ${standings}`;

/** Who reached it at an instant or later, or on a local day or later. Grain: (unit). */
export const reachedSince = (standings: Sql, since: number, day: number) => sql<{
  customer: number;
  at: number | string;
  fallsOn: number;
}>`
  select unit as customer, reached_at as at, falls_on as "fallsOn"
  from ${standings}
  where is_reached
    and if(falls_on = 0, reached_at >= ${typed('Int64', since)}, falls_on >= ${int(day)})
  order by unit`;

/** How far one person is. Grain: at most one row. */
export const ofOne = (standings: Sql) => sql<{
  at: number | string;
  soFar: number;
  takes: number;
  fallsOn: number;
  reached: number;
}>`
  select reached_at as at, so_far as "soFar", takes, falls_on as "fallsOn", toUInt8(is_reached) as reached
  from ${standings}`;
