import { join, nothing, type Sql, sql } from '#src/basics/sql.ts';
import {
  backwardState,
  type ChainState,
  column,
  columns,
  exists,
  made,
  none,
  part,
  u32,
  u64,
} from './chain-state.ts';
import type { Plan } from './plan.ts';
import { inRange, stepBit } from './rows.ts';

/**
 * Goes backward from everybody's deepest step (`depth`): of each event that can serve a step on a way to it, the way
 * with the earliest end. Adds `places`, the positions of the path's events.
 *
 * People who got no further than the first step are not walked through: their path is their first entry.
 *
 * @param carried columns to hand on; `depth`, `first_entry`, `idx`, `ms` and `flags` among them
 */
export function backward(plan: Plan, told: Sql, carried: readonly string[]): Sql {
  let stage = shortened(plan, told, carried);
  for (let step = plan.ask.steps.length; step > 1; step -= 1) {
    const serving = servingStep(plan, step);
    stage = sql`(
    select ${columns([...carried, ...walked(plan)])},
      arrayReverseFill(x -> ${exists(backwardState(plan, step), sql`x`)}, ${serving}) as ${column(`next_step_${step}`)}
    from ${stage}
  )`;
  }
  const first = backwardState(plan, 1);
  const path = sql`arrayFirst(x -> ${exists(first, sql`x`)}, ${servingStep(plan, 1)})`;
  return sql`(
    select ${columns(carried)}, if(depth > 1, ${part(first, path, 'path')}, [first_entry]) as places
    from ${stage}
  )`;
}

const walked = ({ ask }: Plan): string[] => [
  'walked_ms',
  'walked_flags',
  'walked_idx',
  ...ask.exclusions.map((_, j) => `walked_after_${j}`),
];

function shortened({ ask }: Plan, told: Sql, carried: readonly string[]): Sql {
  const short = (array: string, name: string) => sql`if(depth > 1, ${column(array)}, []) as ${column(name)}`;
  const exclusions = ask.exclusions.map((_, j) => short(`excluded_after_${j}`, `walked_after_${j}`));
  return sql`(
    select ${columns(carried)}, ${join(
      [short('ms', 'walked_ms'), short('flags', 'walked_flags'), short('idx', 'walked_idx'), ...exclusions],
      ', ',
    )}
    from ${told}
  )`;
}

/** Per event the way from it, as this step, to the deepest step, or none. */
function servingStep(plan: Plan, step: number): Sql {
  const { ask, withinMs, windowMs } = plan;
  const state = backwardState(plan, step);
  const later = backwardState(plan, step + 1);
  const from = (name: string) => part(later, sql`q`, name);
  const last = step === ask.steps.length;
  const opening = last ? [] : ask.exclusions.flatMap(({ from: first }, j) => (first === step ? [j] : []));
  const within = withinMs[step];
  const onwards = [
    sql`depth > ${u32(step)}`,
    sql`${from('end')} > 0`,
    ...(within == null ? [] : [sql`${from('own')} - t <= ${u64(within)}`]),
    ...opening.map(
      (j) =>
        sql`(depth < ${u32(ask.exclusions[j]?.to ?? 0)} or ${column(`x_${j}`)} = 0 or ${column(`x_${j}`)} >= ${from(`upto_${j}`)})`,
    ),
  ];
  const end = last ? sql`t + 1` : sql`if(depth = ${u32(step)}, t + 1, ${from('end')})`;
  const conditions = [
    sql`bitAnd(f, ${u32(stepBit(step))}) != 0`,
    last ? sql`depth = ${u32(step)}` : sql`(depth = ${u32(step)} or (${join(onwards, ' and ')}))`,
    ...(step === 1 ? [sql`bitAnd(f, ${u32(inRange)}) != 0`, sql`${end} - 1 - t <= ${u64(windowMs)}`] : []),
  ];
  const value = valueAt(plan, { step, state, later, end });
  const marks = opening.reduce((all, j) => sql`${all}, ${column(`x_${j}`)}`, nothing);
  const arrays = opening.reduce((all, j) => sql`${all}, ${column(`walked_after_${j}`)}`, nothing);
  return sql`arrayMap((t, f, i${last ? nothing : sql`, q`}${marks}) -> if(${join(conditions, ' and ')}, ${made(state, value)}, ${none(state)}),
      walked_ms, walked_flags, walked_idx${last ? nothing : sql`, arrayPopFront(arrayPushBack(${column(`next_step_${step + 1}`)}, ${none(later)}))`}${arrays})`;
}

interface At {
  readonly step: number;
  readonly state: ChainState;
  readonly later: ChainState;
  readonly end: Sql;
}

const pathFrom = ({ last, step, rest }: { last: boolean; step: number; rest: Sql }): Sql => {
  const here = sql`[toUInt64(i)]`;
  return last ? here : sql`if(depth = ${u32(step)}, ${here}, arrayPushFront(${rest}, toUInt64(i)))`;
};

const valueAt =
  ({ ask }: Plan, { step, later, end }: At) =>
  (name: string): Sql => {
    if (name === 'end') return end;
    if (name === 'path')
      return pathFrom({ last: step === ask.steps.length, step, rest: part(later, sql`q`, 'path') });
    if (name === 'own') return sql`t`;
    const closes = ask.exclusions.some(({ to }, j) => to === step && name === `upto_${j}`);
    return closes ? sql`i` : part(later, sql`q`, name);
  };
