import { join, type Sql, sql } from '#src/basics/sql.ts';
import { earlier, periodIn } from '#src/customers/calendar/index.ts';
import type { EventMatch } from '#src/customers/event-match/index.ts';
import { bitmapDays, eventRows, type Frame, hasBitmaps, int } from '#src/customers/frame/index.ts';
import { countable, daysOf, everyPeriod, nobody, type Span, type Way } from '#src/customers/value/index.ts';
import type { AdoptionPeopleAsk, Feature } from './ask.ts';

/** How a question is read. */
export interface AdoptionReading {
  readonly frame: Frame;
  readonly way: Way;
  /** See `lastDayIsCut`. */
  readonly cut: boolean;
}

/** Sizes of the sets of a period: of those who used it within the period, and at any time until its end. */
export interface SizeRow {
  readonly period: number;
  readonly eligible: number | string;
  readonly used: number | string;
  readonly outside: number | string;
  readonly used_to_date: number | string;
  readonly outside_to_date: number | string;
}

const anyEvent: EventMatch = { event: null, where: [] };

/** Who may use a feature: those who saw it; without an event of seeing it, everyone who ever did anything. */
const eligibleBy = ({ seen }: Feature): readonly EventMatch[] => (seen.length > 0 ? seen : [anyEvent]);

/** Whether all of a feature's events can be read from bitmaps. */
export const fromBitmaps = ({ frame, way }: AdoptionReading, feature: Feature): boolean =>
  way === 'quickest' && [...feature.used, ...eligibleBy(feature)].every((match) => hasBitmaps(frame, match));

/**
 * How many were eligible for a feature by the end of each period, and used it.
 *
 * Grain: one row per period of the span, also those of nobody.
 */
export const sizes = (reading: AdoptionReading, feature: Feature, span: Span): Sql<SizeRow> => sql<SizeRow>`
  select period, bitmapCardinality(eligible_ones) as eligible,
    bitmapAndCardinality(eligible_ones, used_ones) as used,
    bitmapAndnotCardinality(used_ones, eligible_ones) as outside,
    bitmapAndCardinality(eligible_ones, ever_used) as used_to_date,
    bitmapAndnotCardinality(ever_used, eligible_ones) as outside_to_date
  from (
    select period, used_ones, ${countable(reading.frame, sql`seen_by_then`)} as eligible_ones,
      ${countable(reading.frame, sql`used_by_then`)} as ever_used
    from (
      select period, ${countable(reading.frame, sql`used_here`)} as used_ones, ${soFar(sql`seen_here`)} as seen_by_then,
        ${soFar(sql`used_here`)} as used_by_then
      from (
        select period, groupBitmapMergeState(used_there) as used_here, groupBitmapMergeState(seen_there) as seen_here
        from (
          ${didIn(reading, feature, span)}
          union all
          select period, ${nobody(reading.frame)} as used_there, ${nobody(reading.frame)} as seen_there from ${everyPeriod(span)}
        )
        group by period
      )
    )
    where period >= ${int(span.first)}
  )
  order by period`;

const soFar = (people: Sql): Sql =>
  sql`groupBitmapMergeState(${people}) over (order by period rows between unbounded preceding and current row)`;

/** Who used and who saw, by period; all that lies before the span in one. Rows (period, used_there, seen_there). */
function didIn(reading: AdoptionReading, feature: Feature, span: Span): Sql {
  const none = nobody(reading.frame);
  const parts = [
    ...feature.used.map(
      (match) =>
        sql`select period, did as used_there, ${none} as seen_there from ${byPeriod(reading, match, span)}`,
    ),
    ...eligibleBy(feature).map(
      (match) =>
        sql`select period, ${none} as used_there, did as seen_there from ${byPeriod(reading, match, span)}`,
    ),
  ];
  return join(parts, '\nunion all\n');
}

/** Who did an event in each period of a span, and before it. Rows (period, did). */
function byPeriod({ frame, way, cut }: AdoptionReading, match: EventMatch, span: Span): Sql {
  const { from, to } = daysOf(frame, span);
  const placed = (day: Sql) =>
    sql`if(${day} < ${int(from)}, ${int(earlier)}, ${periodIn(day, span.period, frame.weekStart)})`;
  if (way === 'quickest' && hasBitmaps(frame, match)) {
    return sql`(
            select ${placed(sql`on_day`)} as period, groupBitmapMergeState(customers) as did
            from ${bitmapDays(frame, match, { to }, cut)}
            group by period
          )`;
  }
  return sql`(
            select ${placed(sql`day`)} as period, groupBitmapState(unit) as did
            from ${eventRows(frame, match, { to })}
            group by period
          )`;
}

/** The bitmap `people` of a figure of one period, by the same sets as {@link sizes}. Grain: one row. */
export function whoIs(
  reading: AdoptionReading,
  feature: Feature,
  at: Span,
  { span, which }: Pick<AdoptionPeopleAsk, 'span' | 'which'>,
): Sql {
  const used =
    span === 'to_date'
      ? sql`groupBitmapMergeState(used_there)`
      : sql`groupBitmapMergeStateIf(used_there, period >= ${int(at.first)})`;
  const people = {
    eligible: sql`eligible_ones`,
    used: sql`bitmapAnd(eligible_ones, used_ones)`,
    not_used: sql`bitmapAndnot(eligible_ones, used_ones)`,
    outside: sql`bitmapAndnot(used_ones, eligible_ones)`,
  }[which];
  return sql`
    select ${people} as people
    from (
      select ${countable(reading.frame, used)} as used_ones,
        ${countable(reading.frame, sql`groupBitmapMergeState(seen_there)`)} as eligible_ones
      from (${didIn(reading, feature, at)})
    )`;
}
