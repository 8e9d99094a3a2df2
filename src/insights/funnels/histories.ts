import { nothing, type Sql, sql, typed } from '#src/basics/sql.ts';
import { u32, u64 } from './chain-state.ts';
import type { Plan } from './plan.ts';
import { flagBits, inRange, rows, stepBit } from './rows.ts';

/**
 * How events are put in order. `arrival`: by time, then arrival; people with events of different meaning that share
 * both are marked `tied`. `whole`: those people by message id besides, which takes three times as long as all the rest.
 */
export type Order = 'arrival' | 'whole';

/**
 * Each person's events in order: unit, ms (Array(UInt64), since the plan's base), flags (Array(UInt32)), tied, and
 * vals (Array(String)) where a property of the path is asked for.
 *
 * Grain: one row per unit with an entry.
 *
 * @param goesOn bits of the steps by which somebody gets further than their entry
 */
export function histories(plan: Plan, order: Order, goesOn: number = stepBit(2)): Sql {
  const withValues = plan.ask.breakdown?.by === 'property';
  if (withValues || !fitsOneNumber(plan)) return byEverything(plan, withValues, nothing);
  const quick = byArrival(plan, goesOn);
  if (order === 'arrival') return quick;
  const tied = sql` and unit in (select unit from ${quick} where tied)`;
  return sql`(
    select unit, ms, flags, tied
    from ${quick}
    where not tied
    union all
    select unit, ms, flags, tied
    from ${byEverything(plan, false, tied)}
  )`;
}

/** Whether time, arrival and flags go into 128 bits: eight years of range with 20 steps and 5 exclusions do. */
function fitsOneNumber(plan: Plan): boolean {
  const span = (plan.to + 3) * 86_400_000 + plan.windowMs - plan.base;
  return span < 2 ** (64 - flagBits(plan));
}

/** Sorted as one number each: three times as fast as tuples. */
function byArrival(plan: Plan, goesOn: number): Sql {
  const bits = typed('UInt8', flagBits(plan));
  const above = typed('UInt8', 64 + flagBits(plan));
  const mask = u64(2 ** flagBits(plan) - 1);
  const code = sql`bitOr(bitShiftLeft(toUInt128(at), ${above}), bitOr(bitShiftLeft(toUInt128(arrival), ${bits}), toUInt128(flags)))`;
  return sql`(
    select unit, arrayMap(c -> toUInt64(bitShiftRight(c, ${above})), codes) as ms,
      arrayMap(c -> toUInt32(bitAnd(toUInt64(c), ${mask})), codes) as flags,
      length(arrayCompact(arrayMap(c -> bitShiftRight(c, ${bits}), codes))) < length(arrayCompact(codes)) as tied
    from (
      select unit, ${shortest(plan, code, goesOn)} as codes
      from ${rows(plan, { messageId: false, value: false })}
      group by unit
      having max(${isEntry(plan, sql`flags`)})
    )
  )`;
}

/**
 * Whoever never got further has their first entry for a path: nothing else of them needs to be looked at. Not
 * where events that are no steps matter too: whether an attempt can still go on hangs on them.
 */
function shortest(plan: Plan, code: Sql, goesOn: number): Sql {
  const { ask } = plan;
  const sorted = sql`arraySort(groupArray(${code}))`;
  if (ask.order !== 'ordered' || ask.exclusions.length > 0) return sorted;
  const noFurther = sql`bitAnd(groupBitOr(flags), ${u32(goesOn)}) = 0`;
  return sql`if(${noFurther}, [minIf(${code}, ${isEntry(plan, sql`flags`)})], ${sorted})`;
}

function byEverything(plan: Plan, withValues: boolean, more: Sql): Sql {
  return sql`(
    select unit, arrayMap(e -> tupleElement(e, 1), told) as ms, arrayMap(e -> tupleElement(e, 4), told) as flags,
      false as tied${withValues ? sql`, arrayMap(e -> tupleElement(e, 5), told) as vals` : nothing}
    from (
      select unit, arraySort(e -> (tupleElement(e, 1), tupleElement(e, 2), tupleElement(e, 3)),
        groupArray((at, arrival, message_id, flags${withValues ? sql`, value` : nothing}))) as told
      from ${rows(plan, { messageId: true, value: withValues })}
      where true${more}
      group by unit
      having max(${isEntry(plan, sql`flags`)})
    )
  )`;
}

/** Whether flags are those of an event one may enter by. */
export function isEntry({ ask }: Plan, flags: Sql): Sql {
  const first = inRange + stepBit(1);
  if (ask.order !== 'unordered') return sql`bitAnd(${flags}, ${u32(first)}) = ${u32(first)}`;
  return sql`(bitAnd(${flags}, ${u32(inRange)}) != 0 and bitAnd(${flags}, ${u32(allSteps(ask.steps.length))}) != 0)`;
}

/** The bits of every step. */
export const allSteps = (count: number): number => 2 ** (count + 1) - 2;
