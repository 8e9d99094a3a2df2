import { type Engines, framed, saidOf, toldShare } from '#src/customers/frame/index.ts';
import { fewPeople } from '#src/customers/wording/index.ts';
import { comparisons } from '#src/insights/step-failure/index.ts';
import type { Proportion } from '#src/maths/intervals/index.ts';
import { type Comparison, compareMany } from '#src/maths/significance/index.ts';
import { type Between, betweenSteps } from './between.ts';
import type { MapStep } from './drawn.ts';
import { people, stepsFigures } from './figures.ts';
import type { Effect, FiguresAsk, MapProposals, Proposal, Staying, StepFigures } from './figures-ask.ts';
import { drawnBy, type MapPlan, planned } from './plan.ts';
import { judgedAfter, selfEvident } from './self-evident.ts';
import { type StayedBy, stayedBySteps } from './staying.ts';
import { talliesOf } from './tallies.ts';
import {
  betweenWords,
  dropOffWords,
  type JudgedStep,
  leavingWords,
  nothingMeasured,
  proposalsDefinition,
  proposalsVerdict,
  undecidedWords,
  uselessWords,
} from './words.ts';

/** At most this share of those judged by a step did it, where it may be useless. */
const rare = 0.02;
/** At least this share of those judged by a step miss it, where it may be weak because those who miss it leave. */
const missed = 0.2;
/** So many steps are proposed as weak for one reason, the gravest: doing anything goes with staying. */
const mostWeak = 3;
/** At least this share do something between two steps that is not on the map. */
const between = 0.3;

/**
 * What the figures of a map suggest: useless, weak and missing steps. Nothing is changed.
 *
 * @throws DomainError those of `planned`; a map without any measured step is answered
 */
export async function proposalsOf(engines: Engines, ask: FiguresAsk): Promise<MapProposals> {
  const { map, drawn, bound } = await drawnBy(engines, ask.of);
  const smallest = engines.workspace.smallestDifference;
  const definition = proposalsDefinition({ drawn, limits: { rare, missed, between, smallest } });
  if (bound.length === 0) {
    const nothing = { entered: 0, observed: 0, proposals: [], undecided: [], effects: [] };
    return {
      map,
      ...nothing,
      verdict: nothingMeasured,
      definition,
      ...saidOf(await framed(engines, ask), ask),
    };
  }
  const plan = await planned(engines, ask);
  const { tallies, order } = await talliesOf(engines, plan);
  const { observed, steps: stayed } = await stayedBySteps(engines, plan, order);
  const gaps = await betweenSteps(engines, plan, order);
  const figures = stepsFigures(plan, tallies, new Map());
  const effects = effectsOf(plan, stayed, smallest);
  const rarely = rareSteps(plan, effects);
  const proposals = [
    ...rarely.flatMap(useless),
    ...lossy(plan, figures, smallest),
    ...leaving(plan, effects, smallest),
    ...gaps.flatMap((gap) => missing(plan, figures, gap)),
  ];
  const undecided = rarely
    .filter(({ effect }) => effect.found !== 'no_effect')
    .map(({ judged, effect }) => ({
      step: judged.step.id,
      words: undecidedWords(judged, { found: effect.found, unit: plan.unit }),
    }));
  return {
    map,
    entered: people(tallies.filter(({ place }) => place === 1)),
    observed,
    proposals,
    undecided,
    effects,
    verdict: proposalsVerdict(proposals, { observed, effects, undecided }),
    definition,
    ...saidOf(plan, ask),
  };
}

function effectsOf(plan: MapPlan, stayed: readonly StayedBy[], smallest: number): Effect[] {
  const evident = stayed.map(({ place }) => selfEvident(plan, place));
  const after = judgedAfter(plan);
  const found = comparisons(
    stayed.map(({ did, others }) => ({ first: did, second: others })),
    evident,
    smallest,
  );
  return stayed.flatMap(({ place, did, others }, i) => {
    const [comparison, one] = [found[i], plan.bound[place - 1]];
    if (comparison === undefined || one === undefined) return [];
    const { difference, interval, decidingP } = comparison;
    return [
      {
        step: one.step.id,
        among: plan.bound[(after[place - 1] ?? 0) - 1]?.step.id ?? null,
        did: stayingOf(did),
        others: stayingOf(others),
        difference,
        low: interval.known ? interval.value.low : null,
        high: interval.known ? interval.value.high : null,
        selfEvident: evident[i] ?? null,
        correctedP: decidingP,
        found: foundOf(comparison, smallest),
      },
    ];
  });
}

const stayingOf = (group: Proportion): Staying => ({
  people: group.total,
  stayed: group.hits,
  ...toldShare(group),
});

