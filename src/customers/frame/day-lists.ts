import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { type Days, int } from './event-rows.ts';
import type { Frame } from './frame.ts';

/** An entry is a day plus this much for each event after the first; days reach from 1900 to 2299. */
const perEvent = 262_144;
const dayOf = (entry: Sql): Sql => sql`toInt32(bitAnd(${entry} + 131072, 262143)) - 131072`;
const timesOf = (entry: Sql): Sql => sql`toUInt32(intDiv(${entry} + 131072, ${int(perEvent)}) + 1)`;

/**
 * Each customer's local days among those asked for, and how often they did anything on each.
 *
 * Columns: customer, on_days, times (as many as on_days). A day may stand there more than once: its times add up.
 * Only where nothing of the last day is left out (`lastDayIsCut`), and for customers' own traffic.
 *
 * Grain: one row per customer; as many entries as days on which they did something, somewhat more before merges.
 */
export function dayLists(frame: Frame, { from, to }: Required<Days>): Sql {
  return sql`(
    select customer,
      arrayFilter(entry -> ${dayOf(sql`entry`)} between ${int(from)} and ${int(to)}, groupArrayArray(days)) as entries,
      arrayMap(entry -> ${dayOf(sql`entry`)}, entries) as on_days,
      arrayMap(entry -> ${timesOf(sql`entry`)}, entries) as times
    from ${scoped('customer_days')}
    where layout = ${typed('UInt32', frame.layout)}
    group by customer
  )`;
}

/**
 * Who did anything at least so many times in a period: rows (period, people).
 *
 * A day with enough is enough by itself; of the others the so-many-th event of a period says yes.
 *
 * @param periodOf the period of a day number
 */
export function oftenEnough(
  frame: Frame,
  days: Required<Days>,
  periodOf: (day: Sql) => Sql,
  least: number,
): Sql {
  const enough = typed('UInt32', least);
  const times = timesOf(sql`entry`);
  const periods = (entries: Sql) => sql`arrayMap(entry -> ${periodOf(dayOf(sql`entry`))}, ${entries})`;
  return sql`
    select period, groupBitmapState(customer) as people
    from (
      select customer,
        arrayFlatten(arrayMap(entry -> arrayWithConstant(${times} - 1, entry),
          arrayFilter(entry -> ${times} > 1 and ${times} < ${enough}, entries))) as again,
        ${periods(sql`arrayConcat(entries, again)`)} as one_by_one,
        arrayJoin(arrayConcat(
          ${periods(sql`arrayFilter(entry -> ${times} >= ${enough}, entries)`)},
          arrayFilter((period, nth) -> nth = ${enough}, one_by_one, arrayEnumerateUniq(one_by_one)))) as period
      from ${dayLists(frame, days)}
    )
    group by period`;
}
