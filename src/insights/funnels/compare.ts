import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import type { Engines, Words } from '#src/customers/frame/index.ts';
import { countedBySaid } from '#src/customers/value/index.ts';
import { say } from '#src/customers/wording/index.ts';
import {
  cautions,
  everyTwo,
  nameOf,
  pairWords,
  sharedPeople,
  testedBy,
  togetherWords,
} from '#src/insights/comparison/index.ts';
import { compareMany, type Pair } from '#src/maths/significance/index.ts';
import { countedWhole, readingOf } from './answer.ts';
import type { SettledFunnel } from './ask.ts';
import type {
  FunnelArm,
  FunnelCompareAsk,
  FunnelCompared,
  FunnelComparedPair,
  FunnelPairCell,
} from './compare-ask.ts';
import { definitionOf } from './definition.ts';
import { atLeast, people, seriesFigures, settled } from './grid.ts';
import { histories } from './histories.ts';
import type { Reading } from './paths.ts';
import { settledFunnel, valuedIn } from './plan.ts';
import { peopleOf, type Tally } from './tallies.ts';
import { stepNames } from './words.ts';

/** An arm with its people. */
interface CountedArm {
  readonly arm: FunnelArm;
  readonly name: Words;
  readonly reading: Reading;
  /** The value's place, where the arm is a value. */
  readonly series: number | undefined;
  readonly tallies: readonly Tally[];
}

/**
 * Compares groups at every step of one funnel: among those whose window is over, the shares that got there.
 *
 * @throws DomainError those of the question, `funnels.no_breakdown`, `funnels.no_such_step`
 */
export async function compare(
  engines: Engines,
  { ask: given, arms: asked, step }: FunnelCompareAsk,
): Promise<FunnelCompared> {
  const ask = await settledFunnel(engines, given);
  const last = ask.steps.length;
  const headline = step ?? last;
  if (headline > last) throw noSuchStep(headline, last);
  const arms = await countedArms(engines, ask, asked);
  const [first] = arms;
  if (first === undefined) throw new Error('a comparison without arms');
  const places = everyTwo(arms.length);
  const settledAsk = first.reading.plan.ask;
  const cells = comparedCells(arms, places, {
    ask: settledAsk,
    smallest: engines.workspace.smallestDifference,
  });
  const overlaps = await sharedEntrants(engines, arms, places);
  const pairs = places.map(([a, b], at): FunnelComparedPair => {
    const own = cells[at] ?? [];
    const spoken = own.find((cell) => cell.step === headline);
    if (spoken === undefined) throw new Error('a pair without its headline');
    return {
      first: a,
      second: b,
      overlap: overlaps[at] ?? 0,
      cells: own,
      verdict: spoken.verdict,
      words: spoken.words,
    };
  });
  return {
    steps: stepNames(settledAsk),
    arms: arms.map(({ arm, name, reading, tallies }) => {
      const { entered, over, steps } = seriesFigures(reading.plan, {
        kind: 'all',
        value: null,
        tallies,
        waits: [],
      });
      return { arm, name, entered, over, steps };
    }),
    pairs,
    step: headline,
    verdict: wholeVerdict(pairs, first.reading.plan.unit),
    smallestDifference: engines.workspace.smallestDifference,
    asOf: new Date(first.reading.plan.asOf).toISOString(),
    definition: definition(first.reading),
    ...countedBySaid(valuedIn(first.reading.plan)),
  };
}

const noSuchStep = (got: number, last: number): DomainError =>
  new DomainError('funnels.no_such_step', {
    kind: 'not_found',
    field: 'step',
    expected: `a step from 2 to ${last}`,
    got,
  });

/** Each arm counted; arms of one question share one reading, so that it is asked once. */
async function countedArms(
  engines: Engines,
  ask: SettledFunnel,
  arms: readonly FunnelArm[],
): Promise<CountedArm[]> {
  const values = arms.flatMap((arm) => (arm.kind === 'value' && arm.value !== null ? [arm.value] : []));
  const asked = new Map<string, Promise<{ reading: Reading; tallies: readonly Tally[] }>>();
  return Promise.all(
    arms.map(async (arm) => {
      const own = askOf(ask, arm);
      const name = JSON.stringify(own);
      const counting = asked.get(name) ?? countedFor(engines, own, values);
      asked.set(name, counting);
      const { reading, tallies } = await counting;
      const series = placeOf(reading, arm);
      return {
        arm,
        reading,
        series,
        name: await nameOf(engines.records, arm, { rows: ask.trend, breakdown: ask.breakdown }),
        tallies: tallies.filter((tally) => series === undefined || tally.series === series),
      };
    }),
  );
}

function askOf(ask: SettledFunnel, arm: FunnelArm): SettledFunnel {
  const whole = { ...ask, breakdown: null };
  if (arm.kind === 'range') return { ...whole, from: arm.from, to: arm.to };
  if (arm.kind === 'list')
    return { ...whole, people: [...ask.people, { kind: 'list', list: arm.list, inside: true }] };
  if (arm.kind === 'people') return { ...whole, people: [...ask.people, ...arm.people] };
  if (ask.breakdown !== null) return ask;
  throw new DomainError('funnels.no_breakdown', {
    field: 'ask.breakdown',
    expected: 'a breakdown whose values are compared',
  });
}

