import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { earlier, periodIn } from '#src/customers/calendar/index.ts';
import { oneEvent, passesTests, propertyText } from '#src/customers/event-match/index.ts';
import { onlyWanted } from '#src/customers/filters/index.ts';
import {
  bitmapDays,
  eventRows,
  givenUpNumbers,
  hasBitmaps,
  int,
  moment,
} from '#src/customers/frame/index.ts';
import { traitValues } from '#src/customers/traits/index.ts';
import type { Plan } from './plan.ts';
import { rollingBase } from './spans.ts';

/** How entrants are told apart, once the values that stand alone are known. */
export type Split =
  | { readonly by: 'nothing' }
  | { readonly by: 'trait' | 'start_property'; readonly name: string; readonly values: readonly string[] };

/** Where the sets are read from, and what decides it. */
export interface Ways {
  /** Entrants from bitmaps of days; else from the events. */
  readonly entrantsFromBitmaps: boolean;
  readonly returnsFrom: 'bitmaps' | 'day_lists' | 'events';
  readonly cut: boolean;
}

/** Which ways a plan can be answered from bitmaps at all. */
export function shortWays(plan: Plan, split: Split, cut: boolean): Ways {
  const { ask } = plan;
  const calendar = ask.window === 'calendar';
  const once = ask.atLeast.kind === 'times' && ask.atLeast.times === 1;
  const inBitmaps = calendar && hasBitmaps(plan, ask.return);
  const inLists = inBitmaps && ask.atLeast.kind === 'times' && oneEvent(ask.return)?.event === null && !cut;
  return {
    entrantsFromBitmaps: calendar && split.by !== 'start_property' && hasBitmaps(plan, ask.start),
    returnsFrom: inBitmaps && once ? 'bitmaps' : inLists ? 'day_lists' : 'events',
    cut,
  };
}

/** Everything from the events: for the tests that compare the ways. */
export const longWays: Ways = { entrantsFromBitmaps: false, returnsFrom: 'events', cut: false };

/**
 * The common table expressions that end in `cohorts`: series, row, base, members.
 *
 * `series`: 1 … n the value's place, 0 others, −1 missing; 0 where nothing is split. `row`: the row's period.
 * `base`: the interval in which people entered (calendar), or how much of their spans is over (rolling).
 * Grain: one row per (series, row, base) with people; ≤ 51 × rows × bases in a row.
 */
export function cohorts(plan: Plan, split: Split, ways: Ways): Sql {
  if (split.by === 'trait') {
    return sql`whole as (${wholeCohorts(plan, split, ways)}),
    having as (${havingTrait(plan, split)}),
    cohorts as (
      select having.series as series, whole.row as row, whole.base as base,
        if(having.series = -1, bitmapAndnot(whole.members, having.people), bitmapAnd(whole.members, having.people)) as members
      from whole
      cross join having
    )`;
  }
  return sql`cohorts as (${wholeCohorts(plan, split, ways)})`;
}

function wholeCohorts(plan: Plan, split: Split, ways: Ways): Sql {
  if (ways.entrantsFromBitmaps) return fromBitmaps(plan, ways.cut);
  return sql`
    select series, row, base, ${onlyWanted(sql`groupBitmapState(unit)`, plan.wanted)} as members
    from ${entries(plan, split)}
    group by series, row, base`;
}

function fromBitmaps(plan: Plan, cut: boolean): Sql {
  const { ask, from, to, weekStart } = plan;
  const everyPeriod = ask.entry === 'every_period';
  const days = bitmapDays(plan, ask.start, everyPeriod ? { from, to } : { to }, cut);
  const placed = (period: typeof ask.rows) =>
    sql`if(on_day < ${int(from)}, ${int(earlier)}, ${periodIn(sql`on_day`, period, weekStart)})`;
  const among = everyPeriod ? sql`partition by row order by base` : sql`order by row, base`;
  const members = sql`bitmapAndnot(did, groupBitmapMergeState(did) over (${among} rows between unbounded preceding and 1 preceding))`;
  return sql`
    select toInt32(0) as series, row, base, ${onlyWanted(sql`bitmapAndnot(entered, ${givenUpNumbers})`, plan.wanted)} as members
    from (
      select row, base, ${members} as entered
      from (
        select ${placed(ask.rows)} as row, ${placed(ask.interval)} as base, groupBitmapMergeState(customers) as did
        from ${days}
        group by row, base
      )
    )
    where row > ${int(earlier)}`;
}

/**
 * Entries one by one, from the events: unit, series, row, base, opened (milliseconds
 * of the event that made them enter), value (of the property by which they are told apart, '' where none).
 *
 * Grain: one row per (unit, row); with rolling windows or first entries one per unit.
 */
export function entries(plan: Plan, split: Split): Sql {
  const { ask, weekStart, from, to } = plan;
  const base =
    ask.window === 'rolling'
      ? rollingBase(plan)
      : periodIn(sql`tupleElement(first, 1)`, ask.interval, weekStart);
  return sql`(
    select unit, ${seriesOf(split)} as series, ${periodIn(sql`tupleElement(first, 1)`, ask.rows, weekStart)} as row,
      tupleElement(first, 3) as opened, ${base} as base, ifNull(tupleElement(first, 2), '') as value
    from ${firsts(plan, split)}
    where tupleElement(first, 1) between ${int(from)} and ${int(to)}
      and tupleElement(first, 4)
  )`;
}

/** The first start event of each unit (and row): first = (day, value, opened, whether it matches). */
function firsts(plan: Plan, split: Split): Sql {
  const { ask, from, to, weekStart } = plan;
  const value = split.by === 'start_property' ? propertyText(split.name) : sql`null::Nullable(String)`;
  const inRange = ask.entry === 'every_period' ? { from, to } : { to };
  const ever = ask.entry === 'first_ever';
  const source = eventRows(plan, ask.start, inRange, !ever);
  const matches = ever ? sql`(${passesTests(ask.start)})` : sql`true`;
  const perRow =
    ask.entry === 'every_period' && ask.window === 'calendar'
      ? sql`, ${periodIn(sql`day`, ask.rows, weekStart)}`
      : sql``;
  return sql`(
    select unit, argMin((day, ${value}, ${moment}, ${matches}), (time, arrival, message_id)) as first
    from ${source}
    group by unit${perRow}
  )`;
}

const seriesOf = (split: Split): Sql =>
  split.by === 'start_property'
    ? sql`if(ifNull(tupleElement(first, 2), '') = '', toInt32(-1), toInt32(indexOf(${typed('Array(String)', split.values)}, ifNull(tupleElement(first, 2), ''))))`
    : sql`toInt32(0)`;

function havingTrait({ asOf, unit }: Plan, { name, values }: Extract<Split, { name: string }>): Sql {
  const told = traitValues({ trait: name, asOf, unit });
  return sql`
    select toInt32(indexOf(${typed('Array(String)', values)}, value)) as series, groupBitmapState(who) as people
    from ${told}
    group by series
    union all
    select toInt32(-1) as series, groupBitmapState(who) as people
    from ${told}`;
}
