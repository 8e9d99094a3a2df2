import { join, type Sql, sql, typed } from '#src/basics/sql.ts';
import { backward } from './backward.ts';
import { column, columns, exists, forwardState, part, u32, u64 } from './chain-state.ts';
import { forward } from './forward.ts';
import { histories, isEntry, type Order } from './histories.ts';
import type { Plan } from './plan.ts';
import { exclusionBit } from './rows.ts';

/**
 * Paths in order, or in strict order.
 *
 * A chain is a row of different events, one per step, each after the one before, within the windows and without an
 * excluded event between. Of two chains, taking of each step the later event gives a chain again, and so does taking
 * the earlier one. So it is enough to remember, per step, the latest chain so far: going forward through a person's
 * events it finds the deepest step; going backward from that step, the earliest end finds the first entry that
 * reaches it and, step by step, its earliest way. Each is a few passes over whole arrays per step.
 *
 * Grain: one row per unit that entered: unit, tied, ms, vals, depth, places (positions in ms of the steps reached), open.
 */
export function orderedPaths(plan: Plan, order: Order): Sql {
  const carried = [...handedOn(plan), 'flags', 'idx', ...exclusionColumns(plan)];
  const told = withExclusions(plan, histories(plan, order));
  const deep = withDepth(plan, told, carried);
  return plan.ask.order === 'strict' ? strictPaths(plan, deep) : placedPaths(plan, deep, carried);
}

/** Columns of every path. */
export const handedOn = (plan: Plan): string[] => [
  'unit',
  'tied',
  'ms',
  ...(hasValues(plan) ? ['vals'] : []),
];

export const hasValues = ({ ask }: Plan): boolean => ask.breakdown?.by === 'property';

const exclusionColumns = ({ ask }: Plan): string[] =>
  ask.exclusions.flatMap((_, j) => [`excluded_before_${j}`, `excluded_after_${j}`, `excluded_last_${j}`]);

/** Adds positions: of the last excluded event before each event, of the first after it, of the last of all; 0 for none. */
function withExclusions(plan: Plan, told: Sql): Sql {
  const marks = plan.ask.exclusions.flatMap((_, j) => {
    const at = sql`arrayMap((f, i) -> if(bitAnd(f, ${u32(exclusionBit(plan, j))}) != 0, toUInt64(i), toUInt64(0)), flags, idx)`;
    return [
      sql`arrayPopBack(arrayPushFront(arrayFill(x -> x > 0, ${at}), toUInt64(0))) as ${column(`excluded_before_${j}`)}`,
      sql`arrayPopFront(arrayPushBack(arrayReverseFill(x -> x > 0, ${at}), toUInt64(0))) as ${column(`excluded_after_${j}`)}`,
      sql`arrayMax(${at}) as ${column(`excluded_last_${j}`)}`,
    ];
  });
  return sql`(
    select ${columns([...handedOn(plan), 'flags'])}, ${join([sql`arrayEnumerate(ms) as idx`, ...marks], ', ')}
    from ${told}
  )`;
}

/** Adds depth, first_entry, and in strict order first_1 … first_n: where a chain first reaches each step. */
function withDepth(plan: Plan, told: Sql, carried: readonly string[]): Sql {
  const strict = plan.ask.order === 'strict';
  const names = plan.ask.steps.map((_, i) => `first_${i + 1}`);
  const reached = forward(plan, told, {
    prefix: '',
    carried,
    entry: isEntry(plan, sql`f`),
    name: 'first',
    told: (_, state, latest) =>
      strict
        ? sql`toUInt64(arrayFirstIndex(x -> ${exists(state, sql`x`)}, ${latest}))`
        : exists(state, sql`arrayElement(${latest}, -1)`),
  });
  const depth = names.reduce((sum, name) => sql`${sum} + (${column(name)} > 0)`, sql`toUInt32(0)`);
  return sql`(
    select ${columns([...carried, ...(strict ? names : [])])}, toUInt32(${depth}) as depth,
      toUInt64(arrayFirstIndex(f -> ${isEntry(plan, sql`f`)}, flags)) as first_entry
    from ${reached}
  )`;
}

