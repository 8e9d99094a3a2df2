import { type Estimate, known, unknown } from '#src/basics/estimate.ts';
import { dateText } from '#src/customers/calendar/index.ts';
import {
  type Column,
  entryDays,
  type Plan,
  type Reading,
  rowStart,
  rowsOf,
  type Tally,
} from '#src/insights/cohorts/index.ts';
import type { Cell, Cohort, RetentionAsk, Series, Summary } from './ask.ts';
import { cellOf, figureOf, pooledState, stateOf } from './figures.ts';

/** One series of the grid, before it is told in words: its place and its tallies. */
export interface SeriesTallies {
  readonly kind: Series['kind'];
  readonly value: string | null;
  readonly tallies: readonly Tally[];
}

/** Tallies by series: values by rank, then those without the value, then others. */
export function bySeries({ split }: Reading, tallies: readonly Tally[]): SeriesTallies[] {
  if (split.by === 'nothing') return [{ kind: 'all', value: null, tallies }];
  const byPlace = Map.groupBy(tallies, ({ series }) => series);
  const of = (place: number) => byPlace.get(place) ?? [];
  const values = split.values.map((value, i) => ({ kind: 'value' as const, value, tallies: of(i + 1) }));
  const rest = [
    { kind: 'missing' as const, value: null, tallies: of(-1) },
    { kind: 'others' as const, value: null, tallies: of(0) },
  ];
  return [...values, ...rest.filter((series) => series.tallies.length > 0)];
}

/** Rows, cells and summary of one series. */
export function seriesOf(
  plan: Plan,
  { kind, value, tallies }: SeriesTallies,
  summary: RetentionAsk['summary'],
): Series {
  const byRow = Map.groupBy(tallies, ({ row }) => row);
  const cohorts = rowsOf(plan).map((row) => cohortOf(plan, row, byRow.get(row) ?? []));
  return {
    kind,
    value,
    size: sizeOf(tallies),
    cohorts,
    summary: summary === 'weighted' ? weighted(plan, tallies) : plain(plan, cohorts, tallies),
  };
}

function cohortOf(plan: Plan, row: number, tallies: readonly Tally[]): Cohort {
  const [first, ...others] = plan.columns;
  if (first === undefined) throw new Error('a plan without columns');
  const state = entryDays(plan, row).last < plan.known.current ? 'complete' : 'running';
  return {
    period: dateText(rowStart(plan, row)),
    state,
    size: sizeOf(tallies),
    startPeriod: figureOf(plan, tallies, first, stateOf(plan, row, first)),
    cells: [
      cellOf(plan, tallies, first, state),
      ...others.map((column) => cellOf(plan, tallies, column, stateOf(plan, row, column))),
    ],
  };
}

/** Summary of a series: everybody eligible counts once, whatever the row. */
export function weighted(plan: Plan, tallies: readonly Tally[]): Summary {
  const [first] = plan.columns;
  if (first === undefined) throw new Error('a plan without columns');
  return {
    kind: 'weighted',
    size: sizeOf(tallies),
    startPeriod: figureOf(plan, tallies, first, pooledState(plan, tallies, first)),
    cells: plan.columns.map((column) => cellOf(plan, tallies, column, pooledState(plan, tallies, column))),
  };
}

/** The mean of the rows' own figures, each row counting alike: only complete cells that hold anybody. */
function plain(plan: Plan, cohorts: readonly Cohort[], tallies: readonly Tally[]): Summary {
  const pooled = weighted(plan, tallies);
  const starts = cohorts.flatMap(({ startPeriod }) =>
    startPeriod.state === 'complete' ? [startPeriod.share] : [],
  );
  return {
    ...pooled,
    kind: 'plain',
    startPeriod: { ...pooled.startPeriod, share: meanOf(starts), low: null, high: null },
    cells: pooled.cells.map((cell, i) => (i === 0 ? cell : plainCell(cell, cohorts, i))),
  };
}

function plainCell(pooled: Cell, cohorts: readonly Cohort[], place: number): Cell {
  const complete = cohorts
    .flatMap(({ cells }) => cells[place] ?? [])
    .filter(({ state }) => state === 'complete');
  const mean = (of: (cell: Cell) => Estimate<number> | null) =>
    pooled.value === null ? null : meanOf(complete.flatMap((cell) => of(cell) ?? []));
  return {
    ...pooled,
    share: meanOf(complete.map(({ share }) => share)),
    low: null,
    high: null,
    value: mean(({ value }) => value),
    valueShare: mean(({ valueShare }) => valueShare),
  };
}

function meanOf(figures: readonly Estimate<number>[]): Estimate<number> {
  const values = figures.flatMap((figure) => (figure.known ? [figure.value] : []));
  if (values.length === 0) return unknown('not_watched_long_enough');
  return known(values.reduce((sum, value) => sum + value, 0) / values.length);
}

export const sizeOf = (tallies: readonly Tally[]): number => tallies.reduce((sum, { size }) => sum + size, 0);

/** What each cell's index spans, in intervals; a span without an end is told by where it closes. */
export const columnsShown = (columns: readonly Column[]) =>
  columns.map(({ index, from, closes }) => ({ interval: index, from, to: closes }));
