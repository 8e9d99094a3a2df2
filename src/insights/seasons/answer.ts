import type { Context } from '#src/access/index.ts';
import { known, unknown } from '#src/basics/estimate.ts';
import { dateText } from '#src/customers/calendar/index.ts';
import { saidOf, toldShare } from '#src/customers/frame/index.ts';
import { seasonDays, standings } from '#src/customers/seasons/index.ts';
import { countedBySaid } from '#src/customers/value/index.ts';
import { compareProportions } from '#src/maths/significance/index.ts';
import type { SeasonRow, SeasonsAnswer, SeasonsAsk, SeasonWhich } from './ask.ts';
import { judgedSeason } from './attendance.ts';
import { expectedOf } from './expecting.ts';
import {
  expectedYear,
  type Found,
  pastSeasons,
  type Reading,
  readingOf,
  stands,
  watchedSeasons,
} from './reading.ts';
import { definition, verdictOf } from './words.ts';

/** Who comes back to an offer of seasons. @throws DomainError those of `readingOf` */
export async function seasonsAnswer(context: Context, ask: SeasonsAsk): Promise<SeasonsAnswer> {
  const reading = await readingOf(context, ask);
  const { frame, coming, found } = reading;
  const told =
    found === null ? nothingFound : toldOf(found, ask.seasons, context.workspace.smallestDifference);
  const answer = {
    offer: reading.offer.name,
    season: seasonFound(reading),
    noSeason: reading.learned?.known === false ? reading.learned.why : null,
    today: dateText(frame.known.lastBegun),
    ...told,
  };
  return {
    ...answer,
    coming: coming.words,
    verdict: verdictOf(answer, frame.unit),
    definition: definition(answer.season),
    ...countedBySaid(coming.deed === null ? [] : [coming.deed]),
    ...saidOf(frame, ask),
  };
}

type Told = Pick<SeasonsAnswer, 'running' | 'standings' | 'own' | 'rows' | 'comparison' | 'expected'>;

const nothingFound: Told = {
  running: false,
  standings: null,
  own: 0,
  rows: [],
  comparison: null,
  expected: null,
};

function seasonFound({ found, learned }: Reading): SeasonsAnswer['season'] {
  if (found === null) return null;
  const { season, declared } = found.rule;
  return { ...season, declared, held: learned?.known ? learned.share : null };
}

function toldOf(found: Found, seasons: number, smallest: number): Told {
  const { rule, today, groups } = found;
  const judged = judgedSeason(rule.season, today);
  const watched = watchedSeasons(found);
  const count = (which: SeasonWhich) => countOf(found, which);
  return {
    running: judged.last >= today,
    standings: Object.fromEntries(
      standings.map((standing) => [standing, count({ kind: 'standing', standing })]),
    ) as NonNullable<Told['standings']>, // every standing of the list
    own: groups.reduce((sum, { own, people }) => sum + (own === null ? 0 : people), 0),
    rows: shownYears(found, judged.year, seasons).map((year) =>
      rowOf(found, year, watched.includes(year - 1)),
    ),
    comparison: comparisonOf(found, judged.year, smallest),
    expected: expectation(found),
  };
}

const countOf = (found: Found, which: SeasonWhich): number => {
  const expected = expectedYear(found.rule.season, found.today);
  return found.groups.reduce(
    (sum, group) => sum + (stands(group, which, { expected }) ? group.people : 0),
    0,
  );
};

/** The latest seasons in which anybody could come: from the first that anybody came in. */
function shownYears({ groups }: Found, last: number, seasons: number): number[] {
  const first = Math.min(last, ...groups.flatMap(({ years }) => years.slice(0, 1)));
  const from = Math.max(first, last - seasons + 1);
  return Array.from({ length: last - from + 1 }, (_, i) => from + i);
}

function rowOf(found: Found, year: number, beforeWatched: boolean): SeasonRow {
  const { first, last } = seasonDays(found.rule.season, year);
  const part = (name: Extract<SeasonWhich, { kind: 'season' }>['part']) =>
    countOf(found, { kind: 'season', year, part: name });
  const [eligible, returned] = [part('eligible'), part('returned')];
  return {
    year,
    from: dateText(first),
    to: dateText(last),
    state: last < found.today ? 'complete' : 'running',
    came: part('came'),
    eligible,
    returned,
    ...toldShare({ hits: returned, total: eligible }),
    missed: part('missed'),
    back: part('back'),
    fresh: beforeWatched ? known(part('fresh')) : unknown('not_watched_long_enough'),
  };
}

/** This season against the one before it: up to the same day where it runs, else both whole. */
function comparisonOf(found: Found, year: number, smallest: number): SeasonsAnswer['comparison'] {
  const part = found.cut === null ? 'returned' : 'returned_by_then';
  const side = (of: number) => ({
    year: of,
    hits: countOf(found, { kind: 'season', year: of, part }),
    total: countOf(found, { kind: 'season', year: of, part: 'eligible' }),
  });
  const [now, before] = [side(year), side(year - 1)];
  const begins = found.cut === null && seasonDays(found.rule.season, year).last >= found.today;
  if (now.total === 0 || before.total === 0 || begins) return null;
  const tested = compareProportions(now, before, { smallestThatMatters: smallest });
  const shown = ({ year: of, hits, total }: typeof now) => ({
    year: of,
    returned: hits,
    eligible: total,
    ...toldShare({ hits, total }),
  });
  const { difference, interval, decidingP, verdict, neededPerGroup } = tested;
  return {
    until: found.cut === null ? null : dateText(found.cut).slice(5),
    now: shown(now),
    before: shown(before),
    difference,
    low: interval.known ? interval.value.low : null,
    high: interval.known ? interval.value.high : null,
    p: decidingP,
    verdict,
    stillNeeded:
      verdict === 'cannot_say' ? Math.max(0, neededPerGroup - Math.min(now.total, before.total)) : 0,
  };
}

function expectation(found: Found): Told['expected'] {
  const { rule, today, groups } = found;
  const { chances, ...expected } = expectedOf(groups, expectedYear(rule.season, today), pastSeasons(found));
  return chances.every(({ people }) => people === 0) ? null : { ...expected, chances: [...chances] };
}
