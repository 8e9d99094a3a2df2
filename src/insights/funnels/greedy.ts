import { join, type Sql, sql } from '#src/basics/sql.ts';
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
 * counts, of several the first. Each time stands in a list of its own, beside the events: lists of ways took half as long again.
 *
 * Grain: one row per row of the source: what is carried, depth, open, times.
 */
export function greedyWays(plan: Plan, ways: Ways): Sql {
  const { count } = ways;
  const carried = columns(ways.carried);
  let stage = ways.source;
  for (let step = count; step > 1; step -= 1) {
    stage = sql`(
    select ${carried}, ms, flags, ${waysFrom(ways, step)}
    from ${stage}
  )`;
  }
  const later = stepsAfter(ways, 1);
  const entries = [
    sql`arrayFilter((t, f) -> ${ways.serves(1)}, ms, flags) as ${timeAt(1)}`,
    ...later.map(
      (to) => sql`arrayFilter((t, f) -> ${ways.serves(1)}, ${wayOn(1, to)}, flags) as ${timeAt(to)}`,
    ),
  ];
  const times = [
    sql`toInt64(arrayElement(${timeAt(1)}, best))`,
    ...later.map((to) => sql`arrayElement(${timeAt(to)}, best) - 1`),
  ];
  return sql`(
    select ${carried}, depth, depth < ${u32(count)} and ${runs(plan, sql`arrayElement(times, 1)`)} as open,
      indexOf(depths, depth) as best, arraySlice([${join(times, ', ')}], 1, depth) as times
    from (
      select ${carried}, ${join(entries, ', ')}, ${depthsOf(plan, ways)} as depths, arrayMax(depths) as depth
      from ${stage}
    )
  )`;
}

/** The steps behind one. */
const stepsAfter = ({ count }: Ways, step: number): number[] =>
  Array.from({ length: count - step }, (_, i) => step + 1 + i);

/** Of each entry the time of a step, plus one; 0 where its way does not get so far. Of the first step its time. */
const timeAt = (step: number): Sql => column(`time_${step}`);

/** Of each event, or the next one that serves the step `from`, when the earliest way on from it gets to the step `to`, plus one; 0 for never. */
const wayTo = (from: number, to: number): Sql => column(`way_${from}_${to}`);

/** The same of what comes after each event. */
const wayOn = (step: number, to: number): Sql =>
  sql`arrayPopFront(arrayPushBack(${wayTo(step + 1, to)}, toUInt64(0)))`;

/** The ways on from a step: columns of {@link wayTo}. */
function waysFrom(ways: Ways, step: number): Sql {
  const own = column(`own_${step}`);
  return join(
    [
      sql`arrayMap((t, f) -> if(${ways.serves(step)}, t + 1, toUInt64(0)), ms, flags) as ${own}`,
      sql`arrayReverseFill(x -> x > 0, ${own}) as ${wayTo(step, step)}`,
      ...stepsAfter(ways, step).map(
        (to) => sql`arrayReverseFill((x, own) -> own > 0, ${wayOn(step, to)}, ${own}) as ${wayTo(step, to)}`,
      ),
    ],
    ', ',
  );
}

/** How far each entry gets within the window: the times of a way only grow. */
function depthsOf({ windowMs }: Plan, ways: Ways): Sql {
  const later = stepsAfter(ways, 1);
  const reached = later.map(
    (to) => sql`(${timeAt(to)} > 0 and ${timeAt(to)} - ${timeAt(1)} <= ${u64(windowMs + 1)})`,
  );
  const times = join([timeAt(1), ...later.map(timeAt)], ', ');
  return sql`arrayMap((${times}) -> toUInt32(${reached.reduce((sum, one) => sql`${sum} + ${one}`, sql`1`)}), ${times})`;
}
