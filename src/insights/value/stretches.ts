import { join, type Sql, sql, typed } from '#src/basics/sql.ts';
import { periodIn } from '#src/customers/calendar/index.ts';
import type { Deed, EventMatch } from '#src/customers/event-match/index.ts';
import { onlyWanted } from '#src/customers/filters/index.ts';
import { eventRows, type Frame, int, moment } from '#src/customers/frame/index.ts';
import { daysOf, nobody, type Span } from '#src/customers/value/index.ts';

const minuteMs = 60_000;

/** What is told apart within stretches. */
export interface Seeking {
  readonly search: readonly EventMatch[];
  readonly value: readonly EventMatch[];
  readonly gapMinutes: number;
}

/** A question about seeking, settled. */
export interface SoughtPlan {
  readonly frame: Frame;
  readonly seeking: Seeking;
  /** What was asked for as value, the definitions by name. */
  readonly deeds: readonly Deed[];
  readonly span: Span;
}

/**
 * Stretches in which somebody sought: rows (unit, period, found, open), of those wanted.
 *
 * A stretch is a run of a unit's events, of any name, with less than the gap between each and the next; it belongs to
 * the period of its first event. It is open while a further event could still belong to it at the question's instant.
 * Events are read from one gap before the span, so that a stretch begun before it is not taken for a new one, and to
 * the question's instant, so that a stretch begun in it is seen whole.
 *
 * Grain: one row per stretch with a search; ≤ events of searching.
 */
export function soughtStretches({ frame, seeking, span }: SoughtPlan): Sql {
  const { from, to } = daysOf(frame, span);
  const gap = typed('Int64', seeking.gapMinutes * minuteMs);
  const days = { from: from - Math.ceil(seeking.gapMinutes / 1440) - 1 };
  const seekers = seekersFrom(frame, seeking, days);
  return sql`(
    select unit, ${periodIn(sql`began`, span.period, frame.weekStart)} as period, found, not found and ended > ${typed('Int64', frame.asOf)} - ${gap} as open
    from (
      select unit, nth, argMin(event.2, event.1) as began, max(event.1) as ended, max(event.3) = 1 as sought, max(event.4) = 1 as found
      from (
        select unit, arraySort(groupArray((at, day, sought, found))) as told, arrayMap(one -> one.1, told) as ats,
          arrayCumSum(arrayMap((at, before) -> at - before >= ${gap}, ats, arrayPushFront(arrayPopBack(ats), ats[1]))) as nths
        from (${join(
          [
            marked(eventRows(frame, { event: null, where: [] }, days), 0, 0),
            ...seeking.search.map((match) => marked(eventRows(frame, match, days), 1, 0)),
            ...seeking.value.map((match) => marked(eventRows(frame, match, days), 0, 1)),
          ],
          '\nunion all\n',
        )})
        where bitmapContains(${seekers}, unit)
        group by unit
      )
      array join told as event, nths as nth
      group by unit, nth
    )
    where sought
      and began between ${int(from)} and ${int(to)}
  )`;
}

const marked = (rows: Sql, sought: number, found: number): Sql => sql`
          select unit, ${moment} as at, day, ${typed('UInt8', sought)} as sought, ${typed('UInt8', found)} as found
          from ${rows}`;

/** Those wanted who searched at all: nobody else's events need be put in order. */
function seekersFrom(frame: Frame, { search }: Seeking, days: { from: number }): Sql {
  const found = join(
    search.map((match) => sql`select groupBitmapState(unit) as who from ${eventRows(frame, match, days)}`),
    '\nunion all\n',
  );
  const none = sql`select ${nobody(frame)} as who`;
  return sql`(select ${onlyWanted(sql`groupBitmapMergeState(who)`, frame.wanted)} from (${join([found, none], '\nunion all\n')}))`;
}
