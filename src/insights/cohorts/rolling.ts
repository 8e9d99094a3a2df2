import { join, type Sql, sql, typed } from '#src/basics/sql.ts';
import { eventCurrency, propertyNumber } from '#src/customers/event-match/index.ts';
import { eventRows, int, moment } from '#src/customers/frame/index.ts';
import { entries } from './entries.ts';
import type { Column, Plan } from './plan.ts';
import type { Reading } from './reading.ts';
import { enough, quantityOf } from './returns.ts';
import { spanMs } from './spans.ts';

/** What is added up over returns: an exact number of the event (null where it has none) and its currency. */
export interface Amount {
  readonly number: Sql;
  readonly currency: Sql;
}

const noAmount: Amount = { number: sql`null::Nullable(Decimal(38, 6))`, currency: sql`''` };

/** The measure asked for; money is told by the standard property `revenue`, whose currency stands beside it. */
export function amountOf({ ask }: Plan): Amount {
  if (ask.measure.kind === 'share') return noAmount;
  const { property } = ask.measure;
  const currency = property === 'revenue' ? eventCurrency : sql`''`;
  return { number: propertyNumber(property), currency };
}

/** Columns as an array of (index, first interval, last interval) to join with. */
export function spansOf(columns: readonly Column[]): Sql {
  const forever = 1_000_000_000;
  const spans = columns.map(
    ({ index, from, to }) =>
      sql`(${int(index)}, ${typed('Int64', from)}, ${typed('Int64', Number.isFinite(to) ? to : forever)})`,
  );
  return sql`[${join(spans, ', ')}]`;
}

/**
 * The common table expression `hits` of rolling windows: series, row, base, column, people, added, bearing,
 * seen_currencies.
 *
 * Needs `cohorts` before it, which says who is wanted. Grain: one row per cohort and column with people.
 */
export function rollingHits(
  { plan, split }: Reading,
  columns: readonly Column[],
  amount: Amount = noAmount,
): Sql {
  const span = typed('Int64', spanMs[plan.ask.interval]);
  return sql`hits as (
    select series, row, base, span.1 as column, groupBitmapState(unit) as people,
      sum(amount) as added, sum(valued) as bearing, groupUniqArrayArray(currencies) as seen_currencies
    from (
      select series, row, base, unit, intDiv(at - opened, ${span}) as nth, count() as times, sum(one_quantity) as quantity,
        sum(one_amount) as amount, count(one_amount) as valued,
        groupUniqArrayIf(currency, isNotNull(one_amount) and currency != '') as currencies
      from (
        select series, row, base, unit, opened
        from ${entries(plan, split)}
        where bitmapContains((select groupBitmapMergeState(members) from cohorts), unit)
      ) as entered
      inner join (
        select unit, ${moment} as at, ${quantityOf(plan)} as one_quantity, ${amount.number} as one_amount, ${amount.currency} as currency
        from ${eventRows(plan, plan.ask.return, { from: plan.from })}
      ) as came using (unit)
      where at >= opened
      group by series, row, base, unit, nth
    )
    array join ${spansOf(columns)} as span
    where nth between span.2 and span.3
      and (span.1 = 0 or ${enough(plan)})
    group by series, row, base, column
  )`;
}
