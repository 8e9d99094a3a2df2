import { type Sql, sql, typed } from '#src/basics/sql.ts';
import type { Frame } from '#src/customers/frame/index.ts';
import type { Season } from '#src/customers/seasons/index.ts';
import { countable } from '#src/customers/value/index.ts';

/** People who came in the same seasons, or in the same months: how many they are, and in which. */
export interface SeenRow {
  /** Numbers of `codes`, as text. */
  readonly seen: string;
  readonly several: number | string;
}

const date: Sql = sql`toDate32(day)`;
const monthDay: Sql = sql`(toMonth(${date}) * 100 + toDayOfMonth(${date}))`;

/** Of no season. */
export const between = -1;

/**
 * What of a day is kept, a whole number: twice the year of its season, or its month counted from year 0, and one more where it lies
 * before the cut, the same in every season.
 *
 * @param cut a day of the calendar, month × 100 + day; null where every day lies before it
 */
export function codeOf(season: Season | null, cut: number | null): Sql {
  if (season === null) {
    const early = cut === null ? sql`1` : sql`(toDayOfMonth(${date}) <= ${typed('Int32', cut % 100)})`;
    return sql`toInt32((toYear(${date}) * 12 + toMonth(${date}) - 1) * 2 + ${early})`;
  }
  const [from, to] = [numberOf(season.from), season.to === '02-28' ? 229 : numberOf(season.to)];
  const [first, last] = [typed('Int32', from), typed('Int32', to)];
  const wrapped = to < from;
  const year = wrapped
    ? sql`if(${monthDay} >= ${first}, toYear(${date}), if(${monthDay} <= ${last}, toYear(${date}) - 1, -1))`
    : sql`if(${monthDay} >= ${first} and ${monthDay} <= ${last}, toYear(${date}), -1)`;
  const place = (of: Sql) => (wrapped ? sql`(${of} + if(${of} >= ${first}, 0, 1300))` : of);
  const early = cut === null ? sql`1` : sql`(${place(monthDay)} <= ${place(sql`${typed('Int32', cut)}`)})`;
  return sql`toInt32(if((${year}) < 0, ${typed('Int32', between)}, (${year}) * 2 + ${early}))`;
}

const numberOf = (text: string): number => Number(text.slice(0, 2)) * 100 + Number(text.slice(3));

/** People by what is kept of their days. Grain: one row for each set of codes that anybody has. */
export const seenGroups = (frame: Frame, rows: Sql, code: Sql): Sql<SeenRow> => sql<SeenRow>`
  select seen, bitmapCardinality(${countable(frame, sql`people`)}) as several
  from (${groups(rows, code)})
  where several > 0`;

/** Those whose codes are among some: a bitmap. Grain: one row. */
export const seenPeople = (frame: Frame, rows: Sql, code: Sql, chosen: readonly string[]): Sql => sql`
  select ${countable(frame, sql`everyone`)} as people
  from (
    select groupBitmapMergeState(people) as everyone
    from (${groups(rows, code)})
    where seen in ${typed('Array(String)', chosen)}
  )`;

const groups = (rows: Sql, code: Sql): Sql => sql`
    select seen, groupBitmapState(unit) as people
    from (
      select unit, arrayStringConcat(arrayMap(one -> toString(one), arraySort(groupUniqArray(${code}))), ',') as seen
      from ${rows}
      group by unit
    )
    group by seen`;

/** The codes of one person. Grain: one row, or none. */
export const seenBy = (rows: Sql, code: Sql, unit: Sql): Sql<{ seen: string }> => sql<{ seen: string }>`
  select arrayStringConcat(arrayMap(one -> toString(one), arraySort(groupUniqArray(${code}))), ',') as seen
  from ${rows}
  where unit = ${unit}
  group by unit`;

/** How many people came in which month of the year, each once a month, within months counted from year 0. ≤ 12 rows. */
export const monthsSeen = (
  rows: Sql,
  { from, until }: { readonly from: number; readonly until: number },
): Sql<{ place: number; people: number | string }> => sql<{ place: number; people: number | string }>`
  select toInt32(month % 12) as place, count() as people
  from (
    select distinct unit, toInt32(toYear(${date}) * 12 + toMonth(${date}) - 1) as month
    from ${rows}
  )
  where month >= ${typed('Int32', from)} and month < ${typed('Int32', until)}
  group by place`;

/** The first day on which anybody came. Grain: one row. */
export const firstVisit = (rows: Sql): Sql<{ day: number | null }> => sql<{ day: number | null }>`
  select minOrNull(day) as day
  from ${rows}`;
