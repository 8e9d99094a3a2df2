import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import type { Estimate } from '#src/basics/estimate.ts';
import { unknown } from '#src/basics/estimate.ts';
import type { Sql } from '#src/basics/sql.ts';
import { dateText } from '#src/customers/calendar/index.ts';
import { limits, type Words } from '#src/customers/frame/index.ts';
import type { Unit } from '#src/customers/traits/index.ts';
import { say } from '#src/customers/wording/index.ts';
import {
  attendanceOf,
  basisOf,
  expectedOf,
  expectedYear,
  habitBefore,
  pastSeasons,
  readingOf,
  ruleOf,
  SeasonsAsk,
  seasonWords,
  seenBy,
  watchedSince,
} from '#src/insights/seasons/index.ts';
import type { Status } from './words.ts';

interface HeldSeason {
  readonly status: Status<'discontinuous'>;
  readonly since: string | null;
  readonly until: string | null;
  readonly detail: Words | null;
  readonly chance: Estimate<number> | null;
}

/** How one holder stands with an offer of seasons; undefined where they never came, or nothing says what coming is. */
export async function seasonOfHolder(
  context: Context,
  about: { readonly offer: string; readonly asOf: string | undefined; readonly unit: Unit },
  { unit, chances }: { readonly unit: Sql; readonly chances: boolean },
): Promise<HeldSeason | undefined> {
  const ask = SeasonsAsk.parse(about);
  const basis = await basisOf(context, ask).catch((error: unknown) => {
    // A workspace may sell seasons before it says what coming is.
    if (error instanceof DomainError && error.code === 'value.no_default') return undefined;
    throw error;
  });
  if (basis === undefined) return undefined;
  const { season: found, frame, rows, learned } = basis;
  const used = ruleOf(frame, found ?? { season: { from: '01-01', to: '12-31' }, declared: false });
  const [row] = await context.warehouse.rows(seenBy(rows, used.code, unit), limits(context));
  if (row === undefined) return undefined;
  if (found === null) {
    const detail = learned?.known === false ? whyWords[learned.why] : null;
    return {
      status: 'unknown',
      since: null,
      until: null,
      detail,
      chance: chances ? unknown('not_computable') : null,
    };
  }
  const watchedFrom = await watchedSince(context, basis);
  const attended = attendanceOf(row.seen, 1, { ...used, watchedFrom });
  const { standing, season, missed } = attended.standing;
  return {
    status: standing,
    since: dateText(season.first),
    until: dateText(season.last),
    detail: detailOf(attended.own ?? found.season, missed),
    chance: chances ? await chanceOf(context, ask, attended.years) : null,
  };
}

const whyWords = {
  not_watched_long_enough: say(
    'il faut deux années entières de visites pour lire la saison',
    'it takes two whole years of visits to read the season',
  ),
  too_few_customers: say('trop peu de visites pour lire la saison', 'too few visits to read the season'),
  no_season: say('on vient toute l’année', 'people come all year round'),
} as const;

function detailOf(season: { readonly from: string; readonly to: string }, missed: number): Words {
  const when = seasonWords(season);
  if (missed === 0) return say(`saison ${when.fr}`, `season ${when.en}`);
  return say(
    `saison ${when.fr}, ${missed} manquée${missed === 1 ? '' : 's'}`,
    `season ${when.en}, ${missed} missed`,
  );
}

/** How often those of the same habit came in past seasons. */
async function chanceOf(
  context: Context,
  ask: SeasonsAsk,
  years: readonly number[],
): Promise<Estimate<number>> {
  const { found } = await readingOf(context, ask);
  if (found === null) return unknown('not_computable');
  const year = expectedYear(found.rule.season, found.today);
  const habit = habitBefore(years, year);
  const { chances } = expectedOf(found.groups, year, pastSeasons(found));
  return chances.find((one) => one.habit === habit)?.share ?? unknown('not_watched_long_enough');
}
