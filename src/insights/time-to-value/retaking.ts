import type { Context } from '#src/access/index.ts';
import { type Estimate, known, unknown } from '#src/basics/estimate.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { dateText } from '#src/customers/calendar/index.ts';
import { requireKnown } from '#src/customers/event-match/index.ts';
import { allOf } from '#src/customers/filters/index.ts';
import { framed, limits, listedBy, type PeopleBehind, saidOf } from '#src/customers/frame/index.ts';
import { named } from '#src/customers/naming/index.ts';
import { countedBySaid, deedAsked, requireByDay, settledDeed } from '#src/customers/value/index.ts';
import type { Measuring } from '#src/insights/comparable/index.ts';
import { medianSurvival, survivalCurve } from '#src/maths/survival/index.ts';
import type {
  RetakingAnswer,
  RetakingAsk,
  RetakingOf,
  RetakingOfAsk,
  RetakingPeopleAsk,
  Spread,
} from './retaking-ask.ts';
import { retakingDefinition, retakingVerdict } from './retaking-words.ts';
import { type Bar, gapsOf, quantileOf, spansOf } from './rhythm.ts';
import {
  daysOfOne,
  type Kind,
  type RetakingPlan,
  retakingPlan,
  rhythms,
  type TallyRow,
  tallyRows,
} from './rhythm-rows.ts';

/** How fast, how often and how long the crowd takes the value again. @throws DomainError those of `planOf` */
export async function retakingOf(
  context: Context,
  ask: RetakingAsk,
  how: Measuring = { dated: true },
): Promise<RetakingAnswer> {
  const plan = await planOf(context, ask);
  const rows = await context.warehouse.rows(tallyRows(plan), limits(context));
  const bars = (kind: Kind, scale = 1) => barsOf(rows, kind, scale);
  const people = new Map(bars('person').map(({ value, count }) => [value, count]));
  const inState = (...states: number[]) => states.reduce((sum, state) => sum + (people.get(state) ?? 0), 0);
  const [ended, running] = [bars('span_ended'), bars('span_running')];
  const curve = survivalCurve([
    ...ended.map(({ value, count }) => ({ duration: value, ended: true, weight: count })),
    ...running.map(({ value, count }) => ({ duration: value, ended: false, weight: count })),
  ]);
  const median = medianSurvival(curve);
  const gaps = bars('gap');
  const counted = {
    customers: inState(0, 1, 2, 3),
    once: inState(0, 1),
    valueDays: countIn(gaps) + inState(0, 1, 2, 3),
    speed: spreadOf(gaps),
    ownSpeed: spreadOf(bars('own_gap_twice', 0.5)),
    frequency: spreadOf(bars('days_of_period')),
    duration: {
      spans: curve.customers,
      running: countIn(running),
      median: median.known ? known(median.value.time) : median,
      steps: curve.steps.map(({ time, share, atRisk }) => ({ days: time, share, spans: atRisk })),
    },
    streaks: { running: inState(1, 3), broken: inState(0, 2) },
  };
  return {
    ...saidOf(plan.frame, ask),
    ...counted,
    verdict: retakingVerdict(counted, { period: ask.period, unit: plan.frame.unit }),
    definition: retakingDefinition(plan, how),
    ...countedBySaid([plan.value]),
  };
}

/** Which of those who take the value. */
export type RetakingWhich = Omit<RetakingPeopleAsk, 'limit' | 'cursor'>;

/** Those behind a figure. @throws DomainError those of `planOf` */
export async function whoRetakes(context: Context, asked: RetakingWhich): Promise<PeopleBehind> {
  const plan = await planOf(context, asked.ask);
  return { frame: plan.frame, people: chosen(plan, asked) };
}

export const { page: retakingPeople, everyone: everyoneRetaking } = listedBy(whoRetakes);

/** One customer's days of value, gaps and spans. @throws DomainError those of `planOf` */
export async function retakingOfOne(context: Context, { ask, customer }: RetakingOfAsk): Promise<RetakingOf> {
  const plan = await planOf(context, { ...ask, unit: 'customer', people: [] });
  const rows = await context.warehouse.rows(daysOfOne(plan, customer), limits(context));
  const days = rows.map(({ day }) => Number(day));
  const [person] = await named(context, [customer]);
  if (person === undefined) throw new Error(`customer ${customer} has no name`);
  const spans = spansOf(days, { tolerance: ask.tolerance, lastKnown: plan.to });
  const [latest, before] = [spans.at(-1), spans.at(-2)];
  const broken = latest?.state === 'broken' ? latest : before;
  return {
    ...saidOf(plan.frame, ask),
    person,
    days: days.map(dateText),
    gaps: gapsOf(days),
    medianGap: medianOf(gapsOf(days)),
    frequency: { valueDays: days.length, spanDays: (days.at(-1) ?? 0) - (days[0] ?? 0) },
    spans: spans.map(({ from, to, valueDays, state }) => ({
      from: dateText(from),
      to: dateText(to),
      days: to - from,
      valueDays,
      state,
    })),
    current:
      latest === undefined
        ? null
        : { state: latest.state, since: dateText(latest.from), lastDay: dateText(latest.to) },
    lastBreak: broken === undefined ? null : dateText(broken.to),
    ...countedBySaid([plan.value]),
  };
}

/**
 * @throws DomainError `insights.unknown_event`, `insights.unknown_property`, `insights.empty_range`, `value.not_by_day`,
 * those of `settledDeed` and of people's conditions
 */
async function planOf(context: Context, ask: RetakingAsk): Promise<RetakingPlan> {
  const value = await settledDeed(context, ask.value, 'value');
  requireByDay(value, 'value');
  const plan = retakingPlan(await framed(context, ask), ask, value);
  await requireKnown(context, deedAsked('value', value));
  return plan;
}

/** The bitmap of those behind a figure. Grain: one row. */
function chosen(
  plan: RetakingPlan,
  { which, atLeast, atMost }: Pick<RetakingPeopleAsk, 'which' | 'atLeast' | 'atMost'>,
): Sql {
  const twice = (limit: number) => typed('Float64', limit * 2);
  const passing = {
    all: sql`true`,
    once: sql`length(days) = 1`,
    running: sql`running`,
    broken: sql`not running`,
    own_speed: allOf([
      sql`length(days) > 1`,
      ...(atLeast === null ? [] : [sql`ownGapTwice >= ${twice(atLeast)}`]),
      ...(atMost === null ? [] : [sql`ownGapTwice <= ${twice(atMost)}`]),
    ]),
  }[which];
  return sql`
    select groupBitmapState(unit) as people
    from ${rhythms(plan)}
    where ${passing}`;
}

const barsOf = (rows: readonly TallyRow[], kind: Kind, scale: number): Bar[] =>
  rows
    .filter((row) => row.kind === kind)
    .map(({ value, times }) => ({ value: Number(value) * scale, count: Number(times) }))
    .sort((a, b) => a.value - b.value);

const countIn = (bars: readonly Bar[]): number => bars.reduce((sum, { count }) => sum + count, 0);

const spreadOf = (bars: readonly Bar[]): Spread => ({
  count: countIn(bars),
  lowerQuartile: quantileOf(bars, 0.25),
  median: quantileOf(bars, 0.5),
  upperQuartile: quantileOf(bars, 0.75),
  bars: bars.map((bar) => ({ ...bar })),
});

const medianOf = (values: readonly number[]): Estimate<number> =>
  values.length === 0
    ? unknown('no_events')
    : quantileOf(
        values.toSorted((a, b) => a - b).map((value) => ({ value, count: 1 })),
        0.5,
      );