/** A chain in strict order is a stretch of events: the first that ends at the deepest step is the path. */
function strictPaths(plan: Plan, deep: Sql): Sql {
  const { steps } = plan.ask;
  const ends = sql`arrayElement(array(${columns(steps.map((_, i) => `first_${i + 1}`))}), depth)`;
  const places = sql`arrayMap(i -> toUInt64(i), range(toUInt64(${ends} - depth + 1), toUInt64(${ends} + 1)))`;
  const waits = sql`arrayElement(${typed('Array(UInt64)', withins(plan))}, depth + 1)`;
  return sql`(
    select ${columns(handedOn(plan))}, depth, places,
      depth < ${u32(steps.length)} and arrayElement(places, -1) = length(ms)
        and ${runs(plan, sql`arrayElement(ms, arrayElement(places, 1))`)}
        and ${known(plan)} - arrayElement(ms, arrayElement(places, -1)) <= ${waits} as open
    from (
      select ${columns(handedOn(plan))}, depth, ${places} as places
      from ${deep}
    )
  )`;
}

const withins = ({ withinMs, windowMs }: Plan): number[] => withinMs.map((within) => within ?? windowMs);

/** The question's instant, since the plan's base: nothing at or after it is known. */
const known = ({ asOf, base }: Plan): Sql => sql`${typed('Int64', asOf - base)}`;

/** Whether the window from an event still runs: something at the question's instant would be within it. */
export const runs = (plan: Plan, began: Sql): Sql => sql`${known(plan)} - ${began} <= ${u64(plan.windowMs)}`;

function placedPaths(plan: Plan, deep: Sql, carried: readonly string[]): Sql {
  const { ask, withinMs } = plan;
  const simple = ask.exclusions.length === 0 && withinMs.every((within) => within === null);
  const walked = backward(plan, deep, [...carried, 'depth', 'first_entry']);
  const began = sql`arrayElement(ms, arrayElement(places, 1))`;
  const runsOn = sql`depth < ${u32(ask.steps.length)} and ${runs(plan, began)}`;
  if (simple)
    return sql`(select ${columns(handedOn(plan))}, depth, places, ${runsOn} as open from ${walked})`;
  return stillOpen(plan, {
    paths: sql`(
    select ${columns(carried)}, depth, places, ${runsOn} as runs_on
    from ${walked}
  )`,
    carried: [...handedOn(plan), 'depth', 'places', ...ask.exclusions.map((_, j) => `excluded_last_${j}`)],
  });
}

/**
 * With windows per step or exclusions, a window that runs is not enough: some chain from the path's entry must still
 * be able to go on. Goes forward once more, from that entry alone, for those whose window runs.
 */
function stillOpen(plan: Plan, { paths, carried }: { paths: Sql; carried: readonly string[] }): Sql {
  const arrays = ['ms', 'flags', 'idx', ...plan.ask.exclusions.map((_, j) => `excluded_before_${j}`)];
  const shortened = arrays.map(
    (name) => sql`if(runs_on, ${column(name)}, []) as ${column(`running_${name}`)}`,
  );
  const running = sql`(
    select ${columns(carried)}, arrayElement(places, 1) as place_1, ${join(shortened, ', ')}
    from ${paths}
  )`;
  const passed = forward(plan, running, {
    prefix: 'running_',
    carried: [...carried, 'place_1', ...arrays.map((name) => `running_${name}`)],
    entry: sql`i = place_1`,
    name: 'alive',
    told: (step, _, latest) => mayGoOn(plan, step, sql`arrayElement(${latest}, -1)`),
  });
  const alive = plan.ask.steps.reduce((any, _, i) => sql`${any} or ${column(`alive_${i + 1}`)}`, sql`false`);
  return sql`(
    select ${columns(handedOn(plan))}, depth, places, ${alive} as open
    from ${passed}
  )`;
}

/** Whether the latest chain at a step could still be followed by the next one. */
function mayGoOn(plan: Plan, step: number, latest: Sql): Sql {
  const { ask, withinMs } = plan;
  if (step === ask.steps.length) return sql`false`;
  const state = forwardState(plan, step);
  const within = withinMs[step];
  const pending = ask.exclusions.flatMap(({ from, to }, j) => (from <= step && step < to ? [j] : []));
  return join(
    [
      exists(state, latest),
      ...(within == null ? [] : [sql`${known(plan)} - ${part(state, latest, 'own')} <= ${u64(within)}`]),
      ...pending.map(
        (j) =>
          sql`(depth + 1 < ${u32(ask.exclusions[j]?.to ?? 0)} or ${column(`excluded_last_${j}`)} <= ${part(state, latest, `since_${j}`)})`,
      ),
    ],
    ' and ',
  );
}
