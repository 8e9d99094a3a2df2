import { known, unknown } from '#src/basics/estimate.ts';
import { daysAsked, type Engines, framed, saidOf } from '#src/customers/frame/index.ts';
import { shareOf } from '#src/insights/funnels/index.ts';
import { type BoundStep, toldStages } from './drawn.ts';
import type { FiguresAsk, MapFigures, StepFigures } from './figures-ask.ts';
import { drawnBy, type MapPlan, planned } from './plan.ts';
import { type Tally, talliesOf, type Volume, volumesOf } from './tallies.ts';
import { depthHere } from './ways.ts';
import { definitionOf, nothingMeasured, verdictOf } from './words.ts';

/**
 * The live figures of a map.
 *
 * @throws DomainError those of `planned`; a map without any measured step is answered, as nothing can be wrong with it
 */
export async function figuresOf(engines: Engines, ask: FiguresAsk): Promise<MapFigures> {
  const { map, drawn, bound } = await drawnBy(engines, ask.of);
  if (bound.length === 0) return unmeasured(engines, ask, { map, drawn });
  const plan = await planned(engines, ask);
  const [{ tallies }, volumes] = await Promise.all([talliesOf(engines, plan), volumesOf(engines, plan)]);
  const first = tallies.filter(({ place }) => place === 1);
  const entered = people(first);
  const over = people(settled(first));
  const steps = stepsFigures(plan, tallies, volumes);
  const figures = {
    entered,
    over,
    besides: Math.max(0, (volumes.get(0)?.people ?? 0) - entered),
    state:
      entered === 0 ? ('nobody' as const) : over < entered ? ('running' as const) : ('complete' as const),
    stages: toldStages(drawn),
    steps,
  };
  return {
    map,
    ...figures,
    verdict: verdictOf(plan, figures),
    definition: definitionOf(plan),
    ...saidOf(plan, ask),
  };
}

async function unmeasured(
  engines: Engines,
  ask: FiguresAsk,
  { map, drawn }: Pick<MapPlan, 'map' | 'drawn'>,
): Promise<MapFigures> {
  const frame = await framed(engines, ask);
  daysAsked(frame, ask);
  return {
    map,
    entered: 0,
    over: 0,
    besides: 0,
    state: 'nothing_measured',
    stages: toldStages(drawn),
    steps: [],
    verdict: nothingMeasured,
    definition: nothingMeasured,
    ...saidOf(frame, ask),
  };
}

/** How many people are in tallies. */
export const people = (tallies: readonly Tally[]): number =>
  tallies.reduce((sum, tally) => sum + tally.people, 0);

/** Those whose window is over. */
const settled = (tallies: readonly Tally[]): Tally[] => tallies.filter(({ over }) => over);

/** The figures of every measured step, in the order of the map. */
export const stepsFigures = (
  plan: MapPlan,
  tallies: readonly Tally[],
  volumes: ReadonlyMap<number, Volume>,
): StepFigures[] =>
  plan.bound.map((one) =>
    stepFigures(plan, one, { tallies, volume: volumes.get(one.place) ?? { events: 0, people: 0 } }),
  );

interface Told {
  readonly tallies: readonly Tally[];
  readonly volume: Volume;
}

function stepFigures(
  { bound }: MapPlan,
  { stage, step, place }: BoundStep,
  { tallies, volume }: Told,
): StepFigures {
  const here = depthHere(place);
  const all = tallies.filter((tally) => tally.place === place);
  const did = all.filter(({ depth }) => depth >= here);
  const went = did.filter(({ depth }) => depth > here);
  const isLast = place === bound.length;
  const stays = isLast ? [] : did.filter(({ depth }) => depth === here);
  const overHere = people(settled(did));
  const lost = people(settled(stays));
  const open = people(stays.filter((tally) => tally.open));
  return {
    step: step.id,
    stage,
    place,
    everybody: volume,
    people: people(did),
    use: shareOf(overHere, people(settled(all)), people(all)),
    wentOn: people(went),
    dropped: people(stays.filter((tally) => !tally.open)),
    open,
    dropOff: isLast ? null : shareOf(lost, overHere, people(did)),
    wait: isLast ? null : waitOf(settled(went), { waiting: open, did: people(did) }),
  };
}

/** Ways that went on and whose window is over are alike in all that is counted: they stand in one tally. */
function waitOf(
  went: readonly Tally[],
  { waiting, did }: { readonly waiting: number; readonly did: number },
): NonNullable<StepFigures['wait']> {
  const [only] = went;
  const why = waiting > 0 && waiting === did ? 'not_watched_long_enough' : 'too_few_customers';
  return {
    people: only?.people ?? 0,
    medianMs: only === undefined ? unknown(why) : known(only.medianMs),
    waiting,
  };
}