/** Values compared stand alone whatever their rank. */
async function countedFor(engines: Engines, ask: SettledFunnel, values: readonly string[]) {
  const { breakdown } = ask;
  const plain = breakdown === null ? ask : { ...ask, breakdown: { ...breakdown, top: 1 } };
  const settledReading = await readingOf(engines, plain, 'whole');
  const reading: Reading =
    breakdown === null
      ? settledReading
      : {
          ...settledReading,
          split: { by: breakdown.by, name: breakdown.name, values: [...new Set(values)] },
        };
  const { tallies } = await countedWhole(engines, reading);
  return { reading, tallies };
}

function placeOf({ split }: Reading, arm: FunnelArm): number | undefined {
  if (arm.kind !== 'value' || split.by === 'nothing') return undefined;
  return arm.value === null ? -1 : split.values.indexOf(arm.value) + 1;
}

type Place = readonly [number, number];

/** Every pair at every step after the first, corrected for their number together. */
function comparedCells(
  arms: readonly CountedArm[],
  places: readonly Place[],
  { ask, smallest }: { ask: SettledFunnel; smallest: number },
): FunnelPairCell[][] {
  const names = stepNames(ask);
  const steps = ask.steps.slice(1).map((_, i) => i + 2);
  const share = (arm: CountedArm | undefined, step: number) => {
    const over = settled(arm?.tallies ?? []);
    return { hits: people(atLeast(over, step)), total: people(over) };
  };
  const pairs = places.flatMap(([a, b]) =>
    steps.map((step): Pair => ({ first: share(arms[a], step), second: share(arms[b], step) })),
  );
  const found = compareMany(pairs, { smallestThatMatters: smallest });
  return places.map(([a, b], at) =>
    steps.flatMap((step, s) => {
      const place = at * steps.length + s;
      const [pair, comparison, first, second] = [pairs[place], found[place], arms[a], arms[b]];
      if (pair === undefined || comparison === undefined || !first || !second) return [];
      const words = pairWords([first.name, second.name], pair, comparison, {
        unit: first.reading.plan.unit,
        when: whenOf(ask, step, names[step - 1]),
        better: say('convertit mieux que', 'converts better than'),
      });
      return [{ step, ...testedBy(comparison), words }];
    }),
  );
}

function whenOf({ order }: Pick<SettledFunnel, 'order'>, step: number, name: Words | undefined): Words {
  if (order === 'unordered') return say(`avec ${step} étapes faites`, `with ${step} steps done`);
  return say(`jusqu’à l’étape ${step}, ${name?.fr}`, `up to step ${step}, ${name?.en}`);
}

/** How many people entered in both arms of each pair. */
async function sharedEntrants(
  engines: Engines,
  arms: readonly CountedArm[],
  places: readonly Place[],
): Promise<number[]> {
  const mixed = places.filter(([a, b]) => !areApart(arms[a], arms[b]));
  const counts = await sharedPeople(engines, arms.map(entrants), mixed);
  return places.map((place) => counts[mixed.indexOf(place)] ?? 0);
}

/** Values of one breakdown share nobody: each person has one path, and one value. */
const areApart = (first: CountedArm | undefined, second: CountedArm | undefined): boolean =>
  first?.reading === second?.reading && first?.series !== second?.series;

function entrants({ reading, series }: CountedArm): Sql {
  if (series === undefined) {
    return sql`(select groupBitmapState(unit) from ${histories(reading.plan, 'arrival')})`;
  }
  return sql`(${peopleOf(reading, { series, period: undefined, onlyOver: false, which: sql`true` })})`;
}

function wholeVerdict(
  pairs: readonly FunnelComparedPair[],
  unit: CountedArm['reading']['plan']['unit'],
): Words {
  const first = togetherWords(pairs);
  const overlap = Math.max(0, ...pairs.map((pair) => pair.overlap));
  const caution = cautions({ overlap, repeated: false, unit });
  return say(`${first.fr}${caution.fr}`, `${first.en}${caution.en}`);
}

function definition({ plan }: Reading): Words {
  const funnel = definitionOf(plan);
  return say(
    `${funnel.fr} Écarts avec l’intervalle de Newcombe à 95 % ; test z bilatéral, ou de Fisher quand un effectif attendu est inférieur à 5 ; seuil de 5 % après correction de Benjamini–Hochberg sur toutes les paires et étapes. L’effectif nécessaire est celui du plus petit écart qui compte, avec 80 % de chances de le voir.`,
    `${funnel.en} Differences with Newcombe’s interval at 95%; two-sided z-test, or Fisher’s where an expected count is below 5; 5% after Benjamini–Hochberg over all pairs and steps. The number needed is that for the smallest difference that matters, with 80% chance to see it.`,
  );
}
