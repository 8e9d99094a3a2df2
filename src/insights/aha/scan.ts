import type { Context } from '#src/access/index.ts';
import { unknown } from '#src/basics/estimate.ts';
import { askedName, requireKnown } from '#src/customers/event-match/index.ts';
import { limits, saidOf } from '#src/customers/frame/index.ts';
import { countedBySaid } from '#src/customers/value/index.ts';
import { aside } from '#src/insights/aside/index.ts';
import { estimateShare, type Proportion } from '#src/maths/intervals/index.ts';
import type { HalfCounts, Ladder, ScanCell, TriedThreshold } from '#src/maths/thresholds/index.ts';
import { figuresOf, plain } from './figures.ts';
import { laddersOf, type Passed, rungsTried } from './ladders.ts';
import type { Candidate, Curve, CurveAnswer, CurveAsk, ScanAnswer, ScanAsk, Threshold } from './scan-ask.ts';
import { type ScanPlan, scanPlan } from './scan-plan.ts';
import { howManyBegan, ladderRows } from './scan-rows.ts';
import { correlationNote, scanDefinition, verdictWords } from './scan-words.ts';

/** Rows of the heat map, in events; candidates listed. */
const mostHeat = 30;
const mostCandidates = 100;

/**
 * Which count of which event in which window tells those who stay from those who leave, and whether it is to be relied on.
 *
 * One pass over the events; nobody is a row outside the engine. Method and proof: docs/methods/aha.md.
 *
 * @throws DomainError those of `scanPlan`
 */
export async function scanOf(context: Context, ask: ScanAsk): Promise<ScanAnswer> {
  const plan = await scanPlan(context, ask);
  const [passed, began] = await Promise.all([
    passOver(context, plan, plan.events),
    context.warehouse.rows(howManyBegan(plan), limits(context)),
  ]);
  const options = {
    smallestThatMatters: context.workspace.smallestDifference,
    shown: columns(ask),
    leading: mostHeat,
  };
  const finding = await aside('findThreshold', [passed.ladders, options], context.signal);
  const candidates = ranked(finding.bestOfEach, finding.thresholds, passed);
  const { best: sure, why } = finding;
  const best = sure === null ? null : (candidates.find((one) => isOf(one, sure)) ?? null);
  const [first] = candidates;
  const everyone = added(passed.discovery, passed.confirmation);
  return {
    ...saidOf(plan.frame, ask),
    verdict: {
      kind: finding.verdict,
      why,
      words: verdictWords({ best, why, first, everyone, unit: plan.frame.unit }),
    },
    best,
    candidates: candidates.slice(0, mostCandidates),
    heat: heatOf(passed.ladders, finding.shown, candidates),
    counts: columns(ask),
    curve: first === undefined ? null : curveOf(passed, first),
    people: {
      newcomers: Number(began[0]?.people ?? 0),
      observable: everyone.total,
      stayed: everyone.hits,
      discovery: { ...passed.discovery },
      confirmation: { ...passed.confirmation },
    },
    stayed: plain(estimateShare(everyone)),
    tried: finding.tried,
    events: [...plan.events],
    leftOut: [...plan.leftOut],
    correlation: correlationNote,
    definition: scanDefinition(plan),
    ...countedBySaid([plan.back]),
  };
}

/**
 * How staying rises with the count of one event in one window, and what is to be said of one count.
 *
 * @throws DomainError those of `scanPlan`
 */
export async function curveAsked(context: Context, asked: CurveAsk): Promise<CurveAnswer> {
  const { ask, event, window, count } = asked;
  await requireKnown(context, [askedName('event', event)]);
  const counts = count === null ? ask.counts : [...ask.counts, count];
  const plan = await scanPlan(context, { ...ask, counts, events: [event], exclude: [], windows: [window] });
  const passed = await passOver(context, plan, plan.events);
  return {
    ...saidOf(plan.frame, ask),
    curve: curveOf(passed, { event, window }),
    threshold: count === null ? null : thresholdOf(passed, { event, window, count }),
    correlation: correlationNote,
    definition: scanDefinition(plan),
    ...countedBySaid([plan.back]),
  };
}

async function passOver(context: Context, plan: ScanPlan, events: readonly string[]): Promise<Passed> {
  const rungs = rungsTried(plan.ask.counts);
  const rows = await context.warehouse.rows(ladderRows(plan, events, rungs), limits(context));
  return laddersOf(rows, { events, rungs });
}

const isOf = (
  one: Pick<Candidate, 'event' | 'window' | 'count'>,
  other: Pick<Candidate, 'event' | 'window' | 'count'>,
) => one.event === other.event && one.window === other.window && one.count === other.count;

/** The best cell of each event: those put to the proof as they stood there, then the others by correlation. */
function ranked(
  bestOfEach: readonly ScanCell[],
  thresholds: readonly TriedThreshold[],
  { ladders }: Passed,
): Candidate[] {
  const proven = thresholds.map((tried) => candidateOf(tried.chosenBy, { tried, ladders }));
  const tried = new Set(thresholds.map(({ event }) => event));
  const others = bestOfEach
    .filter(({ event }) => !tried.has(event))
    .map((cell) => candidateOf(cell, { tried: undefined, ladders }));
  return [...proven.sort((a, b) => orderOf(a) - orderOf(b)), ...others];
}

