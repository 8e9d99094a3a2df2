import type { Context } from '#src/access/index.ts';
import { type Estimate, known, unknown } from '#src/basics/estimate.ts';
import { limits, saidOf } from '#src/customers/frame/index.ts';
import { countedBySaid } from '#src/customers/value/index.ts';
import { turn } from '#src/insights/aside/index.ts';
import { type Group, groupsIn } from '#src/insights/newcomers/index.ts';
import { estimateShare } from '#src/maths/intervals/index.ts';
import {
  atRiskAt,
  type SurvivalCurve,
  type SurvivalRow,
  survivalAt,
  survivalCurve,
  survivalQuantile,
} from '#src/maths/survival/index.ts';
import type { CurveAnswer, CurveAsk, Waits } from './ask.ts';
import { type WaitPlan, waitPlan } from './begin.ts';
import { differenceOf, type Told } from './difference.ts';
import { waitRows } from './waits.ts';
import { naiveWords, waitDefinition, waitVerdict } from './words.ts';

const hoursPerDay = 24;

/** Steps of a curve that are told one by one; of many groups, so many that the answer stays one to be sent. */
const mostSteps = 400;
const leastSteps = 20;
const stepsInAll = 24_000;

type KeyedRow = SurvivalRow & { readonly key: number };

/** How long newcomers wait for the first value, those still waiting included. @throws DomainError those of `waitPlan` */
export async function curveOf(context: Context, ask: CurveAsk): Promise<CurveAnswer> {
  const plan = await waitPlan(context, ask);
  const rows = await context.warehouse.rows(waitRows(plan), limits(context));
  const all = rows.map((row) => ({
    key: Number(row.key),
    duration: Number(row.hours),
    ended: Number(row.reached) === 1,
    weight: Number(row.people),
  }));
  const everyone = waitsOf({ kind: 'all', value: null }, all, { ...ask, steps: mostSteps });
  const apart = ask.apart.by !== 'nothing';
  const told = await toldOf(plan, all, ask);
  const groups = apart ? told.map(({ waits }) => waits) : [];
  const difference = apart ? differenceOf(told) : null;
  const naive = naiveMedian(all);
  return {
    ...saidOf(plan.frame, ask),
    everyone,
    groups,
    difference,
    naive: { median: naive, words: naiveWords(naive) },
    unknownHolders: plan.unknownHolders,
    verdict: waitVerdict(everyone, difference, {
      unit: plan.frame.unit,
      ...(ask.apart.by === 'period' ? { period: ask.apart.period } : {}),
    }),
    definition: waitDefinition(plan, { difference }),
    ...countedBySaid([plan.value]),
  };
}

/** Each group's waits, in turn with what others ask: there may be a thousand groups. */
async function toldOf(plan: WaitPlan, all: readonly KeyedRow[], ask: CurveAsk): Promise<Told[]> {
  const own = groupsIn(
    plan.frame,
    plan.newcomers,
    plan.grouping,
    Map.groupBy(all, ({ key }) => key),
  );
  const steps = Math.max(leastSteps, Math.min(mostSteps, Math.floor(stepsInAll / own.length)));
  const told: Told[] = [];
  for (const { group, counted = [] } of own) {
    await turn();
    told.push({ rows: counted, waits: waitsOf(group, counted, { ...ask, steps }) });
  }
  await turn();
  return told;
}

interface Shown extends Pick<CurveAsk, 'within'> {
  /** Most steps told one by one. */
  readonly steps: number;
}

function waitsOf(group: Group, rows: readonly SurvivalRow[], { within, steps }: Shown): Waits {
  const curve = survivalCurve(rows);
  const { customers, ended } = curve;
  const ever = estimateShare({ hits: ended, total: customers });
  return {
    group: { ...group },
    customers,
    reached: ended,
    waiting: customers - ended,
    median: quantile(curve, 0.5),
    quarter: quantile(curve, 0.25),
    ever: ever.known ? known({ share: ever.value.share, ...ever.value.interval }) : ever,
    within: [...new Set(within)].sort((a, b) => a - b).map((days) => readAt(curve, rows, days)),
    steps: stepsOf(curve, steps),
  };
}

function quantile(curve: SurvivalCurve, share: number): Waits['median'] {
  const found = survivalQuantile(curve, share);
  if (!found.known) return found;
  const { time, low, high } = found.value;
  return known({
    days: time / hoursPerDay,
    low: low.known ? low.value / hoursPerDay : null,
    high: high.known ? high.value / hoursPerDay : null,
  });
}

function readAt(curve: SurvivalCurve, rows: readonly SurvivalRow[], days: number): Waits['within'][number] {
  const hours = days * hoursPerDay;
  const still = survivalAt(curve, hours);
  const interval = still.known && still.value.interval.known ? still.value.interval.value : null;
  return {
    days,
    share: still.known ? known(1 - still.value.share) : still,
    low: interval === null ? null : 1 - interval.high,
    high: interval === null ? null : 1 - interval.low,
    reached: rows
      .filter(({ ended, duration }) => ended && duration <= hours)
      .reduce((sum, { weight = 1 }) => sum + weight, 0),
    watched: atRiskAt(curve, hours),
  };
}

function stepsOf({ steps }: SurvivalCurve, most: number): Waits['steps'] {
  const dayOf = (time: number) => Math.ceil(time / hoursPerDay);
  const byDay =
    steps.length <= most
      ? steps
      : steps.filter(({ time }, i) => dayOf(steps[i + 1]?.time ?? Number.POSITIVE_INFINITY) > dayOf(time));
  const every = Math.ceil(byDay.length / most);
  return byDay
    .filter((_, i) => i % every === 0 || i === byDay.length - 1)
    .map(({ time, atRisk, share, interval }) => ({
      days: time / hoursPerDay,
      share: 1 - share,
      low: interval.known ? 1 - interval.value.high : null,
      high: interval.known ? 1 - interval.value.low : null,
      waiting: atRisk,
    }));
}

/** The median of those who got it, which leaves out whoever still waits. */
function naiveMedian(rows: readonly SurvivalRow[]): Estimate<number> {
  const ended = rows.filter((row) => row.ended).sort((a, b) => a.duration - b.duration);
  const people = ended.reduce((sum, { weight = 1 }) => sum + weight, 0);
  if (people === 0) return unknown('no_events');
  const at = (place: number): number => {
    let before = 0;
    for (const { duration, weight = 1 } of ended) {
      before += weight;
      if (before >= place) return duration;
    }
    throw new Error(`no ${place}th of ${people}`);
  };
  const middle = (at(Math.floor((people + 1) / 2)) + at(Math.floor(people / 2) + 1)) / 2;
  return known(middle / hoursPerDay);
}
