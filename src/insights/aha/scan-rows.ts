import { join, type Sql, sql, typed } from '#src/basics/sql.ts';
import { eventRows, eventsOf, type Frame, int, liesWithin } from '#src/customers/frame/index.ts';
import { type Newcomers, startsOf } from '#src/insights/newcomers/index.ts';
import type { ScanPlan } from './scan-plan.ts';

/** How often an event was done in a window by people of a half that stayed or left. */
export interface LadderRow {
  /** '' where the row tells how many people there are. */
  readonly event: string;
  readonly window: number;
  readonly confirming: number;
  readonly stayed: number;
  /** The greatest counts of the ladder that they reached, in no order; [0] where event is ''. */
  readonly rungs: readonly (number | string)[];
  /** How many people reached each. */
  readonly people: readonly (number | string)[];
}

/**
 * Every event × window × count in one pass: events within the longest window of their person's start are counted per
 * person and event, then people per count.
 *
 * Grain: one row per (event, window, half, stayed) that holds anybody, and one with event '' per (half, stayed);
 * ≤ 300 events × 8 windows × 4 + 4 rows. Counts stand in lists of ≤ 250: as rows they would be hundreds of thousands.
 */
export function ladderRows(
  plan: ScanPlan,
  events: readonly string[],
  rungs: readonly number[],
): Sql<LadderRow> {
  const { windows, newcomers } = plan;
  const longest = windows.at(-1) ?? 1;
  const days = { from: newcomers.from, to: Math.max(newcomers.from, newcomers.to) + longest };
  const lengths = typed('Array(Int32)', windows);
  const counts = join(
    windows.map((window) => sql`countIf(age < ${int(window)})`),
    ', ',
  );
  return sql<LadderRow>`
    with ${observing(plan)}
    select event, window, confirming, stayed, groupArray(rung) as rungs, groupArray(reaching) as people
    from (
    select event, window, confirming, stayed, toUInt32(roundDown(times, ${typed('Array(UInt32)', rungs)})) as rung, count() as reaching
    from (
      select event, any(confirming) as confirming, any(stayed) as stayed, [${counts}] as told
      from (
        select told.event as event, told.unit as unit, told.day - observed.began as age, observed.confirming as confirming, observed.stayed as stayed
        from ${eventsOf(plan.frame, events, days)} as told
        inner join ${observed(plan)} as observed on told.unit = observed.unit
        where told.day >= observed.began and told.day < observed.began + ${int(longest)}
      )
      group by event, unit
    )
    array join told as times, ${lengths} as window
    where times > 0
    group by event, window, confirming, stayed, rung
    )
    group by event, window, confirming, stayed
    union all
    select '' as event, toInt32(0) as window, confirming, stayed, [toUInt32(0)] as rungs, [count()] as people
    from ${observed(plan)}
    group by confirming, stayed`;
}

/**
 * What {@link observed} reads, for the head of its statement: `opened`, the newcomers whose outcome window is over, and
 * `stayers`, those of them who came back in it. As values, each is found once however often it is read.
 */
export function observing({ frame, newcomers, ask, back }: ScanPlan): Sql {
  const { outcome } = ask;
  const days = {
    from: newcomers.from + outcome.from,
    to: Math.max(newcomers.from, newcomers.to) + outcome.to,
  };
  const outcomeDays = {
    day: sql`back.day`,
    from: sql`since.began + ${int(outcome.from)}`,
    to: sql`since.began + ${int(outcome.to)}`,
  };
  const mature = { ...newcomers, to: Math.min(newcomers.to, lastMature(frame, outcome.to)) };
  return sql`${stillThere(frame, mature, ask)},
    (
      select groupBitmapState(back.unit)
      from ${eventRows(frame, back, days)} as back
      inner join ${openedRows} as since on back.unit = since.unit
      where ${liesWithin(frame, back, outcomeDays)}
    ) as stayers`;
}

/** `opened`: newcomers, without those who had left when the outcome began. */
function stillThere(frame: Frame, newcomers: Newcomers, { left, outcome }: ScanPlan['ask']): Sql {
  const everyone = sql`(
      select groupArray((unit, began))
      from ${startsOf(frame, newcomers)}
    )`;
  if (left === null) return sql`${everyone} as opened`;
  const days = { from: newcomers.from, to: Math.max(newcomers.from, newcomers.to) + outcome.from };
  return sql`${everyone} as began_all,
    (
      select groupBitmapState(gone.unit)
      from ${eventRows(frame, left, days)} as gone
      inner join (
        select tupleElement(one, 1) as unit, tupleElement(one, 2) as began
        from (select arrayJoin(began_all) as one)
      ) as since on gone.unit = since.unit
      where gone.day >= since.began and gone.day < since.began + ${int(outcome.from)}
    ) as leavers,
    arrayFilter(one -> not bitmapContains(leavers, tupleElement(one, 1)), began_all) as opened`;
}

const openedRows = sql`(
        select tupleElement(one, 1) as unit, tupleElement(one, 2) as began
        from (select arrayJoin(opened) as one)
      )`;

/**
 * Newcomers whose outcome window is over: rows (unit, began, confirming, stayed). Needs {@link observing} in the head.
 *
 * Grain: one row per person.
 */
export const observed = ({ salt }: Pick<ScanPlan, 'salt'>): Sql => sql`(
      select unit, began, bitAnd(murmurHash3_32(concat(${salt}, ':', toString(unit))), 1) as confirming,
        bitmapContains(stayers, unit) as stayed
      from ${openedRows}
    )`;

/** The last local day of a start whose day so many days later is over. */
export const lastMature = ({ known }: Pick<Frame, 'known'>, days: number): number => known.current - days - 1;

/** How many began in the range, whether or not they can be judged yet. Grain: one row. */
export const howManyBegan = ({ frame, newcomers }: ScanPlan): Sql<{ people: number | string }> => sql`
  select count() as people
  from ${startsOf(frame, newcomers)}`;

/** Who did an event at least so often within a window: a bitmap of units. Needs {@link observing} in the head. */
export function doers(
  { newcomers, frame }: ScanPlan,
  { event, count, window }: { readonly event: string; readonly count: number; readonly window: number },
): Sql {
  const days = { from: newcomers.from, to: Math.max(newcomers.from, newcomers.to) + window };
  return sql`(
    select groupBitmapState(who)
    from (
      select told.unit as who
      from ${eventsOf(frame, [event], days)} as told
      inner join ${openedRows} as since on told.unit = since.unit
      where told.day >= since.began and told.day < since.began + ${int(window)}
      group by who
      having count() >= ${typed('UInt64', count)}
    )
  )`;
}
