import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { isWanted } from '#src/customers/filters/index.ts';
import { type Frame, givenUpNumbers, int } from '#src/customers/frame/index.ts';
import { type LivesAsk, livesAt } from '#src/customers/phase-keeping/index.ts';
import type { PhaseWhich } from './ask.ts';

/** Lives of a question, at its end and at its beginning. */
export interface Looked extends LivesAsk {
  readonly frame: Frame;
}

const wantedLives = (looked: Looked): Sql => sql`(
    select customer, phase, status, was, monthly, currency, bought, bought_in
    from ${livesAt(looked)}
    where ${isWanted(sql`customer`, looked.frame.wanted)}
  )`;

/** How many stand where. */
export interface StandRow {
  readonly was: string;
  readonly phase: string;
  readonly status: string;
  readonly people: number;
}

/** Grain: (phase then, phase, status); some hundred rows. */
export const standings = (looked: Looked): Sql<StandRow> => sql<StandRow>`
  select was, phase, status, toUInt32(count()) as people
  from ${wantedLives(looked)}
  where phase != ''
  group by was, phase, status`;

/** Money of those who stand somewhere. */
export interface MoneyRow {
  readonly phase: string;
  readonly kind: 'monthly' | 'bought';
  readonly currency: string;
  /** Smallest units a month, or millionths. */
  readonly amount: string;
  readonly people: number;
}

/** Grain: (phase, kind, currency). */
export const moneyAt = (looked: Looked): Sql<MoneyRow> => sql<MoneyRow>`
  select phase, kind, in_currency as currency, toString(sum(amount)) as amount, toUInt32(count()) as people
  from (
    select phase, 'monthly' as kind, toString(currency) as in_currency, toInt128(monthly) as amount
    from ${wantedLives(looked)}
    where monthly != 0
    union all
    select phase, 'bought' as kind, toString(pair.1) as in_currency, toInt128(pair.2) as amount
    from ${wantedLives(looked)}
    array join arrayZip(bought_in, bought) as pair
  )
  where phase != ''
  group by phase, kind, currency`;

/** Whoever did anything and is in no phase, as a bitmap. */
const withoutPhase = (looked: Looked): Sql => sql`
    select bitmapAndnot(bitmapAndnot(
      (select groupBitmapMergeState(customers) from ${scoped('event_days')}
        where layout = ${typed('UInt32', looked.frame.layout)} and event = '' and day <= ${typed('Date32', dateOf(looked))}),
      (select groupBitmapState(customer) from ${livesAt(looked)} where phase != '')), ${givenUpNumbers}) as people`;

const dateOf = ({ frame }: Looked): string =>
  new Date(frame.known.lastBegun * 86_400_000).toISOString().slice(0, 10);

/** The people behind a number, as one bitmap `people`. */
export function whoStands(looked: Looked, which: PhaseWhich): Sql {
  if (which.kind === 'without') {
    return sql`select groupBitmapState(customer) as people
      from (select arrayJoin(bitmapToArray(people)) as customer from (${withoutPhase(looked)}))
      where ${isWanted(sql`customer`, looked.frame.wanted)}`;
  }
  return sql`select groupBitmapState(customer) as people
    from ${wantedLives(looked)}
    where ${testOf(which)}`;
}

function testOf(which: Exclude<PhaseWhich, { kind: 'without' }>): Sql {
  if (which.kind === 'all') return sql`phase != ''`;
  if (which.kind === 'status') return sql`phase != '' and status = ${which.status}`;
  if (which.kind === 'flow') return sql`was = ${which.from ?? ''} and phase = ${which.to}`;
  return which.status === undefined
    ? sql`phase = ${which.phase}`
    : sql`phase = ${which.phase} and status = ${which.status}`;
}

/** What became of warnings. */
export interface WarningRow {
  readonly raised: number;
  readonly acted: number;
  readonly wrong: number;
  readonly late: number;
  readonly gone: number;
  readonly days: number;
}

/**
 * Warnings raised on some local days, and days on which one could have been; without an offer those of the headline of each midnight.
 * Grain: one row.
 *
 * @param days  first and last, included
 * @param today the last local day that has begun: what came of them is known up to it
 */
export function warningsRaised(
  looked: Looked,
  { from, to, today }: { readonly from: number; readonly to: number; readonly today: number },
): Sql<WarningRow> {
  const { frame } = looked;
  const back = sql`(warned.4 >= 0 and warned.4 <= ${int(today)})`;
  const own = (test: Sql) => sql`sum(toFloat64(arrayCount(warned -> ${test}, warnings)))`;
  const judged = sql`not warned.5`;
  const first = (until: Sql) => sql`greatest(since, ${until}, ${int(from)})`;
  const last = (until: Sql) => sql`least(until, ${until}, ${int(Math.min(to, today) + 1)})`;
  return sql<WarningRow>`
    select ${own(sql`true`)} as raised, ${own(sql`warned.5`)} as acted,
      ${own(sql`${judged} and ${back} and warned.4 - warned.3 <= 2 * warned.2`)} as wrong,
      ${own(sql`${judged} and ${back} and warned.4 - warned.3 > 2 * warned.2`)} as late,
      ${own(sql`${judged} and not ${back} and ${int(today)} - warned.3 > 2 * warned.2`)} as gone,
      sum(toFloat64(arraySum(arrayMap((since, until) -> arraySum(arrayMap((began, ended) ->
        greatest(0, ${last(sql`ended`)} - ${first(sql`began`)}), led_days.1, led_days.2)), watched_from, watched_to)))) as days
    from ${warnedLives(looked, { from, to })}
    where ${isWanted(sql`customer`, frame.wanted)}`;
}

/**
 * Lives with the warnings raised on some days: customer, warnings (day, limit, last visit, back, acted), watched_from, watched_to, led_days (first days
 * and days after the last on which what is said of them counts).
 */
function warnedLives(
  { frame, offer }: Looked,
  { from, to }: { readonly from: number; readonly to: number },
): Sql {
  const day = (instants: Sql) => sql`arrayMap(one -> toInt32(toDate32(one, ${frame.zone})), ${instants})`;
  const leads = sql`arrayExists((began, ended) -> began <= warned.1 and warned.1 < ended, led_days.1, led_days.2)`;
  const ever = sql`([toInt32(-1)], [toInt32(2000000000)])`;
  return sql`(
      select customer, watched_from, watched_to,
        ${offer === undefined ? sql`(${day(sql`led_from`)}, ${day(sql`led_to`)})` : ever} as led_days,
        arrayFilter(warned -> warned.1 between ${int(from)} and ${int(to)} and ${leads},
          arrayZip(warned_on, warned_after, warned_last, warned_back, warned_acted)) as warnings
      from ${scoped('phase_lives')}
      where known
        and ${offer === undefined ? sql`notEmpty(led_from)` : sql`offer = ${offer}`}
      settings final = 1
    )`;
}
