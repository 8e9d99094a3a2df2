import { type Estimate, known, unknown } from '#src/basics/estimate.ts';
import { dateText, dayNumber, firstDayOf, startOfDay } from '#src/customers/calendar/index.ts';
import { wilson } from '#src/maths/intervals/index.ts';
import type { FunnelSeries, Share, StepFigures, TrendPoint, Wait } from './ask.ts';
import type { Split } from './paths.ts';
import { type Plan, periodsOf } from './plan.ts';
import { binEdges, type Counted, type Tally, type WaitTally } from './tallies.ts';

/** One series before it is told: its place and its tallies. */
export interface SeriesTallies {
  readonly kind: FunnelSeries['kind'];
  readonly value: string | null;
  readonly tallies: readonly Tally[];
  readonly waits: readonly WaitTally[];
}

/** Tallies by series: values by rank, then those without the value, then others. */
export function bySeries(split: Split, { tallies, waits }: Counted): SeriesTallies[] {
  if (split.by === 'nothing') return [{ kind: 'all', value: null, tallies, waits }];
  const at = (place: number) => ({
    tallies: tallies.filter(({ series }) => series === place),
    waits: waits.filter(({ series }) => series === place),
  });
  const values = split.values.map((value, i) => ({ kind: 'value' as const, value, ...at(i + 1) }));
  const rest = [
    { kind: 'missing' as const, value: null, ...at(-1) },
    { kind: 'others' as const, value: null, ...at(0) },
  ];
  return [...values, ...rest.filter((series) => series.tallies.length > 0)];
}

/** Everything told of one series. */
export function seriesFigures(plan: Plan, { kind, value, tallies, waits }: SeriesTallies): FunnelSeries {
  const last = plan.ask.steps.length;
  const steps = plan.ask.steps.map((_, i) => stepFigures(tallies, i + 1, last));
  const byPeriod = Map.groupBy(tallies, ({ period }) => period);
  return {
    kind,
    value,
    entered: people(tallies),
    over: people(tallies.filter(({ over }) => over)),
    converted: people(atLeast(tallies, last)),
    open: people(tallies.filter(({ open }) => open)),
    dropped: people(tallies.filter(({ open, depth }) => !open && depth < last)),
    steps,
    waits: waitFigures(plan, tallies, waits),
    trend: periodsOf(plan).map((period) => trendPoint(plan, period, byPeriod.get(period) ?? [])),
  };
}

/** How many people are in tallies. */
export const people = (tallies: readonly Tally[]): number =>
  tallies.reduce((sum, tally) => sum + tally.people, 0);

/** Those of tallies who got to a step. */
export const atLeast = (tallies: readonly Tally[], step: number): Tally[] =>
  tallies.filter(({ depth }) => depth >= step);

/** Those of tallies whose window is over. */
export const settled = (tallies: readonly Tally[]): Tally[] => tallies.filter(({ over }) => over);

function stepFigures(tallies: readonly Tally[], step: number, last: number): StepFigures {
  const here = tallies.filter(({ depth }) => depth === step && step < last);
  const over = (at: number) => people(settled(atLeast(tallies, at)));
  const entered = people(tallies);
  return {
    step,
    reached: people(atLeast(tallies, step)),
    dropped: people(here.filter(({ open }) => !open)),
    open: people(here.filter(({ open }) => open)),
    over: over(step),
    ...shareOf(over(step), over(1), entered),
    fromBefore:
      step === 1 ? shareOf(over(1), over(1), entered) : shareOf(over(step), over(step - 1), entered),
  };
}

/** A share of those whose window is over; unknown where it is over for nobody of those who entered. */
export function shareOf(hits: number, total: number, entered: number): Share {
  if (total > 0) return { share: known(hits / total), ...wilson(hits, total) };
  return { share: unknownOf(entered), low: null, high: null };
}

const unknownOf = (entered: number): Estimate<never> =>
  unknown(entered > 0 ? 'not_watched_long_enough' : 'too_few_customers');

function trendPoint(plan: Plan, period: number, tallies: readonly Tally[]): TrendPoint {
  const last = plan.ask.steps.length;
  const over = settled(tallies);
  const entered = people(tallies);
  return {
    period: dateText(firstDayOf(period, plan.ask.trend, plan.weekStart)),
    state: mayStillRun(plan, period) ? 'running' : 'complete',
    entered,
    over: people(over),
    converted: people(atLeast(tallies, last)),
    convertedOver: people(atLeast(over, last)),
    ...shareOf(people(atLeast(over, last)), people(over), entered),
  };
}

/** Whether the window of somebody who entered on the period's last day may still run. */
function mayStillRun({ ask, weekStart, zone, windowMs, asOf }: Plan, period: number): boolean {
  const next = Math.min(firstDayOf(period + 1, ask.trend, weekStart), dayNumber(ask.to) + 1);
  return startOfDay(next, zone) - 1 + windowMs >= asOf;
}

function waitFigures(plan: Plan, tallies: readonly Tally[], waits: readonly WaitTally[]): Wait[] {
  const last = plan.ask.steps.length;
  const stretches = plan.ask.steps.slice(1).map((_, i) => ({ from: i + 1, to: i + 2 }));
  const all = last > 2 ? [...stretches, { from: 1, to: last }] : stretches;
  const edges = binEdges(plan);
  return all.map(({ from, to }) => {
    const found = waits.find((wait) => wait.from === from && wait.to === to);
    const doubt = people(settled(tallies)) > 0 ? unknown('too_few_customers') : unknownOf(people(tallies));
    return {
      from,
      to,
      people: found?.people ?? 0,
      meanMs: found === undefined ? doubt : known(found.totalMs / found.people),
      medianMs: found === undefined ? doubt : known(found.medianMs),
      bins: edges.map((edge, i) => ({
        fromMs: edge,
        belowMs: edges[i + 1] ?? null,
        people: found?.bins[i] ?? 0,
      })),
    };
  });
}
