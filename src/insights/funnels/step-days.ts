import { type Sql, sql, typed } from '#src/basics/sql.ts';
import type { EventMatch } from '#src/customers/event-match/index.ts';
import { bitmapDaysOf, hasBitmaps, int } from '#src/customers/frame/index.ts';
import { type Plan, waysOf } from './plan.ts';

const dayMs = 86_400_000;

/** Local days at most between an entry and an event within its window, changes of clocks included. */
const reach = ({ windowMs }: Plan): number => Math.ceil(windowMs / dayMs) + 1;

/** The last day of which events are read. */
export const lastDay = (plan: Plan): number => plan.to + reach(plan);

/** Whether every way of the step at a place can be read from bitmaps. */
export const onlyBitmaps = (plan: Plan, step: number): boolean =>
  waysOfStep(plan, step).every((match) => hasBitmaps(plan, match));

/** Days of the first step by which one may enter: on_day, customers. */
export const daysOfFirst = (plan: Plan): Sql =>
  bitmapDaysOf(plan, waysOfStep(plan, 1), { from: plan.from, to: plan.to });

/** Whoever did the first step on one of the days, as a bitmap. */
export const didFirst = (plan: Plan): Sql =>
  sql`(select groupBitmapMergeState(customers) from ${daysOfFirst(plan)})`;

/**
 * Days are told by stretches of a third of the reach: less than half the work of single days, for a tenth more people. How
 * many days a stretch has, and how many stretches before its own an entry within reach lies at most.
 */
export function stretchesOf(plan: Plan): { readonly days: number; readonly before: number } {
  const days = Math.ceil(reach(plan) / 3);
  return { days, before: Math.ceil(reach(plan) / days) };
}

/**
 * Whoever may have got to the second step, as a bitmap: did it on a day within reach of one on which they may have
 * entered. Of 72,000 who did both at some time, half; 32,000 got there.
 */
export function withinReach(plan: Plan): Sql {
  const { days, before } = stretchesOf(plan);
  const steps = [...waysOfStep(plan, 1), ...waysOfStep(plan, 2)];
  return sql`(
    select groupBitmapMergeState(bitmapAnd(entered, second))
    from (
      select groupBitmapMergeStateIf(customers, ${isStep(plan, 2)}) as second,
        groupBitmapMergeState(groupBitmapMergeStateIf(customers, ${isStep(plan, 1)} and on_day <= ${int(plan.to)})) over (order by stretch range between ${before} preceding and current row) as entered
      from ${bitmapDaysOf(plan, steps, { from: plan.from, to: lastDay(plan) })}
      group by intDiv(on_day, ${days}) as stretch
    )
  )`;
}

const waysOfStep = ({ ask }: Plan, step: number): EventMatch[] =>
  ask.steps.slice(step - 1, step).flatMap(waysOf);

const isStep = (plan: Plan, step: number): Sql =>
  sql`event in ${typed(
    'Array(String)',
    waysOfStep(plan, step).map(({ event }) => event ?? ''),
  )}`;
