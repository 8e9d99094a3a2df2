import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { firstDayOf, periodOf } from '#src/customers/calendar/index.ts';
import type { Deed } from '#src/customers/event-match/index.ts';
import { isWanted } from '#src/customers/filters/index.ts';
import { eventRows, type Frame, int } from '#src/customers/frame/index.ts';
import { type HabitAsk, Kind } from './ask.ts';
import { alpha, bordersOf, dailyFrom, leastDays, leastWeeks, signFactors } from './decision.ts';
import { halfOfWeeks } from './patterns.ts';
import { longestGap } from './same-gap.ts';

/** A question about habits, settled: the last whole weeks. */
export interface HabitPlan {
  readonly frame: Frame;
  readonly ask: HabitAsk;
  readonly value: Deed;
  readonly weeks: number;
  readonly from: number;
  readonly to: number;
}

/** Who was there in these days before the weeks is no newcomer. */
const daysBefore = 28;

/** The last whole weeks before a question's instant. */
export function habitPlan(frame: Frame, ask: HabitAsk, value: Deed): HabitPlan {
  const running = periodOf(frame.known.current, 'week', frame.weekStart);
  const after = firstDayOf(running, 'week', frame.weekStart);
  return { frame, ask, value, weeks: ask.weeks, from: after - 7 * ask.weeks, to: after - 1 };
}

/** The three signs of a row of {@link shapes}, as `signFactors` describes them; 0 where it is no sign by itself. */
function signsOf({ weeks }: HabitPlan): Sql {
  const { gathered, steady, gaps } = bordersOf(weeks, alpha);
  const sign = (test: number, value: Sql) =>
    sql`toUInt32(${typed('UInt32', test * signFactors.test)} + activeDays * ${typed('UInt32', signFactors.days)} + ${value})`;
  return sql`[
        if(toInt64(overWeekdays) >= ${typed('Array(Int64)', gathered)}[activeDays + 1], ${sign(1, sql`overWeekdays`)}, toUInt32(0)),
        if(toInt64(overWeeks) <= ${typed('Array(Int64)', steady)}[activeDays + 1], ${sign(2, sql`overWeeks`)}, toUInt32(0)),
        if(gap > 0 and toInt64(gapTimes) >= ${typed('Array(Array(Int64))', gaps)}[activeDays + 1][gap],
          ${sign(3, sql`gap * ${typed('UInt32', signFactors.gap)} + gapTimes`)}, toUInt32(0))
      ]`;
}

/**
 * Signs that anybody shows and that may be beyond chance.
 *
 * Grain: one row per (test, active days, statistic); some thousands, however many people.
 */
export const signRows = (plan: HabitPlan): Sql<{ sign: number | string }> => sql<{ sign: number | string }>`
  select distinct arrayJoin(arrayFilter(one -> one > 0, ${signsOf(plan)})) as sign
  from ${shapes(plan)}
  where activeDays >= ${typed('UInt32', leastDays)}`;

/**
 * How many people have which sign as their least likely one: the least of the places of theirs.
 *
 * Grain: one row per place; people without a sign have the place `none`.
 */
export const signPeople = (
  plan: HabitPlan,
  {
    signs,
    places,
    none,
  }: { readonly signs: readonly number[]; readonly places: readonly number[]; readonly none: number },
): Sql<{ place: number | string; people: number | string }> => sql<{
  place: number | string;
  people: number | string;
}>`
  select arrayMin(arrayMap(one -> transform(one, ${typed('Array(UInt32)', signs)}, ${typed('Array(UInt32)', places)}, ${typed('UInt32', none)}), signs)) as place,
    count() as people
  from (
    select ${signsOf(plan)} as signs
    from ${shapes(plan)}
    where activeDays >= ${typed('UInt32', leastDays)}
  )
  group by place`;

export interface CrowdRow {
  readonly kind:
    | 'weekday'
    | 'hour'
    | 'gap_twice'
    | 'cell'
    | 'cell_people'
    | 'of_kind'
    | 'habit_weekday'
    | 'active_weeks';
  readonly value: number | string;
  readonly times: number | string;
}

/**
 * Active days by weekday, by hour and by both (24 × weekday + hour); customers by both, by twice their median gap, by their kind
 * (its place in `Kind`, from 1), by each weekday of their habit and by the weeks they were active in.
 * Grain: ≤ 379 + 8 × weeks rows.
 */