const orderOf = ({ verdict }: Candidate): number =>
  ['confirmed', 'too_small_to_matter', 'not_confirmed', 'not_tried'].indexOf(verdict);

function candidateOf(
  { event, count, window, doers, others, q }: ScanCell,
  { tried, ladders }: { readonly tried: TriedThreshold | undefined; readonly ladders: readonly Ladder[] },
): Candidate {
  const ladder = ladders.find((one) => one.event === event && one.window === window);
  const nobody = { hits: 0, total: 0 };
  const sides =
    ladder === undefined
      ? { above: nobody, below: nobody }
      : sidesOf(ladder.confirmation, placeOf(ladder, count));
  return {
    event,
    count,
    window,
    verdict: tried?.verdict ?? 'not_tried',
    confirmation: tried === undefined ? null : figuresOf(sides.above, sides.below),
    discovery: figuresOf(doers, others),
    everyone: figuresOf(added(doers, sides.above), added(others, sides.below)),
    q,
    p: tried?.p ?? unknown('not_computable'),
    correctedP: tried?.correctedP ?? unknown('not_computable'),
    aboutAsGood: tried === undefined ? null : { ...tried.aboutAsGood },
    bestInConfirmation: tried?.bestInConfirmation ?? unknown('not_computable'),
  };
}

/** What is said of any count, in each half and in both; nobody is above one that nobody has reached. */
function thresholdOf(
  { ladders, discovery, confirmation }: Passed,
  { event, window, count }: { readonly event: string; readonly window: number; readonly count: number },
): Threshold {
  const ladder = ladders.find((one) => one.event === event && one.window === window);
  const nobody = { hits: 0, total: 0 };
  const of = (half: 'discovery' | 'confirmation', people: Proportion): Sides =>
    ladder === undefined ? { above: nobody, below: people } : sidesOf(ladder[half], placeOf(ladder, count));
  const [searching, confirming] = [of('discovery', discovery), of('confirmation', confirmation)];
  return {
    count,
    discovery: figuresOf(searching.above, searching.below),
    confirmation: figuresOf(confirming.above, confirming.below),
    everyone: figuresOf(added(searching.above, confirming.above), added(searching.below, confirming.below)),
  };
}

interface Sides {
  readonly above: Proportion;
  readonly below: Proportion;
}

const placeOf = ({ counts }: Ladder, count: number): number => Array.from(counts).indexOf(count);

function sidesOf({ reached, reachedAndStayed, customers, stayed }: HalfCounts, place: number): Sides {
  const above = { hits: at(reachedAndStayed, place), total: at(reached, place) };
  return { above, below: { hits: stayed - above.hits, total: customers - above.total } };
}

const columns = ({ counts }: ScanAsk): number[] => [...new Set(counts)].sort((a, b) => a - b);

function heatOf(
  ladders: readonly Ladder[],
  shown: readonly ScanCell[],
  candidates: readonly Candidate[],
): ScanAnswer['heat'] {
  const byLadder = Map.groupBy(shown, ({ event, window }) => JSON.stringify([event, window]));
  return candidates.slice(0, mostHeat).flatMap(({ event }) =>
    ladders
      .filter((ladder) => ladder.event === event)
      .map(({ window }) => ({
        event,
        window,
        cells: (byLadder.get(JSON.stringify([event, window])) ?? []).map(heatCell),
      })),
  );
}

function heatCell({
  count,
  doers,
  others,
  supported,
  correlation,
}: ScanCell): ScanAnswer['heat'][number]['cells'][number] {
  const lift = doers.hits / doers.total / (others.hits / others.total);
  return {
    count,
    above: { ...doers },
    below: { ...others },
    lift: Number.isFinite(lift) ? lift : null,
    mcc: correlation.known ? correlation.value : null,
    supported,
  };
}

/** Both halves together: every count, those exactly at it and those at or above it. */
function curveOf(
  { ladders, discovery, confirmation }: Passed,
  { event, window }: { readonly event: string; readonly window: number },
): Curve {
  const everyone = added(discovery, confirmation);
  const ladder = ladders.find((one) => one.event === event && one.window === window);
  const counts = ladder === undefined ? [] : Array.from(ladder.counts);
  const above = counts.map((_, place) => ({
    hits: at(ladder?.discovery.reachedAndStayed, place) + at(ladder?.confirmation.reachedAndStayed, place),
    total: at(ladder?.discovery.reached, place) + at(ladder?.confirmation.reached, place),
  }));
  const never = without(everyone, above[0]);
  return {
    event,
    window,
    never,
    stayedOfNever: plain(estimateShare(never)),
    points: above.flatMap((reached, place) => {
      const exactly = without(reached, above[place + 1]);
      if (exactly.total === 0) return [];
      return [
        {
          count: counts[place] ?? 0,
          exactly,
          stayed: plain(estimateShare(exactly)),
          above: reached,
          stayedAbove: plain(estimateShare(reached)),
        },
      ];
    }),
  };
}

const at = (counts: ArrayLike<number> | undefined, place: number): number => counts?.[place] ?? 0;
const added = (a: Proportion, b: Proportion): Proportion => ({
  hits: a.hits + b.hits,
  total: a.total + b.total,
});
const without = (all: Proportion, some: Proportion | undefined): { hits: number; total: number } => ({
  hits: all.hits - (some?.hits ?? 0),
  total: all.total - (some?.total ?? 0),
});
