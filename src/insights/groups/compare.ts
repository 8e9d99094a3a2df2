import type { Context, Workspace } from '#src/access/index.ts';
import { instantAsked } from '#src/basics/as-of.ts';
import { sql } from '#src/basics/sql.ts';
import { framed, saidOf, toldShare } from '#src/customers/frame/index.ts';
import type { ComparableShare } from '#src/insights/comparable/index.ts';
import { curvesHeld, everyTwo, pairWords, sharedPeople, testedBy } from '#src/insights/comparison/index.ts';
import { compareMany, type Pair } from '#src/maths/significance/index.ts';
import { logRankAmong } from '#src/maths/survival/index.ts';
import type { GroupPair, GroupsAsk, GroupsCompared } from './ask.ts';
import { type AlignedFigure, figuresOf, headlineOf, type MeasuredArm, measuredArms } from './measuring.ts';
import { better, definition, forFigure, wholeVerdict } from './words.ts';

type Place = readonly [number, number];

/**
 * Compares groups on any question: every pair by every figure that the insight tells of each, corrected together.
 *
 * @throws DomainError `time.as_of_ahead`, `compare.no_range`, `compare.nothing_over`, `compare.nothing_alike`, `compare.no_such_figure`,
 * those of the question
 */
export async function compareGroups(context: Context, asked: GroupsAsk): Promise<GroupsCompared> {
  const { question } = asked;
  const zone = context.workspace.timezone;
  const asOf = new Date(instantAsked(question.ask.asOf, { now: context.clock.now(), zone })).toISOString();
  const arms = await measuredArms(context, asked, asOf);
  const figures = figuresOf(question, arms);
  const headline = headlineOf(asked, figures);
  const places = everyTwo(arms.length);
  const overlaps = await sharedByHeadline(context, headline, places);
  const curves = curvesOf(arms, places);
  const told = pairsOf(context.workspace, { arms, figures, headline });
  const pairs = told.map((pair, at) => ({
    ...pair,
    overlap: overlaps[at] ?? 0,
    curve: curves?.pairs[at] ?? null,
  }));
  const [first] = arms;
  if (first === undefined) throw new Error('a comparison without groups');
  const { unit, definition: counting } = first.measured;
  const frame = await framed(context, { unit, people: [], includeMarked: false, asOf });
  return {
    arms: arms.map(({ name, arm }) => ({ name, arm })),
    figures: figures.map(({ key, name, shares }) => ({
      key,
      name,
      place: shares.find(({ place }) => place !== undefined)?.place ?? null,
      groups: shares.map(groupShare),
    })),
    figure: headline.key,
    pairs,
    everyCurve: curves?.every ? { name: curves.name, ...curves.every } : null,
    curveTooSmall: curves?.tooSmall ?? [],
    verdict: wholeVerdict(pairs, curves, { names: arms.map(({ name }) => name), unit }),
    smallestDifference: context.workspace.smallestDifference,
    definition: definition(counting, unit),
    ...saidOf(frame, question.ask),
  };
}

function groupShare({
  hits,
  total,
  behind,
}: ComparableShare): GroupsCompared['figures'][number]['groups'][number] {
  return {
    hits,
    total,
    ...toldShare({ hits, total }),
    behind: behind === null ? null : { of: behind.of, hits: { ...behind.hits }, total: { ...behind.total } },
  };
}

interface Asked {
  readonly arms: readonly {
    readonly name: MeasuredArm['name'];
    readonly measured: Pick<MeasuredArm['measured'], 'unit'>;
  }[];
  readonly figures: readonly AlignedFigure[];
  readonly headline: AlignedFigure;
}

/** Every pair by every figure, corrected for their number together. */
export function pairsOf(
  { smallestDifference }: Pick<Workspace, 'smallestDifference'>,
  { arms, figures, headline }: Asked,
): Omit<GroupPair, 'overlap' | 'curve'>[] {
  const places = everyTwo(arms.length);
  const spokenOf = figures.findIndex(({ key }) => key === headline.key);
  const nobody = { hits: 0, total: 0 };
  const all = places.flatMap(([a, b]) =>
    figures.map(({ shares }): Pair => ({ first: shares[a] ?? nobody, second: shares[b] ?? nobody })),
  );
  const found = compareMany(all, { smallestThatMatters: smallestDifference });
  return places.map(([a, b], at) => {
    const place = at * figures.length + spokenOf;
    const [pair, spoken, first, second] = [all[place], found[place], arms[a], arms[b]];
    if (!pair || !spoken || !first || !second) throw new Error('a pair without its headline');
    return {
      first: a,
      second: b,
      cells: figures.flatMap(({ key }, f) => {
        const one = found[at * figures.length + f];
        return one === undefined ? [] : [{ figure: key, ...testedBy(one) }];
      }),
      verdict: spoken.verdict,
      words: pairWords([first.name, second.name], pair, spoken, {
        unit: first.measured.unit,
        when: forFigure(headline.name),
        better,
      }),
    };
  });
}

/** How many people the headline's figure counts in both groups of each pair. */
async function sharedByHeadline(
  context: Context,
  { shares }: AlignedFigure,
  places: readonly Place[],
): Promise<number[]> {
  const some = places.filter(([a, b]) => (shares[a]?.total ?? 0) > 0 && (shares[b]?.total ?? 0) > 0);
  const sets = await Promise.all(
    shares.map(async ({ total, counted }) =>
      total === 0 ? undefined : sql`(select people from (${await counted()}))`,
    ),
  );
  const counts = await sharedPeople(context, sets, some);
  return places.map((place) => counts[some.indexOf(place)] ?? 0);
}

/** Whole curves by log-rank; null where the insight has none. */
function curvesOf(arms: readonly MeasuredArm[], places: readonly Place[]) {
  const name = arms[0]?.measured.curve?.name;
  if (name === undefined) return null;
  const test = logRankAmong(arms.map(({ measured }) => measured.curve?.rows ?? []));
  return { name, ...curvesHeld(arms.length, places, test) };
}
