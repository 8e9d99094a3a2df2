import { type Sql, scoped, sql } from '#src/basics/sql.ts';
import { isWanted } from '#src/customers/filters/index.ts';
import { int } from '#src/customers/frame/index.ts';
import type { WarningOutcome } from './ask.ts';
import type { Looked } from './looking.ts';

/** What became of warnings: how many of each outcome, of how many people, and how long people were listened to. */
export interface WarningRow {
  readonly days: number;
  /** In the order of the outcomes asked for. */
  readonly counts: readonly number[];
  readonly people: readonly number[];
}

/**
 * Warnings raised on the days asked for, and days on which one could have been; without an offer those of the headline of each
 * midnight. What came of them is known up to the last local day that has begun. Grain: one row.
 */
export function warningsRaised(looked: Looked, outcomes: readonly WarningOutcome[]): Sql<WarningRow> {
  const { frame, days } = looked;
  const first = sql`greatest(since, began, ${int(days.from)})`;
  const last = sql`least(until, ended, ${int(Math.min(days.to, frame.known.lastBegun) + 1)})`;
  const each = (told: (test: Sql) => Sql): Sql =>
    outcomes.map((outcome) => told(testOf(looked, outcome))).reduce((left, one) => sql`${left}, ${one}`);
  return sql<WarningRow>`
    select [${each((test) => sql`sum(toFloat64(arrayCount(warned -> ${test}, warnings)))`)}] as counts,
      [${each((test) => sql`toFloat64(uniqExactIf(customer, arrayExists(warned -> ${test}, warnings)))`)}] as people,
      sum(toFloat64(arraySum(arrayMap((since, until) -> arraySum(arrayMap((began, ended) ->
        greatest(0, ${last} - ${first}), led_days.1, led_days.2)), watched_from, watched_to)))) as days
    from ${warnedLives(looked)}
    where ${isWanted(sql`customer`, frame.wanted)}`;
}

/** Those with a warning of an outcome, as one bitmap `people`. */
export const whoWasWarned = (looked: Looked, outcome: WarningOutcome): Sql => sql`
    select groupBitmapState(customer) as people
    from ${warnedLives(looked)}
    where ${isWanted(sql`customer`, looked.frame.wanted)}
      and arrayExists(warned -> ${testOf(looked, outcome)}, warnings)`;

/** Whether a warning (day, limit, last visit, back, acted) came to an outcome, as far as it is known. */
function testOf({ frame }: Looked, outcome: WarningOutcome): Sql {
  const today = int(frame.known.lastBegun);
  const back = sql`(warned.4 >= 0 and warned.4 <= ${today})`;
  const soon = sql`warned.4 - warned.3 <= 2 * warned.2`;
  const long = sql`${today} - warned.3 > 2 * warned.2`;
  if (outcome === 'raised') return sql`true`;
  if (outcome === 'acted') return sql`warned.5`;
  if (outcome === 'wrong') return sql`not warned.5 and ${back} and ${soon}`;
  if (outcome === 'late') return sql`not warned.5 and ${back} and not (${soon})`;
  if (outcome === 'gone') return sql`not warned.5 and not ${back} and ${long}`;
  return sql`not warned.5 and not ${back} and not (${long})`;
}

/**
 * Lives with the warnings raised on the days asked for: customer, warnings (day, limit, last visit, back, acted), watched_from, watched_to, led_days (first
 * days and days after the last on which what is said of them counts).
 */
function warnedLives({ frame, offer, days }: Looked): Sql {
  const day = (instants: Sql) => sql`arrayMap(one -> toInt32(toDate32(one, ${frame.zone})), ${instants})`;
  const leads = sql`arrayExists((began, ended) -> began <= warned.1 and warned.1 < ended, led_days.1, led_days.2)`;
  const ever = sql`([toInt32(-1)], [toInt32(2000000000)])`;
  return sql`(
      select customer, watched_from, watched_to,
        ${offer === undefined ? sql`(${day(sql`led_from`)}, ${day(sql`led_to`)})` : ever} as led_days,
        arrayFilter(warned -> warned.1 between ${int(days.from)} and ${int(days.to)} and ${leads},
          arrayZip(warned_on, warned_after, warned_last, warned_back, warned_acted)) as warnings
      from ${scoped('phase_lives')}
      where known
        and ${offer === undefined ? sql`notEmpty(led_from)` : sql`offer = ${offer}`}
      settings final = 1
    )`;
}