export const crowdRows = (plan: HabitPlan, cut: number): Sql<CrowdRow> => sql<CrowdRow>`
  select told.1 as kind, told.2 as value, count() as times
  from (
    select arrayJoin(arrayConcat(
      arrayMap(weekday -> ('weekday', toInt64(weekday + 1)), weekdays),
      arrayMap(hour -> ('hour', toInt64(floor(hour))), hours),
      arrayMap(cell -> ('cell', cell), cells),
      arrayMap(cell -> ('cell_people', cell), arrayDistinct(cells)),
      if(gapTwice = 0, [], [('gap_twice', toInt64(gapTwice))]),
      [('of_kind', toInt64(indexOf(${typed('Array(String)', Kind.options)}, own_kind))), ('active_weeks', toInt64(activeWeeks))],
      arrayMap(weekday -> ('habit_weekday', toInt64(weekday)), arrayFilter(weekday -> own_kind = 'daily'
        or (own_kind = 'weekdays' and bitTest(usual, weekday - 1)), range(1, 8)))
    )) as told
    from (select *, ${kindIn(plan, cut)} as own_kind from ${shapes(plan)})
  )
  group by kind, value
  order by kind, value`;

/**
 * What everybody's days look like: rows (unit, days, hours, weekdays, activeDays, activeWeeks, overWeekdays, overWeeks,
 * fromTheStart, usual, gap, gapTimes, cells, gapTwice), of those wanted and active in the weeks.
 *
 * `days` rising, `hours` the local hour (with minutes) of the first event of each, `cells` 24 × its weekday (Monday 0) + that
 * hour; `gapTwice` twice the median gap, 0 with fewer than three days.
 *
 * Grain: one row per customer.
 */
export function shapes({ frame, value, weeks, from, to }: HabitPlan): Sql {
  const local = sql`toTimeZone(first, ${frame.zone})`;
  return sql`(
        select unit, arraySort(groupArrayIf((day, toHour(${local}) + toMinute(${local}) / 60), day >= ${int(from)})) as told,
          arrayMap(one -> one.1, told) as days, arrayMap(one -> one.2, told) as hours,
          arrayMap(day -> positiveModulo(day + 3, 7), days) as weekdays,
          arrayMap((weekday, hour) -> toInt64(24 * weekday + floor(hour)), weekdays, hours) as cells,
          arrayMap(weekday -> countEqual(weekdays, weekday), range(7)) as perWeekday,
          arrayMap(day -> intDiv(day - ${int(from)}, 7), days) as inWeeks,
          arrayMap(week -> countEqual(inWeeks, week), range(${typed('UInt8', weeks)})) as perWeek,
          length(days) as activeDays, toUInt32(arrayCount(count -> count > 0, perWeek)) as activeWeeks,
          toUInt32(arraySum(count -> count * count, perWeekday)) as overWeekdays,
          toUInt32(arraySum(count -> count * count, perWeek)) as overWeeks,
          min(day) < ${int(from + 7)} as fromTheStart,
          toUInt8(arraySum((count, weekday) -> if(count >= ${typed('Float64', halfOfWeeks * weeks)}, exp2(weekday), 0), perWeekday, range(7))) as usual,
          arrayMap((next, day) -> next - day, arrayPopFront(days), arrayPopBack(days)) as apart,
          arraySort(apart) as gaps, toUInt64(length(gaps)) as many,
          if(many < 2, 0, gaps[intDiv(many + 1, 2)] + gaps[intDiv(many, 2) + 1]) as gapTwice,
          arrayMap(gap -> toUInt16(countEqual(apart, gap)), range(1, ${typed('UInt8', longestGap + 1)})) as perGap,
          arrayMax(perGap) as gapTimes,
          toUInt8(if(gapTimes = 0, 0, arrayLastIndex(times -> times = gapTimes, perGap))) as gap
        from (
          select unit, day, min(time) as first
          from ${eventRows(frame, value, { from: from - daysBefore, to })}
          where ${isWanted(sql`unit`, frame.wanted)}
          group by unit, day
        )
        group by unit
        having activeDays > 0
      )`;
}

/** What a row of {@link shapes} is, given what is beyond chance: daily, weekdays, rhythm, none or too_early. */
export function kindIn({ weeks }: HabitPlan, cut: number): Sql {
  const { gathered, steady, gaps } = bordersOf(weeks, cut);
  return sql`multiIf(
    not fromTheStart, 'too_early',
    activeWeeks < ${typed('Float64', leastWeeks * weeks)}, 'none',
    activeDays >= ${typed('Float64', dailyFrom * 7 * weeks)}, 'daily',
    usual > 0 and toInt64(overWeekdays) >= ${typed('Array(Int64)', gathered)}[activeDays + 1], 'weekdays',
    toInt64(overWeeks) <= ${typed('Array(Int64)', steady)}[activeDays + 1], 'rhythm',
    gap > 0 and toInt64(gapTimes) >= ${typed('Array(Array(Int64))', gaps)}[activeDays + 1][gap], 'rhythm',
    'none'
  )`;
}
