import { join, nothing, type Sql, sql } from '#src/basics/sql.ts';
import {
  type ChainState,
  column,
  columns,
  exists,
  forwardState,
  made,
  none,
  part,
  u32,
  u64,
} from './chain-state.ts';
import type { Plan } from './plan.ts';
import { stepBit } from './rows.ts';

/** How a pass through people's events goes. */
export interface Pass {
  /** Before the names of the arrays gone through: ms, flags, idx, excluded_before_…. */
  readonly prefix: '' | 'running_';
  /** Columns every stage hands on, those arrays among them. */
  readonly carried: readonly string[];
  /** Whether an event (t its time, f its flags, i its position) may be the first of a chain. */
  readonly entry: Sql;
  /**
   * What is told of each step, as a column `<name>_<step>`. Of `latest`, per event: the latest chain that has reached
   * the step by then (in strict order: the chain that this event ends), or none.
   */
  readonly name: string;
  readonly told: (step: number, state: ChainState, latest: Sql) => Sql;
}

/**
 * Goes forward through everybody's events, one stage per step, remembering after each event the latest chain that
 * has reached the step. In strict order a chain goes on with the very next event or not at all.
 */
export function forward(plan: Plan, source: Sql, pass: Pass): Sql {
  let stage = source;
  const kept: string[] = [];
  const toldOf = (step: number): Sql =>
    step === 0
      ? nothing
      : sql`, ${pass.told(step, forwardState(plan, step), column(`latest_${step}`))} as ${column(`${pass.name}_${step}`)}`;
  const count = plan.ask.steps.length;
  for (let step = 1; step <= count; step += 1) {
    const state = forwardState(plan, step);
    const ended = step === 1 ? entering(state, pass) : reaching(plan, step, pass);
    const latest =
      plan.ask.order === 'strict' ? ended : sql`arrayFill(x -> ${exists(state, sql`x`)}, ${ended})`;
    stage = sql`(
    select ${columns([...pass.carried, ...kept])}${toldOf(step - 1)}, ${latest} as ${column(`latest_${step}`)}
    from ${stage}
  )`;
    if (step > 1) kept.push(`${pass.name}_${step - 1}`);
  }
  return sql`(
    select ${columns([...pass.carried, ...kept])}${toldOf(count)}
    from ${stage}
  )`;
}

const arraysOf = ({ prefix }: Pass): Sql => columns([`${prefix}ms`, `${prefix}flags`, `${prefix}idx`]);

const entering = (state: ChainState, pass: Pass): Sql =>
  sql`arrayMap((t, f, i) -> if(${pass.entry}, ${made(state, remembered(undefined))}, ${none(state)}), ${arraysOf(pass)})`;

function reaching(plan: Plan, step: number, pass: Pass): Sql {
  const state = forwardState(plan, step);
  const earlier = forwardState(plan, step - 1);
  const from = (name: string) => part(earlier, sql`p`, name);
  const within = plan.withinMs[step - 1];
  const closing = plan.ask.exclusions.flatMap(({ to }, j) => (to === step ? [j] : []));
  const conditions = [
    sql`bitAnd(f, ${u32(stepBit(step))}) != 0`,
    sql`${from('start')} > 0`,
    sql`t + 1 - ${from('start')} <= ${u64(plan.windowMs)}`,
    ...(within == null ? [] : [sql`t - ${from('own')} <= ${u64(within)}`]),
    ...closing.map((j) => sql`${column(`x_${j}`)} <= ${from(`since_${j}`)}`),
  ];
  const marks = closing.reduce((all, j) => sql`${all}, ${column(`x_${j}`)}`, nothing);
  const arrays = closing.reduce(
    (all, j) => sql`${all}, ${column(`${pass.prefix}excluded_before_${j}`)}`,
    nothing,
  );
  const starts = plan.ask.exclusions.flatMap(({ from: first }, j) => (first === step ? [`since_${j}`] : []));
  const before = sql`arrayPopBack(arrayPushFront(${column(`latest_${step - 1}`)}, ${none(earlier)}))`;
  return sql`arrayMap((t, f, i, p${marks}) -> if(${join(conditions, ' and ')}, ${made(state, remembered({ earlier, starts }))}, ${none(state)}),
      ${arraysOf(pass)}, ${before}${arrays})`;
}

/** What is remembered of a chain that this event goes on with (or begins). */
const remembered =
  (going: { earlier: ChainState; starts: readonly string[] } | undefined) =>
  (name: string): Sql => {
    if (name === 'own') return sql`t`;
    if (going === undefined) return name === 'start' ? sql`t + 1` : sql`i`;
    if (going.starts.includes(name)) return sql`i`;
    return part(going.earlier, sql`p`, name);
  };
