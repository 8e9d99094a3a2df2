import { type Engines, limits, type Words } from '#src/customers/frame/index.ts';
import { countedBySaid } from '#src/customers/value/index.ts';
import { peopleNoun, periodNoun, say } from '#src/customers/wording/index.ts';
import {
  type Column,
  overlap,
  type Plan,
  requireAsked,
  type Settled,
  settledReturn,
  type Tally,
} from '#src/insights/cohorts/index.ts';
import { cellOf, figureOf, pooledState, sizeOf, whenOf } from '#src/insights/retention/index.ts';
import { type Comparison, compareMany, type Pair } from '#src/maths/significance/index.ts';
import { fewestForLogRank, logRankOfCounts, type StepCount } from '#src/maths/survival/index.ts';
import { areApart, type ReadArm, readArms, talliesOf } from './arms.ts';
import type { CompareAsk, Compared, PairCell } from './ask.ts';
import { everyTwo, testedBy } from './cell.ts';
import { type CurvesHeld, curveColumns, curvesHeld, horizonOf, stepsOf } from './curve.ts';
import { cautions, curveWords, nameOf, pairWords, togetherWords } from './words.ts';

/** An arm with its figures. */
interface Counted extends ReadArm {
  readonly name: Words;
  readonly plan: Plan;
  readonly tallies: readonly Tally[];
  readonly steps: readonly StepCount[];
}

/**
 * Compares groups on one question: at every interval, and over the whole curve.
 *
 * @throws DomainError those of the question, `retention.no_breakdown`, `insights.unknown_event`, `insights.unknown_property`
 */
export async function compare(
  engines: Engines,
  { ask: given, arms: asked, interval }: CompareAsk,
): Promise<Compared> {
  const ask = await settledReturn(engines, given);
  const [{ arms, horizon }] = await Promise.all([
    countedArms(engines, ask, asked),
    requireAsked(engines, ask),
  ]);
  const [first] = arms;
  if (first === undefined) throw new Error('a comparison without arms');
  const columns = first.plan.columns.filter(({ index }) => index > 0);
  const pairs = everyTwo(arms.length);
  const compared = comparedCells(arms, pairs, columns, engines.workspace.smallestDifference);
  const headline = headlineOf(arms, columns, interval);
  const overlaps = await Promise.all(pairs.map(([a, b]) => sharedBy(engines, arms, a, b)));
  const curves = curvesOf(arms, pairs);
  const told = pairs.map(([a, b], at) => ({
    first: a,
    second: b,
    overlap: overlaps[at] ?? 0,
    cells: compared[at]?.map(({ cell }) => cell) ?? [],
    curve: curves?.pairs[at] ?? null,
    ...pairVerdict(compared[at] ?? [], headline),
  }));
  return {
    arms: arms.map(({ name, arm, tallies, plan }) => ({
      name,
      arm,
      size: sizeOf(tallies),
      cells: plan.columns.map((column) => cellOf(plan, tallies, column, pooledState(plan, tallies, column))),
    })),
    pairs: told,
    everyCurve: curves?.every ?? null,
    curveTooSmall: curves?.tooSmall ?? [],
    interval: headline?.index ?? null,
    verdict: wholeVerdict(told, first.plan, { curves, names: arms.map(({ name }) => name), horizon }),
    smallestDifference: engines.workspace.smallestDifference,
    asOf: new Date(first.plan.asOf).toISOString(),
    definition: definition(first.plan, horizon),
    ...countedBySaid([first.plan.ask.return]),
  };
}

async function countedArms(
  engines: Engines,
  ask: Settled<CompareAsk['ask']>,
  arms: CompareAsk['arms'],
): Promise<{ arms: Counted[]; horizon: number }> {
  const read = await readArms(engines, ask, arms);
  const tallies = await talliesOf(engines, read, (plan) => plan.columns);
  const pooled = read.map(({ reading: { plan } }, i) => ({ plan, tallies: tallies[i] ?? [] }));
  const longest = Math.max(...pooled.flatMap(({ plan }) => plan.columns.map(({ closes }) => closes)));
  const horizon = horizonOf(pooled, longest);
  const columns = curveColumns(horizon);
  const curves = horizon === 0 ? [] : await talliesOf(engines, read, () => columns);
  const names = await Promise.all(arms.map((arm) => nameOf(engines.records, arm, ask)));
  return {
    horizon,
    arms: read.map((arm, i) => ({
      ...arm,
      name: names[i] ?? say('', ''),
      plan: arm.reading.plan,
      tallies: tallies[i] ?? [],
      steps: horizon === 0 ? [] : stepsOf(arm.reading.plan, curves[i] ?? [], columns),
    })),
  };
}

interface ComparedCell {
  readonly column: Column;
  readonly cell: PairCell;
}

