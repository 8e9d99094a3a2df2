import { type Sql, sql } from '#src/basics/sql.ts';
import { localDay } from '#src/customers/calendar/index.ts';
import { type EventMatch, propertyText } from '#src/customers/event-match/index.ts';
import { isWanted } from '#src/customers/filters/index.ts';
import { daysAsked, eventRows, type Frame, int, moment } from '#src/customers/frame/index.ts';
import { traitValues } from '#src/customers/traits/index.ts';
import type { TellApart } from './ask.ts';

/** Newcomers settled: what they begin with, on which local days (from > to where none has begun). */
export interface Newcomers {
  readonly start: EventMatch;
  readonly from: number;
  readonly to: number;
  /** Where they are known from elsewhere than events: rows (unit, began, opened, value, message) to be used instead. */
  readonly given?: Sql;
}

/** The newcomers of a question. @throws DomainError `insights.no_such_date`, `insights.empty_range` */
export const newcomersAsked = (
  frame: Frame,
  ask: { readonly start: EventMatch; readonly from: string; readonly to: string },
): Newcomers => ({ start: ask.start, ...daysAsked(frame, ask) });

/** What is asked of the start event besides when it was. */
interface Wishes {
  readonly apart?: TellApart;
  /** Its id too: reading it costs as much as all else. */
  readonly message?: boolean;
}

/**
 * When everybody began: rows (unit, began, opened, value, message), of those wanted.
 *
 * `began` is the local day of the first start event of all history, `opened` its milliseconds since 1970, `value` what
 * they are told apart by ('' where nothing is told, or they are not told apart by a value), `message` its id, '' unless
 * wished for.
 *
 * Grain: one row per newcomer.
 */
export function startsOf(frame: Frame, newcomers: Newcomers, wishes: Wishes = {}): Sql {
  const { apart = { by: 'nothing' } } = wishes;
  const { from, to } = newcomers;
  const firsts = sql`(
    select unit, began, opened, value, message
    from ${newcomers.given ?? firstsOf(frame, newcomers, wishes)}
    where began >= ${int(from)}
      and began <= ${int(to)}
      and ${isWanted(sql`unit`, frame.wanted)}
  )`;
  if (apart.by !== 'trait') return firsts;
  return sql`(
    select firsts.unit as unit, firsts.began as began, firsts.opened as opened, told.value as value, firsts.message as message
    from ${firsts} as firsts
    left join ${traitValues({ trait: apart.name, asOf: frame.asOf, unit: frame.unit })} as told
    on firsts.unit = told.who
  )`;
}

function firstsOf(frame: Frame, { start, from, to }: Newcomers, { apart, message = false }: Wishes): Sql {
  const rows = eventRows(frame, start, { to: Math.max(from, to) });
  if (apart?.by !== 'start_property' && !message) {
    // The time alone: whichever of several at one instant is the first, the instant is the same.
    return sql`(
      select unit, ${localDay(frame.zone)} as began, ${moment} as opened, '' as value, '' as message
      from (select told.unit as unit, min(told.time) as time from ${rows} as told group by unit)
    )`;
  }
  const value = apart?.by === 'start_property' ? sql`ifNull(${propertyText(apart.name)}, '')` : sql`''`;
  return sql`(
      select unit, tupleElement(first, 1) as began, tupleElement(first, 2) as opened, tupleElement(first, 3) as value, tupleElement(first, 4) as message
      from (
        select unit, argMin((day, ${moment}, ${value}, ${message ? sql`message_id` : sql`''`}), (time, arrival, message_id)) as first
        from ${rows}
        group by unit
      )
    )`;
}