/** No effect is said where the whole interval is too small to matter; not where nothing was found. */
function foundOf({ difference, interval, verdict }: Comparison, smallest: number): Effect['found'] {
  if (interval.known && interval.value.low >= -smallest && interval.value.high <= smallest)
    return 'no_effect';
  if (verdict !== 'different' || !difference.known) return 'cannot_say';
  return difference.value > 0 ? 'stays_more' : 'stays_less';
}

/** A step that hardly anybody uses. */
interface RareStep {
  readonly judged: JudgedStep;
  readonly effect: Effect;
}

const rareSteps = ({ bound }: MapPlan, effects: readonly Effect[]): RareStep[] =>
  effects.flatMap((effect) => {
    const judged = judgedBy(bound, effect);
    return judged === undefined || judged.use > rare ? [] : [{ judged, effect }];
  });

/** A step, of whom it is told, and how many of them did it; undefined where nobody is judged by it. */
function judgedBy(bound: MapPlan['bound'], { step: id, among, did, others }: Effect): JudgedStep | undefined {
  const stepOf = (wanted: string | null) => bound.find((one) => one.step.id === wanted)?.step;
  const step = stepOf(id);
  const all = did.people + others.people;
  return step === undefined || all === 0 ? undefined : { step, among: stepOf(among), use: did.people / all };
}

function useless({ judged, effect }: RareStep): Proposal[] {
  const { difference, low, high, found, did } = effect;
  if (found !== 'no_effect' || !difference.known || low === null || high === null) return [];
  const words = uselessWords(judged, { difference: difference.value, low, high });
  return [{ ...about(judged.step), status: 'remove', why: 'rare_without_effect', people: did.people, words }];
}

const about = (step: MapStep) => ({ step: step.id, after: null, event: null, hand: step.status });

/** Steps after which more are lost than after the other steps together; the most lost first. */
function lossy({ bound }: MapPlan, figures: readonly StepFigures[], smallest: number): Proposal[] {
  const lost = figures.flatMap((one) => {
    const step = bound[one.place - 1]?.step;
    const { dropOff, dropped } = one;
    if (step === undefined || dropOff === null || !dropOff.share.known) return [];
    return [{ step, people: dropped, hits: dropped, total: dropped + (one.wait?.people ?? 0) }];
  });
  if (lost.length < 2) return [];
  const pairs = lost.map((own) => {
    const others = lost.filter((one) => one !== own);
    const sum = (of: (one: (typeof lost)[number]) => number) => others.reduce((all, one) => all + of(one), 0);
    return { first: own, second: { hits: sum(({ hits }) => hits), total: sum(({ total }) => total) } };
  });
  const found = compareMany(pairs, { smallestThatMatters: smallest });
  const grave = lost.flatMap(({ step, people: those, hits, total }, i): Proposal[] => {
    const [comparison, pair] = [found[i], pairs[i]];
    if (comparison === undefined || pair === undefined || !comparison.difference.known) return [];
    if (comparison.verdict !== 'different' || comparison.difference.value < smallest) return [];
    const words = dropOffWords(step, hits / total, pair.second.hits / pair.second.total);
    return [{ ...about(step), status: 'fix', why: 'drop_off', people: those, words }];
  });
  return grave.sort((a, b) => b.people - a.people).slice(0, mostWeak);
}

/** Steps that many miss, and whose absence goes with leaving without being the same thing; by how many people that is about. */
function leaving({ bound }: MapPlan, effects: readonly Effect[], smallest: number): Proposal[] {
  const explaining = effects.filter(({ selfEvident: evident }) => evident === null);
  const grave = explaining.flatMap((effect) => {
    const { difference, found, others } = effect;
    const judged = judgedBy(bound, effect);
    if (judged === undefined || !difference.known || difference.value < smallest) return [];
    if (found !== 'stays_more' || judged.use <= rare || 1 - judged.use < missed) return [];
    const proposal: Proposal = {
      ...about(judged.step),
      status: 'fix',
      why: 'goes_with_leaving',
      people: others.people,
      words: leavingWords(judged, difference.value),
    };
    return [{ proposal, weight: others.people * difference.value }];
  });
  return grave
    .sort((a, b) => b.weight - a.weight)
    .slice(0, mostWeak)
    .map(({ proposal }) => proposal);
}

function missing(
  { bound }: MapPlan,
  figures: readonly StepFigures[],
  { place, event, people: those }: Between,
): Proposal[] {
  const before = bound[place - 1]?.step;
  const of = figures[place - 1]?.wentOn ?? 0;
  if (before === undefined || of < fewPeople || those / of < between) return [];
  const words = betweenWords(event, those / of, before);
  return [
    { status: 'add', step: null, after: before.id, event, why: 'between', people: those, hand: null, words },
  ];
}
