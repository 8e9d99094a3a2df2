import { type AskedMatch, requireKnown } from '#src/customers/event-match/index.ts';
import { type Engines, limits, saidOf } from '#src/customers/frame/index.ts';
import { requireTraitApart } from '#src/customers/traits/index.ts';
import { countedBySaid } from '#src/customers/value/index.ts';
import type { FunnelAsk, FunnelGrid, FunnelQuestion, SettledFunnel } from './ask.ts';
import { definitionOf } from './definition.ts';
import { bySeries, seriesFigures } from './grid.ts';
import type { Order } from './histories.ts';
import type { Reading, Split } from './paths.ts';
import { type Plan, planned, valuedIn, waysOf } from './plan.ts';
import { type Counted, counted, rankedValues } from './tallies.ts';
import { verdictOf } from './verdict.ts';
import { stepNames } from './words.ts';

/** The whole funnel. */
export async function gridOf(engines: Engines, ask: FunnelAsk): Promise<FunnelGrid> {
  const plan = await planned(engines, ask);
  const { split, found } = await countedKnown(engines, plan);
  const series = bySeries(split, found);
  return {
    steps: stepNames(plan.ask),
    series: series.map((one) => seriesFigures(plan, one)),
    verdict: verdictOf(plan, series, engines.workspace.smallestDifference),
    definition: definitionOf(plan),
    ...countedBySaid(valuedIn(plan)),
    ...saidOf(plan, ask),
  };
}

/** Counts, and looks whether all that is named is known: where somebody went all the way that is told by the numbers. */
async function countedKnown(engines: Engines, plan: Plan): Promise<{ split: Split; found: Counted }> {
  const look = () => requireKnown(engines, matchesOf(plan.ask));
  const stepsAlone = namesStepsAlone(plan.ask);
  const [counts] = await Promise.all([splitAndCounted(engines, plan), stepsAlone ? undefined : look()]);
  const wentAllTheWay = counts.found.tallies.some(({ depth }) => depth === plan.ask.steps.length);
  if (stepsAlone && !wentAllTheWay) await look();
  return counts;
}

/** Whether nothing is named but one event for each step. */
const namesStepsAlone = ({ steps, exclusions, breakdown }: SettledFunnel): boolean =>
  exclusions.length === 0 &&
  breakdown?.by !== 'property' &&
  steps.every(({ where, or }) => where.length === 0 && or === undefined);

async function splitAndCounted(engines: Engines, plan: Plan): Promise<{ split: Split; found: Counted }> {
  const split = await splitOf(engines, plan);
  return { split, found: await countedWhole(engines, { plan, split, order: 'arrival' }) };
}

/**
 * Settles a question, and finds the values of a breakdown that stand alone.
 *
 * @throws DomainError those of `planned` and `unorderedPaths`, `insights.unknown_event`, `insights.unknown_property`,
 * `traits.unknown`
 */
export async function readingOf(engines: Engines, ask: FunnelQuestion, order: Order): Promise<Reading> {
  const plan = await planned(engines, ask);
  await requireKnown(engines, matchesOf(plan.ask));
  return { plan, split: await splitOf(engines, plan), order };
}

function matchesOf({ steps, exclusions, breakdown, order }: SettledFunnel): AskedMatch[] {
  const told = breakdown?.by === 'property' && order !== 'unordered' ? breakdown : undefined;
  const at = told?.of === 'first' ? 0 : typeof told?.of === 'number' ? told.of - 1 : undefined;
  return [
    ...steps.flatMap((step, i) =>
      waysOf(step).map((match, way) => ({
        field: way === 0 ? `steps[${i}]` : `steps[${i}].or[${way - 1}]`,
        match,
        ...(i === at && way === 0 && told !== undefined ? { properties: [told.name] } : {}),
      })),
    ),
    ...exclusions.map((match, i) => ({ field: `exclusions[${i}]`, match })),
  ];
}

async function splitOf(engines: Engines, plan: Plan): Promise<Split> {
  const { breakdown } = plan.ask;
  if (breakdown === null) return { by: 'nothing' };
  const ranked = rankedValues({ plan, order: 'arrival' }, breakdown.top);
  const { by, name } = breakdown;
  const [rows] = await Promise.all([
    engines.warehouse.rows(ranked, limits(engines)),
    requireTraitApart(engines, breakdown, { field: 'breakdown.name', unit: plan.unit }),
  ]);
  return { by, name, values: rows.map(({ value }) => value) };
}

/**
 * Counts by time and arrival first: that is right unless events of different meaning share both. Where they do, those
 * people are counted again by message id besides.
 */
export async function countedWhole(engines: Engines, reading: Reading): Promise<Counted> {
  const quick = await counted(engines, { ...reading, order: 'arrival' });
  return quick.tied === 0 ? quick : counted(engines, { ...reading, order: 'whole' });
}
