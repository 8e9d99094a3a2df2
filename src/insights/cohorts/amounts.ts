import { type Sql, sql } from '#src/basics/sql.ts';
import { firstDayOf, periodIn, periodOf } from '#src/customers/calendar/index.ts';
import { eventRows } from '#src/customers/frame/index.ts';
import { cohorts } from './entries.ts';
import type { Column, Plan } from './plan.ts';
import type { Reading } from './reading.ts';
import { enough, quantityOf } from './returns.ts';
import { amountOf, rollingHits, spansOf } from './rolling.ts';

/** The sum of a measure over the returns that a column counts. */
export interface AmountRow {
  readonly series: number;
  readonly row: number;
  readonly base: number;
  readonly column: number;
  /** Decimal text. */
  readonly added: string;
  /** Events that bore the number. */
  readonly bearing: number | string;
  readonly seen_currencies: readonly string[];
}

/**
 * The measure of each cohort in each column. Grain: one row per (series, row, base, column) in which anybody
 * returned; ≤ cohorts × columns.
 */
export function amounts(reading: Reading, columns: readonly Column[]): Sql<AmountRow> {
  const { plan, split, ways } = reading;
  if (plan.ask.window === 'rolling') {
    return sql<AmountRow>`
      with ${cohorts(plan, split, ways)},
      ${rollingHits(reading, columns, amountOf(plan))}
      select series, row, base, column, toString(ifNull(added, 0)) as added, bearing, seen_currencies
      from hits`;
  }
  return sql<AmountRow>`
    with ${cohorts(plan, split, ways)}
    select series, row, base, span.1 as column, toString(ifNull(sum(amount), 0)) as added, sum(valued) as bearing,
      groupUniqArrayArray(currencies) as seen_currencies
    from (
      select series, row, base, period - base as nth, times, quantity, amount, valued, currencies
      from (select series, row, base, arrayJoin(bitmapToArray(members)) as unit from cohorts) as entered
      inner join (${perPeriod(plan)}) as came using (unit)
    )
    array join ${spansOf(columns)} as span
    where nth between span.2 and span.3
      and (span.1 = 0 or ${enough(plan)})
    group by series, row, base, column`;
}

/** What each unit's return events of an interval add up to. Grain: one row per (unit, period). */
function perPeriod(plan: Plan): Sql {
  const { ask, from, weekStart, known } = plan;
  const { number, currency } = amountOf(plan);
  const first = firstDayOf(periodOf(from, ask.interval, weekStart), ask.interval, weekStart);
  return sql`
    select unit, period, count() as times, sum(one_quantity) as quantity, sum(one_amount) as amount,
      count(one_amount) as valued, groupUniqArrayIf(currency, isNotNull(one_amount) and currency != '') as currencies
    from (
      select unit, ${periodIn(sql`day`, ask.interval, weekStart)} as period, ${quantityOf(plan)} as one_quantity,
        ${number} as one_amount, ${currency} as currency
      from ${eventRows(plan, ask.return, { from: first, to: known.lastBegun })}
    )
    group by unit, period`;
}
