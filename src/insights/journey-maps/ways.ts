import { type Sql, sql, typed } from '#src/basics/sql.ts';
import {
  greedyWays,
  histories,
  isEntry,
  type Order,
  runs,
  stepBit,
  u32,
} from '#src/insights/funnels/index.ts';
import type { MapPlan } from './plan.ts';

/** How deep a way is that reached the step: entering the map is 1. */
export const depthHere = (place: number): number => (place === 1 ? 1 : 2);

/** The bits of the steps after one: by any of them somebody goes on. 0 at the last. */
const bitsAfter = ({ bound }: MapPlan, place: number): number =>
  bound.reduce((sum, other) => (other.place > place ? sum + stepBit(other.place) : sum), 0);

/**
 * Each measured step is a funnel of its own, all of them read in one go: from entering the map by the first step, to
 * the step, to any later one. For the first step, entering and doing it are one.
 *
 * Everybody's way at every measured step: unit, tied, place, depth, open, over (the window from entering has ended),
 * times (milliseconds since the plan's base: of entering, of the step, of what came next).
 *
 * Grain: one row per (unit that entered, measured step).
 */
export function waysOfMap(plan: MapPlan, order: Order): Sql {
  const places = plan.bound.map(({ place }) => place);
  const bits = places.map((place) => {
    const onward = bitsAfter(plan, place);
    return place === 1 ? { second: onward, third: 0 } : { second: stepBit(place), third: onward };
  });
  const source = sql`(
    select unit, tied, ms, flags, place, ${ofPlace(bits.map(({ second }) => second))} as second, ${ofPlace(bits.map(({ third }) => third))} as third
    from (
      select unit, tied, ms, flags, arrayJoin(${typed('Array(UInt32)', places)}) as place
      from ${histories(plan, order, laterBits(plan))}
    )
  )`;
  const ways = greedyWays(plan, {
    count: 3,
    serves: (step) => {
      if (step === 1) return isEntry(plan, sql`f`);
      return step === 2 ? sql`bitAnd(f, second) != 0` : sql`bitAnd(f, third) != 0`;
    },
    source,
    carried: ['unit', 'tied', 'place', 'second', 'third'],
  });
  return sql`(
    select unit, tied, place, depth, open, not ${runs(plan, sql`arrayElement(times, 1)`)} as over, times
    from ${ways}
  )`;
}

/** The one that is of the row's step. */
export const ofPlace = (of: readonly number[]): Sql =>
  sql`arrayElement(${typed('Array(UInt32)', of)}, place)`;

/** The bits of every step after the first: whoever did none of them has nothing but their entry. */
export const laterBits = (plan: MapPlan): number => bitsAfter(plan, 1);

/** Rows of one step. */
export const at = (place: number): Sql => sql`place = ${u32(place)}`;
