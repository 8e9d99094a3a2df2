import type { Context } from '#src/access/index.ts';
import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { type DayNumber, dateText, periodOf } from '#src/customers/calendar/index.ts';
import {
  type Engines,
  type Frame,
  framed,
  limits,
  listedBy,
  type PeopleBehind,
} from '#src/customers/frame/index.ts';
import { type Offer, offersOf } from '#src/customers/offers/index.ts';
import { groupSeason, type LearnedSeason, type Season, seasonDays } from '#src/customers/seasons/index.ts';
import { requireKind } from '#src/insights/contract-retention/index.ts';
import type { SeasonPeopleAsk, SeasonsAsk, SeasonWhich } from './ask.ts';
import { type Attendance, attendanceOf, judgedSeason, type SeasonRule } from './attendance.ts';
import { type Coming, comingOf, visits } from './coming.ts';
import { habitBefore } from './expecting.ts';
import { codeOf, firstVisit, monthsSeen, seenGroups, seenPeople } from './queries.ts';

/** A question settled: what coming is, which season, who came when. */
export interface Reading {
  readonly frame: Frame;
  readonly offer: Offer;
  readonly coming: Coming;
  readonly rows: Sql;
  readonly learned: LearnedSeason | null;
  /** Null where there is no season: then nobody is judged. */
  readonly found: Found | null;
}

/** What there is once a season is known. */
export interface Found {
  readonly rule: SeasonRule;
  readonly today: DayNumber;
  readonly watchedFrom: DayNumber;
  /** The last day that is over, where the season runs: both sides of a comparison are cut after it. */
  readonly cut: DayNumber | null;
  readonly code: Sql;
  readonly groups: readonly Attendance[];
}

/**
 * Settles a question.
 *
 * @throws DomainError `offers.not_sold`, `offers.other_kind`, `value.unknown`, `value.no_default`, those of the people's conditions
 */
export async function readingOf(context: Context, ask: SeasonsAsk): Promise<Reading> {
  const basis = await basisOf(context, ask);
  const { frame, rows, season } = basis;
  if (season === null) return { ...basis, found: null };
  const { code, ...rule } = ruleOf(frame, season);
  const watchedFrom = await watchedSince(context, basis);
  const found = await context.warehouse.rows(seenGroups(frame, rows, code), limits(context));
  const groups = found.map(({ seen, several }) =>
    attendanceOf(seen, Number(several), { ...rule, watchedFrom }),
  );
  const { rule: used, today, cut } = rule;
  return { ...basis, found: { rule: used, today, watchedFrom, cut, code, groups } };
}

/** A question before people are read: the offer, what coming is, its season. */
export type Basis = Omit<Reading, 'found'> & { readonly season: SeasonRule | null };

/** @throws DomainError as {@link readingOf} */
export async function basisOf(context: Engines, ask: SeasonsAsk): Promise<Basis> {
  const frame = await framed(context, ask);
  const offers = await offersOf(context.records, ask.asOf === undefined ? undefined : frame.asOf);
  const offer = requireKind(offers, ask.offer, 'discontinuous', 'offer');
  const coming = await comingOf(context, frame, { offer, deed: ask.deed });
  const rows = visits(frame, coming);
  const common = { frame, offer, coming, rows };
  if (offer.terms.season !== null)
    return { ...common, learned: null, season: { season: offer.terms.season, declared: true } };
  const learned = await learnedSeason(context, frame, rows);
  return { ...common, learned, season: learned.known ? { season: learned.season, declared: false } : null };
}

/** How days are kept by a season, as of the question's instant. */
export function ruleOf({ known }: Pick<Frame, 'known'>, rule: SeasonRule) {
  const today = known.lastBegun;
  const judged = judgedSeason(rule.season, today);
  const over = known.current - 1;
  const cut = judged.last >= today && over >= judged.first ? over : null;
  const [month, day] = cut === null ? [] : dateText(cut).slice(5).split('-').map(Number);
  const monthDay = month === undefined || day === undefined ? null : month * 100 + day;
  return {
    rule,
    today,
    cut,
    cutMonth: month === undefined ? null : month - 1,
    code: codeOf(rule.declared ? rule.season : null, monthDay),
  };
}

