import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { periodIn } from '#src/customers/calendar/index.ts';
import { traitValues } from '#src/customers/traits/index.ts';
import { columns, u64 } from './chain-state.ts';
import { greedyPaths, isGreedy } from './greedy.ts';
import type { Order } from './histories.ts';
import { handedOn, hasValues, orderedPaths, runs } from './ordered.ts';
import type { Plan } from './plan.ts';
import { unorderedPaths } from './unordered.ts';

/** How people are told apart, once the values that stand alone are known. */
export type Split =
  | { readonly by: 'nothing' }
  | { readonly by: 'trait' | 'property'; readonly name: string; readonly values: readonly string[] };

/** A question with all that decides how its people are read. */
export interface Reading {
  readonly plan: Plan;
  readonly split: Split;
  readonly order: Order;
}

/**
 * Everybody's path: unit, tied, depth (deepest step reached), open, over (the path's window has ended), period (of its
 * first event), times (Array(UInt64), of the steps reached, since the plan's base) and value (by which people are told
 * apart; '' where there is none).
 *
 * Grain: one row per unit that entered.
 */
export function paths({ plan, order }: Pick<Reading, 'plan' | 'order'>): Sql {
  const { ask, base, zone, weekStart } = plan;
  const began = sql`fromUnixTimestamp64Milli(toInt64(arrayElement(times, 1)) + ${typed('Int64', base)}, 'UTC')`;
  const day = sql`toInt32(toDate32(${began}, ${zone}))`;
  const told = sql`(
    select unit, tied, depth, open, not ${runs(plan, sql`arrayElement(times, 1)`)} as over,
      ${periodIn(day, ask.trend, weekStart)} as period, times, ${breakdownValue(plan)} as value
    from ${isGreedy(plan) ? greedyPaths(plan, order) : placedPaths(plan, order)}
  )`;
  if (ask.breakdown?.by !== 'trait') return told;
  return sql`(
    select path.unit as unit, path.tied as tied, path.depth as depth, path.open as open, path.over as over,
      path.period as period, path.times as times, having_trait.value as value
    from ${told} as path
    any left join ${traitValues({ trait: ask.breakdown.name, asOf: plan.asOf, unit: plan.unit })} as having_trait
    on path.unit = having_trait.who
  )`;
}

/** Paths known by the positions of their events: their times besides. */
function placedPaths(plan: Plan, order: Order): Sql {
  const source = plan.ask.order === 'unordered' ? unorderedPaths(plan, order) : orderedPaths(plan, order);
  return sql`(
    select ${columns(handedOn(plan))}, depth, open, places, arrayMap(place -> arrayElement(ms, place), places) as times
    from ${source}
  )`;
}

function breakdownValue(plan: Plan): Sql {
  const { breakdown } = plan.ask;
  if (!hasValues(plan) || breakdown === null) return sql`''`;
  if (breakdown.of === 'first') return sql`arrayElement(vals, arrayElement(places, 1))`;
  if (breakdown.of === 'last') return sql`arrayElement(vals, arrayElement(places, -1))`;
  return sql`if(depth >= ${u64(breakdown.of)}, arrayElement(vals, arrayElement(places, ${u64(breakdown.of)})), '')`;
}

/** Place of a path among those told apart: 1 … n the value's, 0 others, −1 missing; 0 where nothing is split. */
export function seriesOf(split: Split): Sql {
  if (split.by === 'nothing') return sql`toInt32(0)`;
  return sql`if(value = '', toInt32(-1), toInt32(indexOf(${typed('Array(String)', split.values)}, value)))`;
}
