import { type Estimate, known, unknown } from '#src/basics/estimate.ts';
import { periodOf } from '#src/customers/calendar/index.ts';
import {
  type Column,
  entryDays,
  hasBegun,
  isOver,
  type Plan,
  rollingDays,
  type Sum,
  type Tally,
} from '#src/insights/cohorts/index.ts';
import { wilson } from '#src/maths/intervals/index.ts';
import type { Cell, CellState, StartPeriod } from './ask.ts';

/** A share with its people, as cells and the start period tell it. */
export type Figure = StartPeriod;

/**
 * The figure of a column over tallies that belong together (a row, or all rows).
 *
 * People whose own period is over are eligible; those whose period has begun are seen so far.
 */
export function figureOf(plan: Plan, tallies: readonly Tally[], column: Column, state: CellState): Figure {
  const over = counted(
    tallies.filter(({ base }) => isOver(plan, base, column)),
    column,
  );
  const begun = counted(
    tallies.filter(({ base }) => hasBegun(plan, base, column)),
    column,
  );
  return {
    state,
    eligible: over.people,
    returned: over.returned,
    ...shareOf(over.returned, over.people, state),
    soFar: state === 'running' ? { begun: begun.people, returned: begun.returned } : null,
  };
}

const counted = (tallies: readonly Tally[], { index }: Column) => ({
  people: total(tallies, ({ size }) => size),
  returned: total(tallies, ({ returned }) => returned.get(index) ?? 0),
});

const total = (tallies: readonly Tally[], of: (tally: Tally) => number): number =>
  tallies.reduce((sum, tally) => sum + of(tally), 0);

function shareOf(
  returned: number,
  eligible: number,
  state: CellState,
): Pick<Figure, 'share' | 'low' | 'high'> {
  if (eligible > 0) return { share: known(returned / eligible), ...wilson(returned, eligible) };
  const why = {
    complete: 'too_few_customers',
    running: 'not_watched_long_enough',
    not_begun: 'not_begun',
  } as const;
  return { share: unknown(why[state]), low: null, high: null };
}

/** A whole cell: for column 0 the size of the cohort, else the figure; with the measure where one is asked for. */
export function cellOf(plan: Plan, tallies: readonly Tally[], column: Column, state: CellState): Cell {
  const measured = measureOf(plan, tallies, column, state);
  if (column.index > 0)
    return { interval: column.index, ...figureOf(plan, tallies, column, state), ...measured };
  const size = total(tallies, (tally) => tally.size);
  return {
    interval: 0,
    state,
    eligible: size,
    returned: size,
    share: size > 0 ? known(1) : unknown('too_few_customers'),
    low: null,
    high: null,
    soFar: null,
    ...measured,
  };
}

function measureOf(
  plan: Plan,
  tallies: readonly Tally[],
  column: Column,
  state: CellState,
): Pick<Cell, 'value' | 'valueShare'> {
  if (plan.ask.measure.kind === 'share') return { value: null, valueShare: null };
  const eligible = tallies.filter(({ base }) => isOver(plan, base, column));
  const value = measuredIn(plan, eligible, column.index, state);
  const first = measuredIn(plan, eligible, 0, state);
  return { value, valueShare: ratio(value, first) };
}

function measuredIn(
  plan: Plan,
  tallies: readonly Tally[],
  index: number,
  state: CellState,
): Estimate<number> {
  const people = total(tallies, ({ size }) => size);
  if (people === 0) return shareOf(0, 0, state).share;
  const sums = tallies.flatMap(({ amounts }) => amounts.get(index) ?? []);
  if (new Set(sums.flatMap(({ currencies }) => currencies)).size > 1) return unknown('mixed_currencies');
  const amount = inUnits(sums);
  if (plan.ask.measure.kind === 'sum') return known(amount);
  if (plan.ask.measure.kind === 'per_customer') return known(amount / people);
  const valued = sums.reduce((sum, one) => sum + one.valued, 0);
  return valued === 0 ? unknown('no_events') : known(amount / valued);
}

const inUnits = (sums: readonly Sum[]): number =>
  Number(sums.reduce((sum, { millionths }) => sum + millionths, 0n)) / 1e6;

function ratio(value: Estimate<number>, first: Estimate<number>): Estimate<number> {
  if (!value.known) return value;
  if (!first.known) return first;
  return first.value === 0 ? unknown('not_computable') : known(value.value / first.value);
}

/**
 * Whether a column is over for everybody who may enter in a row, has begun for somebody, or for nobody.
 *
 * Told by the calendar alone: it does not depend on who happens to have entered.
 */
export function stateOf(plan: Plan, row: number, column: Column): CellState {
  const { first, last } = entryDays(plan, row);
  if (plan.ask.window === 'rolling') {
    const { over, begun } = rollingDays(plan, { first, last }, column);
    return over ? 'complete' : begun ? 'running' : 'not_begun';
  }
  const base = (day: number) => periodOf(day, plan.ask.interval, plan.weekStart);
  if (isOver(plan, base(last), column)) return 'complete';
  return hasBegun(plan, base(first), column) ? 'running' : 'not_begun';
}

/** The state of a figure pooled over rows: complete as soon as anybody's period is over. */
export function pooledState(plan: Plan, tallies: readonly Tally[], column: Column): CellState {
  if (tallies.some(({ base }) => isOver(plan, base, column))) return 'complete';
  return tallies.some(({ base }) => hasBegun(plan, base, column)) ? 'running' : 'not_begun';
}
