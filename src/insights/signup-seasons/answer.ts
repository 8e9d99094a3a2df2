import type { Context } from '#src/access/index.ts';
import { saidOf, toldShare } from '#src/customers/frame/index.ts';
import { countedBySaid } from '#src/customers/value/index.ts';
import { fewPeople } from '#src/customers/wording/index.ts';
import { isOver, type Tally } from '#src/insights/cohorts/index.ts';
import { everyTwo, testedBy } from '#src/insights/comparison/index.ts';
import type { Proportion } from '#src/maths/intervals/index.ts';
import { type Comparison, compareMany } from '#src/maths/significance/index.ts';
import type { SignupSeason, SignupSeasonsAnswer, SignupSeasonsAsk } from './ask.ts';
import { expectedShare } from './expected-band.ts';
import type { Months } from './months.ts';
import { yearOf } from './months.ts';
import { countsOf, daysOf, isOf, type Reading, read } from './reading.ts';
import { definition, nextStep, verdictOf } from './words.ts';

/** Seasons of sign-ups, held against each other and against their own earlier years. @throws DomainError those of `read` */
export const signupSeasons = (context: Context, ask: SignupSeasonsAsk): Promise<SignupSeasonsAnswer> =>
  read(context, ask, async (reading) => {
    const tallies = await countsOf(context, reading);
    const groups = reading.seasons.map((_, season) =>
      tallies.filter(({ row }) => isOf(reading.seasons, row, { season, year: null })),
    );
    const shares = groups.map((own) => shareAt(reading, own, ask.at));
    const places = everyTwo(groups.length);
    const found = compareMany(
      places.map(([a, b]) => ({ first: shares[a] ?? nobody, second: shares[b] ?? nobody })),
      { smallestThatMatters: context.workspace.smallestDifference },
    );
    const lower = lowerOf(places, found);
    const seasons = reading.seasons.map((months, at) => ({
      ...seasonOf(reading, months, groups[at] ?? []),
      risky: lower.lower.has(at) && !lower.higher.has(at),
    }));
    const pairs = places.flatMap(([first, second], at) => {
      const one = found[at];
      return one === undefined ? [] : [{ first, second, ...testedBy(one) }];
    });
    const { plan } = reading.cohorts;
    return {
      days: daysOf(ask),
      at: ask.at,
      seasons,
      pairs,
      next: nextStep(seasons),
      verdict: verdictOf({ seasons, pairs, at: ask.at }, plan.unit),
      definition: definition(ask),
      ...countedBySaid([plan.ask.return]),
      ...saidOf(plan, ask),
    };
  });

const nobody: Proportion = { hits: 0, total: 0 };

/** Which seasons keep clearly fewer than another, and which clearly more. */
function lowerOf(places: readonly (readonly [number, number])[], found: readonly Comparison[]) {
  const [lower, higher] = [new Set<number>(), new Set<number>()];
  places.forEach(([a, b], at) => {
    const one = found[at];
    if (one?.verdict !== 'different' || !one.difference.known) return;
    const [less, more] = one.difference.value < 0 ? [a, b] : [b, a];
    lower.add(less);
    higher.add(more);
  });
  return { lower, higher };
}

/** Of those whose days are over, those who were active in them. */
function shareAt(
  { cohorts: { plan }, columns }: Reading,
  tallies: readonly Tally[],
  day: number,
): Proportion {
  const column = columns.get(day);
  if (column === undefined) return nobody;
  const over = tallies.filter(({ base }) => isOver(plan, base, column));
  return {
    hits: over.reduce((sum, { returned }) => sum + (returned.get(column.index) ?? 0), 0),
    total: over.reduce((sum, { size }) => sum + size, 0),
  };
}

const sizeOf = (tallies: readonly Tally[]): number => tallies.reduce((sum, { size }) => sum + size, 0);

function seasonOf(reading: Reading, months: Months, tallies: readonly Tally[]): Omit<SignupSeason, 'risky'> {
  const byYear = [...Map.groupBy(tallies, ({ row }) => yearOf(months, row))].sort(([a], [b]) => a - b);
  return {
    name: months.name,
    months: [...months.months],
    others: months.others,
    size: sizeOf(tallies),
    points: pointsOf(reading, tallies),
    years: byYear.map(([year, own]) => ({ year, size: sizeOf(own), points: pointsOf(reading, own) })),
    latest: latestOf(reading, byYear),
  };
}

const pointsOf = (reading: Reading, tallies: readonly Tally[]) =>
  [...reading.columns.keys()].map((day) => {
    const { hits, total } = shareAt(reading, tallies, day);
    return { day, eligible: total, returned: hits, ...toldShare({ hits, total }) };
  });

/** The last year against what the earlier ones lead one to expect of it. */
function latestOf(
  reading: Reading,
  years: readonly (readonly [number, readonly Tally[]])[],
): SignupSeason['latest'] {
  const last = years.at(-1);
  const before = years.slice(0, -1);
  if (last === undefined || before.length === 0) return null;
  const [year, own] = last;
  const expected = [...reading.columns.keys()].map((day) => {
    const { total } = shareAt(reading, own, day);
    const earlier = before.map(([, tallies]) => shareAt(reading, tallies, day));
    return { day, ...expectedShare(earlier, total > 0 ? total : sizeOf(own)) };
  });
  const known = expected.findLast(({ day, share }) => share.known && shareAt(reading, own, day).total > 0);
  return {
    year,
    day: known?.day ?? null,
    expected,
    verdict: known === undefined ? 'cannot_say' : againstBand(shareAt(reading, own, known.day), known),
  };
}

function againstBand(
  { hits, total }: Proportion,
  { low, high, people }: ReturnType<typeof expectedShare>,
): NonNullable<SignupSeason['latest']>['verdict'] {
  if (total < fewPeople || people < fewPeople || low === null || high === null) return 'cannot_say';
  const share = hits / total;
  return share < low ? 'below' : share > high ? 'above' : 'usual';
}
