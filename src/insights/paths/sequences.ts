import { nothing, type Sql, sql, typed } from '#src/basics/sql.ts';
import { bearsName, passesTests } from '#src/customers/event-match/index.ts';
import { allOf, isWanted } from '#src/customers/filters/index.ts';
import {
  bitmapDays,
  eventsOf,
  hasBitmaps,
  inOrder,
  int,
  keyTypes,
  moment,
  type Telling,
  tiedByMessage,
  type UnitKey,
} from '#src/customers/frame/index.ts';
import { longestDay, longestSession, type Plan, reachMs } from './plan.ts';

/** Codes of the ends of a path: no step is called so. */
export const ended = 16_382;
export const open = 16_383;

/**
 * How events are put in order. `arrival`: by time and arrival, which nearly always tells all; people with different
 * events that share both are marked `tied`. `whole`: for those people by message id too, which takes several times as long;
 * less where it is told who they are.
 */
export type Order = 'arrival' | 'whole' | { readonly tied: readonly UnitKey[] };

const u64 = (value: number) => typed('UInt64', value);
const u32 = (value: number) => typed('UInt32', value);

/**
 * Everybody's path: unit, path (codes; the anchor first, one of the ends last where fewer steps were made than asked for),
 * tied.
 *
 * Grain: one row per unit with the anchor in the range.
 */
export function sequences(plan: Plan, order: Order): Sql {
  const { ask } = plan;
  const steps = sql`arrayPushFront(
      arrayMap(f -> bitShiftRight(f, 2), arrayFilter(f -> bitAnd(f, 2) = 0, arraySlice(next_flags, 1, reached))),
      bitShiftRight(arrayElement(flags, anchor), 2))`;
  const end = sql`if(${stillOpen(plan)}, ${u32(open)}, ${u32(ended)})`;
  return sql`(
    select unit, tied, arraySlice(arrayPushBack(${ask.collapse ? sql`arrayCompact(${steps})` : steps}, ${end}), 1, ${u64(ask.steps + 1)}) as path
    from (
      select *, ${reachedOf(plan)} as reached
      from (
        select *, arrayMap(m -> ${ask.direction === 'from' ? sql`m - start` : sql`start - m`}, next_ms) as since,
          ${localDate(plan, sql`start`)} as start_day
        from ${sides(plan, order)}
      )
    )
  )`;
}

/** The anchor, and what follows it in the direction asked: unit, tied, flags, anchor (its place), start, next_ms, next_flags. */
function sides(plan: Plan, order: Order): Sql {
  const forward = plan.ask.direction === 'from';
  const isAnchor = sql`f -> bitAnd(f, 1) = 1`;
  const place = forward ? sql`arrayFirstIndex(${isAnchor}, flags)` : sql`arrayLastIndex(${isAnchor}, flags)`;
  const next = (of: Sql): Sql =>
    forward ? sql`arraySlice(${of}, anchor + 1)` : sql`arrayReverse(arraySlice(${of}, 1, anchor - 1))`;
  return sql`(
    select unit, tied, flags, ${place} as anchor, arrayElement(ms, anchor) as start, ${next(sql`ms`)} as next_ms,
      ${next(sql`flags`)} as next_flags
    from ${histories(plan, order)}
  )`;
}

const localDate = ({ base, zone }: Plan, at: Sql): Sql =>
  sql`toInt32(toDate32(fromUnixTimestamp64Milli(toInt64(${at} + ${typed('Int64', base)}), ${zone})))`;

/** How many of the events that follow lie within the limit. */
function reachedOf(plan: Plan): Sql {
  const { limit } = plan.ask;
  if (limit.kind === 'window') return sql`arrayCount(d -> d <= ${u64(reachMs(limit))}, since)`;
  if (limit.kind === 'day') {
    const near = sql`arraySlice(next_ms, 1, arrayCount(d -> d <= ${u64(longestDay)}, since))`;
    return sql`arrayCount(m -> ${localDate(plan, sql`m`)} = start_day, ${near})`;
  }
  const inside = sql`arrayCount(d -> d < ${u64(longestSession)}, since)`;
  const silence = sql`arrayFirstIndex(gap -> gap >= ${u64(limit.gapMinutes * 60_000)}, arrayDifference(arrayPushFront(since, 0)))`;
  // The first gap stands at place 2: before the first event that follows.
  return sql`if(${silence} = 0, ${inside}, least(${inside}, toUInt64(greatest(toInt64(${silence}) - 2, 0))))`;
}

/** Whether a further event may still come within the limit. What came before an anchor is known. */
function stillOpen({ ask, asOf, base, known }: Plan): Sql {
  const { limit, direction } = ask;
  if (direction === 'to') return sql`false`;
  if (limit.kind === 'day') return sql`start_day >= ${int(known.current)}`;
  const now = typed('Int64', asOf - base);
  if (limit.kind === 'window') return sql`start + ${u64(reachMs(limit))} >= ${now}`;
  const last = sql`if(reached = 0, start, arrayElement(next_ms, reached))`;
  return sql`least(${last} + ${u64(limit.gapMinutes * 60_000)}, start + ${u64(longestSession)}) > ${now}`;
}

/** Each person's events in order: unit, ms (since the base), flags, tied. */
function histories(plan: Plan, order: Order): Sql {
  const telling: Telling = {
    rows: ({ messageId }) => rows(plan, messageId),
    flagBits: 20,
    told: sql`max(bitAnd(flags, 1)) = 1`,
  };
  if (order === 'arrival') return inOrder(telling);
  if (order === 'whole') return tiedByMessage(telling);
  const tied = typed(`Array(${keyTypes[plan.unit]})`, order.tied.map(BigInt));
  return tiedByMessage(telling, sql`${tied}`);
}

/**
 * The events of those who have the anchor, one row each: unit, at (milliseconds since the base), arrival, flags: 1 for the
 * anchor in its range, 2 for events left out, the code of the step from bit 2 on. An event whose name came up since the
 * names were read is left out, as not known yet.
 */
function rows(plan: Plan, messageId: boolean): Sql {
  const { between, names, wanted, from, to } = plan;
  const flags = sql`transform(toString(event), ${typed(
    'Array(String)',
    names.map(({ event }) => event),
  )}, ${typed(
    'Array(UInt32)',
    names.map(({ code, left }) => code * 4 + (left ? 2 : 0)),
  )}, ${u32(2)})`;
  const isAnchor = sql`${bearsName(plan.anchor)} and ${passesTests(plan.anchor)} and at >= ${typed('Int64', between.from)} and at < ${typed('Int64', between.until)}`;
  const has = hasBitmaps(plan, plan.anchor)
    ? [
        sql`bitmapContains((select groupBitmapMergeState(customers) from ${bitmapDays(plan, plan.anchor, { from, to }, false)}), unit)`,
      ]
    : [];
  return sql`(
    select unit, toUInt64(${moment} - ${typed('Int64', plan.base)}) as at, arrival,
      toUInt32(${flags} + if(${isAnchor}, 1, 0)) as flags${messageId ? sql`, message_id` : nothing}
    from ${eventsOf(plan, [null], plan.days)}
    where ${allOf([...has, isWanted(sql`unit`, wanted)])}
  )`;
}
