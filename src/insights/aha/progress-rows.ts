import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { eventRows, type Frame, int, moment } from '#src/customers/frame/index.ts';
import { type Newcomers, startsOf, type TellApart } from '#src/insights/newcomers/index.ts';
import type { Rule } from './ask.ts';

/**
 * How every newcomer stands: rows (unit, began, opened, value, times, reached, over, status).
 *
 * `times` so far within the window; `reached` the milliseconds of the last one needed, not before the start, 0 while it is
 * not reached; `over` the days of the window that are over; `status` reached, on_track, late or lost.
 *
 * Grain: one row per newcomer.
 */
export function standing(
  frame: Frame,
  newcomers: Newcomers,
  { rule, apart = { by: 'nothing' } }: { readonly rule: Rule; readonly apart?: TellApart },
): Sql {
  const { times: needed, days } = rule;
  const within = { from: newcomers.from, to: Math.max(newcomers.from, newcomers.to) + days };
  const starts = startsOf(frame, newcomers, { apart });
  const since = startsOf(frame, newcomers);
  const most = typed('Int64', needed);
  return sql`(
    select began_of.unit as unit, began_of.began as began, began_of.opened as opened, began_of.value as value,
      toInt64(did.times) as times, if(times >= ${most}, greatest(began_of.opened, did.nth), 0) as reached,
      toInt64(least(${int(frame.known.current)} - began_of.began, ${int(days)})) as over,
      multiIf(times >= ${most}, 'reached', over >= ${typed('Int64', days)}, 'lost', times < intDiv(${most} * over, ${typed('Int64', days)}), 'late', 'on_track') as status
    from ${starts} as began_of
    left join (
      select told.unit as unit, count() as times, arraySort(groupArray(told.at))[${typed('UInt64', needed)}] as nth
      from (select unit, day, ${moment} as at from ${eventRows(frame, rule.match, within)}) as told
      inner join ${since} as since on told.unit = since.unit
      where told.day >= since.began and told.day < since.began + ${int(days)}
      group by unit
    ) as did
    on began_of.unit = did.unit
  )`;
}
