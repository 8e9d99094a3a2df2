import { type Sql, sql } from '#src/basics/sql.ts';
import { type Engines, int, limits, saidOf, toldShare } from '#src/customers/frame/index.ts';
import {
  activePeriods,
  activeSaid,
  countable,
  everyPeriod,
  nobody,
  periodDate,
  type Span,
  seenPeriods,
  stateOf,
  type Way,
} from '#src/customers/value/index.ts';
import type { Share, ShareAsk } from './ask.ts';
import { isEmpty } from './buckets.ts';
import { type Planned, planned } from './planned.ts';
import { shareDefinition, shareVerdict } from './words.ts';

/** What share of the people known by then was active in each period. @throws DomainError those of `planned` */
export async function shareOf(engines: Engines, ask: ShareAsk, way: Way = 'quickest'): Promise<Share> {
  const plan = await planned(engines, ask, way);
  const { frame } = plan.reading;
  const counted = isEmpty(plan.span) ? [] : await engines.warehouse.rows(sizes(plan), limits(engines));
  const rows = counted.map((row) => {
    const [active, everyone] = [Number(row.active), Number(row.everyone)];
    return {
      period: periodDate(frame, ask.period, Number(row.period)),
      state: stateOf(frame, ask.period, Number(row.period)),
      active,
      known: everyone,
      ...toldShare({ hits: active, total: everyone }),
    };
  });
  return {
    rows,
    verdict: shareVerdict(ask, { rows, unit: frame.unit }),
    definition: shareDefinition(plan),
    ...activeSaid(plan.reading.activity),
    ...saidOf(frame, ask),
  };
}

interface ShareRow {
  readonly period: number;
  readonly active: number | string;
  readonly everyone: number | string;
}

/** Grain: one row per period of the span. */
const sizes = ({ reading, span }: Planned): Sql<ShareRow> => sql<ShareRow>`
  select period, bitmapCardinality(people) as active, bitmapCardinality(${countable(reading.frame, sql`seen_so_far`)}) as everyone
  from (
    select period, people,
      groupBitmapMergeState(seen) over (order by period rows between unbounded preceding and current row) as seen_so_far
    from (
      select period, groupBitmapMergeState(active_ones) as people, groupBitmapMergeState(seen_ones) as seen
      from (
        select period, people as active_ones, ${nobody(reading.frame)} as seen_ones from ${activePeriods(reading, span)}
        union all
        select period, ${nobody(reading.frame)} as active_ones, people as seen_ones from ${seenPeriods(reading, span)}
        union all
        select period, ${nobody(reading.frame)} as active_ones, ${nobody(reading.frame)} as seen_ones from ${everyPeriod(span)}
      )
      group by period
    )
  )
  where period >= ${int(span.first)}
  order by period`;

/** The bitmap `people` of a figure of one period. Grain: one row. */
export function whoIsKnown({ reading }: Planned, at: Span, which: 'known' | 'inactive'): Sql {
  const known = countable(reading.frame, sql`seen`);
  return sql`
    select ${which === 'known' ? known : sql`bitmapAndnot(${known}, present)`} as people
    from (select groupBitmapMergeState(people) as seen from ${seenPeriods(reading, at)}) as seen
    cross join (select groupBitmapMergeState(people) as present from ${activePeriods(reading, at)}) as active`;
}
