import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { firstDayOf, periodIn, periodOf } from '#src/customers/calendar/index.ts';
import type { Deed } from '#src/customers/event-match/index.ts';
import { isWanted } from '#src/customers/filters/index.ts';
import { daysAsked, eventRows, type Frame, int } from '#src/customers/frame/index.ts';
import type { RetakingAsk } from './retaking-ask.ts';

/** A question about the taking of value, settled. */
export interface RetakingPlan {
  readonly frame: Frame;
  readonly ask: RetakingAsk;
  readonly value: Deed;
  readonly from: number;
  /** The last day of the range of which anything is known. */
  readonly to: number;
}

/** @throws DomainError `insights.empty_range`, `insights.no_such_date` */
export const retakingPlan = (frame: Frame, ask: RetakingAsk, value: Deed): RetakingPlan => ({
  frame,
  ask,
  value,
  ...daysAsked(frame, ask),
});

/** What a tallied value tells of: a gap, a customer's median gap (twice), days of a period, a span, a customer. */
export type Kind = 'gap' | 'own_gap_twice' | 'days_of_period' | 'span_ended' | 'span_running' | 'person';

export interface TallyRow {
  readonly kind: Kind;
  readonly value: number | string;
  readonly times: number | string;
}

/**
 * Everything told of the crowd, in one pass: how often each value of each kind.
 *
 * `person` has 0 for one day of value and a broken span, 1 one day and running, 2 more days and broken, 3 more and running.
 *
 * Grain: one row per (kind, value); ≤ 4 × days of the range.
 */
export const tallyRows = (plan: RetakingPlan): Sql<TallyRow> => sql<TallyRow>`
  select told.1 as kind, told.2 as value, count() as times
  from (
    select arrayJoin(arrayConcat(
      arrayMap(gap -> ('gap', gap), gaps),
      arrayMap(gap -> ('own_gap_twice', gap), if(empty(gaps), [], [toInt64(ownGapTwice)])),
      arrayMap(days -> ('days_of_period', days), ofPeriods),
      arrayMap((length, at) -> (if(at = length(lengths) and running, 'span_running', 'span_ended'), length), lengths, arrayEnumerate(lengths)),
      [('person', toInt64(if(length(days) > 1, 2, 0) + running))]
    )) as told
    from (
      select days, gaps, ownGapTwice, running, arrayMap((last, first) -> toInt64(last - first), lasts, firsts) as lengths,
        arrayMap(period -> toInt64(countEqual(periods, period)), arrayDistinct(periods)) as ofPeriods
      from (
        select *, ${periodsOf(plan)} as periods, arrayFilter((day, gap) -> gap > ${int(plan.ask.tolerance)}, arrayPopBack(days), gaps) as brokenAt,
          arrayPushBack(brokenAt, days[-1]) as lasts,
          arrayPushFront(arrayFilter((day, gap) -> gap > ${int(plan.ask.tolerance)}, arrayPopFront(days), gaps), days[1]) as firsts
        from ${rhythms(plan)}
      )
    )
  )
  group by kind, value
  order by kind, value`;

/** The periods of a customer's days of value, those that lie whole in the range and are over. */
function periodsOf({ frame, ask: { period }, from, to }: RetakingPlan): Sql {
  const first = periodOf(from, period, frame.weekStart);
  const firstWhole = firstDayOf(first, period, frame.weekStart) < from ? first + 1 : first;
  const end = Math.min(to + 1, frame.known.current);
  const afterLast = periodOf(end, period, frame.weekStart);
  const periods = sql`arrayMap(day -> ${periodIn(sql`day`, period, frame.weekStart)}, days)`;
  return sql`arrayFilter(period -> period >= ${int(firstWhole)} and period < ${int(afterLast)}, ${periods})`;
}

/**
 * How everybody took the value: rows (unit, days, gaps, ownGapTwice, running), of those wanted.
 *
 * `days` the local days of value, rising; `ownGapTwice` twice the median of the gaps (0 without any): a whole number.
 *
 * Grain: one row per customer with value in the range.
 */
export function rhythms({ frame, ask, value, from, to }: RetakingPlan): Sql {
  return sql`(
          select unit, arraySort(groupUniqArray(day)) as days, arrayMap((next, day) -> toInt64(next - day), arrayPopFront(days), arrayPopBack(days)) as gaps,
            arraySort(gaps) as sorted, toUInt64(length(gaps)) as many,
            if(many = 0, 0, sorted[intDiv(many + 1, 2)] + sorted[intDiv(many, 2) + 1]) as ownGapTwice,
            ${int(to)} - days[-1] <= ${int(ask.tolerance)} as running
          from ${eventRows(frame, value, { from, to: Math.max(from, to) })}
          where ${isWanted(sql`unit`, frame.wanted)}
          group by unit
        )`;
}

/** One customer's local days of value. Grain: a day. */
export const daysOfOne = (
  { frame, value, from, to }: RetakingPlan,
  customer: number,
): Sql<{ day: number }> => sql<{
  day: number;
}>`
  select distinct day
  from ${eventRows(frame, value, { from, to: Math.max(from, to) })}
  where unit = ${typed('UInt32', customer)}
  order by day`;
