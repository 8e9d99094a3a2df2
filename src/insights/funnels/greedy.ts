import { type Sql, sql } from '#src/basics/sql.ts';
import { column, columns, u32, u64 } from './chain-state.ts';
import { histories, isEntry, type Order } from './histories.ts';
import { runs } from './ordered.ts';
import type { Plan } from './plan.ts';
import { stepBit } from './rows.ts';

/**
 * Whether the earliest way from an entry is all there is to know of it: nothing but the funnel's own window can end an
 * attempt, so that taking the earliest event of each next step is always best.
 */
export const isGreedy = ({ ask, withinMs }: Plan): boolean =>
  ask.order === 'ordered' &&
  ask.exclusions.length === 0 &&
  withinMs.every((within) => within === null) &&
  ask.breakdown?.by !== 'property';

/** Steps to go through one after the other, and the events of the people who may. */
export interface Ways {
  readonly count: number;
  /** Whether an event with the flags `f` serves a step; the first step is an entry. */
  readonly serves: (step: number) => Sql;
  /** Rows of what is carried, ms and flags, as `histories` tells them. */
  readonly source: Sql;
  /** Columns handed on. */
  readonly carried: readonly string[];
}

/**
 * Paths in order where only the window of the whole ends an attempt: the same as `orderedPaths` tells, for less.
 *
 * Grain: one row per unit that entered: unit, tied, depth, open, times.
 */
export const greedyPaths = (plan: Plan, order: Order): Sql =>
  greedyWays(plan, {
    count: plan.ask.steps.length,
    serves: (step) => (step === 1 ? isEntry(plan, sql`f`) : sql`bitAnd(f, ${u32(stepBit(step))}) != 0`),
    source: histories(plan, order),
    carried: ['unit', 'tied'],
  });

/**
 * The deepest way of each row of the source through the steps.
 *
 * Going backward through a person's events, each event that can serve a step knows the times of the earliest way on:
 * its own, then those of the next event that serves the step after. Of the entries, the deepest within the window
 * counts, of several the first.
 *
 * Grain: one row per row of the source: what is carried, depth, open, times.
 */
export function greedyWays(plan: Plan, ways: Ways): Sql {
  const { count } = ways;
  const carried = columns(ways.carried);
  let stage = ways.source;
  for (let step = count; step > 1; step -= 1) {
    stage = sql`(
    select ${carried}, ms, flags, arrayReverseFill(way -> notEmpty(way), ${waysFrom(ways, step)}) as ${wayFrom(step)}
    from ${stage}
  )`;
  }
  // How far a way gets within the window: its times only grow.
  const depthOf = sql`toUInt32(arrayCount(t -> t - arrayElement(way, 1) <= ${u64(plan.windowMs)}, way))`;
  return sql`(
    select ${carried}, depth, depth < ${u32(count)} and ${runs(plan, sql`arrayElement(times, 1)`)} as open,
      arraySlice(arrayElement(entries, indexOf(depths, depth)), 1, depth) as times
    from (
      select ${carried}, arrayFilter(way -> notEmpty(way), ${waysFrom(ways, 1)}) as entries,
        arrayMap(way -> ${depthOf}, entries) as depths, arrayMax(depths) as depth
      from ${stage}
    )
  )`;
}

const wayFrom = (step: number): Sql => column(`way_from_${step}`);

/** Per event its own time and those of the earliest way on; nothing where it cannot serve the step. */
function waysFrom({ count, serves }: Ways, step: number): Sql {
  if (step === count) return sql`arrayMap((t, f) -> if(${serves(step)}, [t], emptyArrayUInt64()), ms, flags)`;
  const later = sql`arrayPopFront(arrayPushBack(${wayFrom(step + 1)}, emptyArrayUInt64()))`;
  return sql`arrayMap((t, f, next) -> if(${serves(step)}, arrayPushFront(next, t), emptyArrayUInt64()), ms, flags, ${later})`;
}