/** Every pair at every interval, corrected for their number together. */
function comparedCells(
  arms: readonly Counted[],
  pairs: readonly (readonly [number, number])[],
  columns: readonly Column[],
  smallest: number,
): ComparedCell[][] {
  const shares = arms.map(({ plan, tallies }) =>
    columns.map((column) => {
      const { returned, eligible } = figureOf(plan, tallies, column, 'complete');
      return { hits: returned, total: eligible };
    }),
  );
  const nobody = { hits: 0, total: 0 };
  const all = pairs.flatMap(([a, b]) =>
    columns.map((_, c): Pair => ({ first: shares[a]?.[c] ?? nobody, second: shares[b]?.[c] ?? nobody })),
  );
  const found = compareMany(all, { smallestThatMatters: smallest });
  return pairs.map(([a, b], at) =>
    columns.flatMap((column, c) => {
      const place = at * columns.length + c;
      const [pair, comparison, first, second] = [all[place], found[place], arms[a], arms[b]];
      if (pair === undefined || comparison === undefined || first === undefined || second === undefined)
        return [];
      const words = pairWords([first.name, second.name], pair, comparison, {
        unit: first.plan.unit,
        when: whenOf(first.plan, column),
      });
      return [{ column, cell: pairCell(column, comparison, words) }];
    }),
  );
}

const pairCell = ({ index }: Column, found: Comparison, words: Words): PairCell => ({
  interval: index,
  ...testedBy(found),
  words,
});

/** The column the headline speaks of: the one asked for, else the last that half of every arm has been through. */
function headlineOf(
  arms: readonly Counted[],
  columns: readonly Column[],
  interval: number | undefined,
): Column | undefined {
  if (interval !== undefined) return columns.find(({ index }) => index === interval);
  const seen = (column: Column, part: number) =>
    arms.every(({ plan, tallies }) => {
      const { eligible } = figureOf(plan, tallies, column, 'complete');
      return eligible > 0 && eligible >= part * sizeOf(tallies);
    });
  return columns.findLast((column) => seen(column, 0.5)) ?? columns.findLast((column) => seen(column, 0));
}

function pairVerdict(cells: readonly ComparedCell[], headline: Column | undefined) {
  const spoken = cells.find(({ column }) => column.index === headline?.index)?.cell;
  if (spoken !== undefined) return { verdict: spoken.verdict, words: spoken.words };
  const words = say(
    'On ne peut pas encore conclure : aucun intervalle n’est terminé pour les deux groupes.',
    'We cannot say yet: no interval is over for both groups.',
  );
  return { verdict: 'cannot_say' as const, words };
}

async function sharedBy(engines: Engines, arms: readonly Counted[], a: number, b: number): Promise<number> {
  const [first, second] = [arms[a], arms[b]];
  if (first === undefined || second === undefined || areApart(first, second)) return 0;
  const [row] = await engines.warehouse.rows(overlap(first, second), limits(engines));
  return Number(row?.people ?? 0);
}

function curvesOf(
  arms: readonly Counted[],
  pairs: readonly (readonly [number, number])[],
): CurvesHeld | null {
  if (arms.some(({ steps }) => steps.length === 0)) return null;
  return curvesHeld(arms.length, pairs, (chosen) =>
    logRankOfCounts(chosen.map((place) => arms[place]?.steps ?? [])),
  );
}

function wholeVerdict(
  pairs: Compared['pairs'],
  plan: Plan,
  { curves, names, horizon }: { curves: CurvesHeld | null; names: readonly Words[]; horizon: number },
): Words {
  const noun = periodNoun(plan.ask.interval);
  const plural = plan.ask.interval === 'month' || horizon === 1 ? noun.fr : `${noun.fr}s`;
  const length = say(`${horizon} ${plural}`, `${horizon} ${noun.en}${horizon === 1 ? '' : 's'}`);
  const first = togetherWords(pairs);
  const after = curveWords(pairs, curves, { unit: plan.unit, names, over: length });
  const repeated = plan.ask.entry === 'every_period' && plan.ask.window === 'calendar';
  const caution = cautions({
    overlap: Math.max(0, ...pairs.map(({ overlap: both }) => both)),
    repeated,
    unit: plan.unit,
  });
  return say(`${first.fr}${after.fr}${caution.fr}`, `${first.en}${after.en}${caution.en}`);
}

function definition(plan: Plan, horizon: number): Words {
  const gap = plan.columns.length - 1;
  return say(
    `Écarts avec l’intervalle de Newcombe à 95 % ; test z bilatéral, ou de Fisher quand un effectif attendu est inférieur à 5 ; seuil de 5 % après correction de Benjamini–Hochberg sur toutes les paires et les ${gap} intervalles. Courbes : test du log-rank sur le temps jusqu’à la dernière venue, parmi ceux suivis ${horizon} intervalles entiers ; il faut ${fewestForLogRank} ${peopleNoun(plan.unit).fr} et ${fewestForLogRank} départs attendus par groupe. L’effectif nécessaire est celui du plus petit écart qui compte, avec 80 % de chances de le voir.`,
    `Differences with Newcombe’s interval at 95%; two-sided z-test, or Fisher’s where an expected count is below 5; 5% after Benjamini–Hochberg over all pairs and the ${gap} intervals. Curves: log-rank on the time until last seen, among those watched for ${horizon} whole intervals; ${fewestForLogRank} ${peopleNoun(plan.unit).en} and ${fewestForLogRank} expected departures are needed in each group. The number needed is that for the smallest difference that matters, with 80% chance to see it.`,
  );
}