/** The season of everybody, whole years up to this month; the conditions on people do not change when it is. */
async function learnedSeason(context: Engines, frame: Frame, rows: Sql): Promise<LearnedSeason> {
  const [first] = await context.warehouse.rows(firstVisit(rows), limits(context));
  const begun = first?.day ?? frame.known.lastBegun;
  const month = (day: DayNumber) => periodOf(day, 'month', 'monday');
  const until = month(frame.known.current);
  const years = Math.min(5, Math.floor((until - month(begun - 1) - 1) / 12));
  const seen = await context.warehouse.rows(
    monthsSeen(rows, { from: until - Math.max(0, years) * 12, until }),
    limits(context),
  );
  const by = new Map(seen.map((one) => [one.place, Number(one.people)]));
  return groupSeason(
    Array.from({ length: 12 }, (_, at) => by.get(at) ?? 0),
    years,
  );
}

/** The first local day of which the workspace knows anything, or of the first visit where that came before. */
export async function watchedSince(
  context: Context,
  { frame, rows }: Pick<Basis, 'frame' | 'rows'>,
): Promise<DayNumber> {
  const [[own], [any]] = await Promise.all([
    context.warehouse.rows(firstVisit(rows), limits(context)),
    context.warehouse.rows(
      sql<{ day: number | null }>`
        select toInt32OrNull(toString(toInt32(min(day)))) as day
        from ${scoped('event_counts')}
        where layout = ${typed('UInt32', frame.layout)}
        having count() > 0`,
      limits(context),
    ),
  ]);
  return Math.min(own?.day ?? frame.known.lastBegun, any?.day ?? frame.known.lastBegun);
}

/** Whether people of one attendance stand behind a number. */
export function stands(
  { years, early, standing }: Attendance,
  which: SeasonWhich,
  { expected }: { readonly expected: number },
): boolean {
  if (which.kind === 'standing') return standing.standing === which.standing;
  if (which.kind === 'habit') return habitBefore(years, expected) === which.habit;
  const [came, before] = [years.includes(which.year), years.includes(which.year - 1)];
  const earlier = years.some((year) => year < which.year);
  const parts = {
    came,
    eligible: before,
    returned: came && before,
    missed: !came && before,
    back: came && !before && earlier,
    fresh: came && !earlier,
    returned_by_then: before && early.includes(which.year),
  };
  return parts[which.part];
}

/** The season that is expected: the running one, or the next. */
export const expectedYear = (season: Season, today: DayNumber): number => {
  const judged = judgedSeason(season, today);
  return judged.last >= today ? judged.year : judged.year + 1;
};

/** Seasons watched from their first day on, up to the one that is judged. */
export function watchedSeasons({ rule, today, watchedFrom }: Found): number[] {
  const first = Number(dateText(watchedFrom).slice(0, 4)) - 1;
  const last = judgedSeason(rule.season, today).year;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i).filter(
    (year) => seasonDays(rule.season, year).first >= watchedFrom,
  );
}

/** Seasons that are over, of which the one before was watched whole: what is expected is learned from these. */
export const pastSeasons = (found: Found): number[] =>
  watchedSeasons(found)
    .map((year) => year + 1)
    .filter((year) => seasonDays(found.rule.season, year).last < found.today);

/** Whose number, of which question. */
export type PeopleWhich = Omit<SeasonPeopleAsk, 'limit' | 'cursor'>;

/** Those behind a number. @throws DomainError those of {@link readingOf} */
export async function whoCame(context: Context, { ask, which }: PeopleWhich): Promise<PeopleBehind> {
  const { frame, rows, found } = await readingOf(context, ask);
  const chosen =
    found === null
      ? []
      : found.groups.filter((group) =>
          stands(group, which, { expected: expectedYear(found.rule.season, found.today) }),
        );
  return {
    frame,
    people: seenPeople(
      frame,
      rows,
      found?.code ?? codeOf(null, null),
      chosen.map(({ seen }) => seen),
    ),
  };
}

export const { page: seasonPeople, everyone: everyoneOfSeason } = listedBy(whoCame);
