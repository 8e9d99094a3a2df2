import { type Sql, sql } from '#src/basics/sql.ts';
import { int } from '#src/customers/frame/index.ts';
import {
  type ActiveReading,
  activePeriods,
  countable,
  everyPeriod,
  nobody,
  type Span,
  seenPeriods,
  sourceOf,
} from '#src/customers/value/index.ts';
import type { LifecycleFigure } from './ask.ts';

/** The sizes of which every figure of a period is made. */
export interface SizeRow {
  readonly period: number;
  readonly active: number | string;
  /** Active in the period before. */
  readonly before: number | string;
  /** Active in both. */
  readonly staying: number | string;
  /** Active, and never seen before the period. */
  readonly fresh: number | string;
}

/**
 * How many were active in each period of a span, in the one before, in both, and for the first time.
 *
 * Grain: one row per period of the span, also those of nobody.
 */
export function sizes(reading: ActiveReading, span: Span): Sql<SizeRow> {
  const known = { ...span, first: span.first - 1 };
  const rows = anyEventIsEnough(reading) ? inOne(reading, known) : inTwo(reading, known);
  return sql<SizeRow>`
    select period, bitmapCardinality(people) as active, bitmapCardinality(previous) as before,
      bitmapAndCardinality(people, previous) as staying, bitmapAndnotCardinality(people, earlier) as fresh
    from (
      select period, people,
        groupBitmapMergeState(people) over (order by period rows between 1 preceding and 1 preceding) as previous,
        groupBitmapMergeState(seen) over (order by period rows between unbounded preceding and 1 preceding) as earlier
      from (${rows})
    )
    where period >= ${int(span.first)}
    order by period`;
}

/** True where the same bitmaps tell who was active and who was ever seen: they are then read once. */
const anyEventIsEnough = (reading: ActiveReading): boolean => {
  const { match, rule } = reading.activity;
  const any = match.event === null && match.where.length === 0;
  return any && rule.kind === 'times' && rule.times === 1 && sourceOf(reading) === 'bitmaps';
};

const inOne = (reading: ActiveReading, span: Span): Sql => sql`
        select period, ${countable(reading.frame, sql`seen`)} as people, seen
        from (
          select period, groupBitmapMergeState(one) as seen
          from (
            select period, people as one from ${seenPeriods(reading, span)}
            union all
            select period, ${nobody(reading.frame)} as one from ${everyPeriod(span)}
          )
          group by period
        )`;

const inTwo = (reading: ActiveReading, span: Span): Sql => sql`
        select period, groupBitmapMergeState(active_ones) as people, groupBitmapMergeState(seen_ones) as seen
        from (
          select period, people as active_ones, ${nobody(reading.frame)} as seen_ones from ${activePeriods(reading, span)}
          union all
          select period, ${nobody(reading.frame)} as active_ones, people as seen_ones from ${seenPeriods(reading, span)}
          union all
          select period, ${nobody(reading.frame)} as active_ones, ${nobody(reading.frame)} as seen_ones from ${everyPeriod(span)}
        )
        group by period`;

/** The bitmap `people` of one figure of a period, by the same sets as {@link sizes}. Grain: one row. */
export function whoIs(reading: ActiveReading, which: LifecycleFigure, at: Span): Sql {
  const people = {
    active: sql`present`,
    new: sql`bitmapAndnot(present, earlier)`,
    returning: sql`bitmapAnd(present, previous)`,
    resurrecting: sql`bitmapAndnot(bitmapAnd(present, earlier), previous)`,
    dormant: sql`bitmapAndnot(previous, present)`,
  }[which];
  const period = int(at.first);
  return sql`
    select ${people} as people
    from (
      select groupBitmapMergeStateIf(people, period = ${period}) as present,
        groupBitmapMergeStateIf(people, period < ${period}) as previous
      from ${activePeriods(reading, { ...at, first: at.first - 1 })}
    ) as active
    cross join (
      select groupBitmapMergeStateIf(people, period < ${period}) as earlier
      from ${seenPeriods(reading, at)}
    ) as seen`;
}
