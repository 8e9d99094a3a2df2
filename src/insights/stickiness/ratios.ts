import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { type Engines, int, limits, saidOf } from '#src/customers/frame/index.ts';
import {
  activePeriods,
  activeSaid,
  everyPeriod,
  nobody,
  periodDate,
  stateOf,
  type Way,
} from '#src/customers/value/index.ts';
import type { Ratios, RatiosAsk } from './ask.ts';
import { isEmpty } from './buckets.ts';
import { over } from './grid.ts';
import { type Planned, planned } from './planned.ts';
import { ratiosDefinition, ratiosVerdict } from './words.ts';

/** So many days ending with the day itself. */
export const spanDays = { daily: 1, weekly: 7, monthly: 30 } as const;

/**
 * Daily, weekly and monthly active people, day by day, and what part of the longer the shorter is.
 *
 * @throws DomainError those of `planned`; a definition of value must be by day
 */
export async function ratiosOf(engines: Engines, ask: RatiosAsk, way: Way = 'quickest'): Promise<Ratios> {
  const plan = await planned(engines, { ...ask, period: 'day' }, way);
  const { frame } = plan.reading;
  const counted = isEmpty(plan.span) ? [] : await engines.warehouse.rows(activeByDay(plan), limits(engines));
  const rows = counted.map((row) => {
    const sizes = { daily: Number(row.daily), weekly: Number(row.weekly), monthly: Number(row.monthly) };
    return {
      day: periodDate(frame, 'day', Number(row.on_day)),
      state: stateOf(frame, 'day', Number(row.on_day)),
      ...sizes,
      ...ratiosBetween(sizes),
    };
  });
  const done = rows.filter(({ state }) => state === 'complete');
  const sum = (of: (row: (typeof rows)[number]) => number) => done.reduce((total, row) => total + of(row), 0);
  const mean = ratiosBetween({
    daily: sum(({ daily }) => daily),
    weekly: sum(({ weekly }) => weekly),
    monthly: sum(({ monthly }) => monthly),
  });
  return {
    rows,
    mean,
    verdict: ratiosVerdict({ mean, rows, unit: frame.unit }),
    definition: ratiosDefinition(plan),
    ...activeSaid(plan.reading.activity),
    ...saidOf(frame, ask),
  };
}

const ratiosBetween = ({ daily, weekly, monthly }: Readonly<Record<keyof typeof spanDays, number>>) => ({
  dailyOfWeekly: over(daily, weekly),
  dailyOfMonthly: over(daily, monthly),
  weeklyOfMonthly: over(weekly, monthly),
});

interface DayRow {
  readonly on_day: number;
  readonly daily: number | string;
  readonly weekly: number | string;
  readonly monthly: number | string;
}

/**
 * People active on each day, on the 7 days and on the 30 days that end with it.
 *
 * The union of n days that slide is read from two: days stand in blocks of n, and n days that end anywhere are the end
 * of one block and the beginning of the next. Each day is then merged twice, not n times.
 *
 * Grain: one row per day of the span.
 */
function activeByDay({ reading, span }: Planned): Sql<DayRow> {
  const known = { ...span, first: span.first - spanDays.monthly + 1 };
  const days = sql`
      select period as on_day, groupBitmapMergeState(one) as people
      from (
        select period, people as one from ${activePeriods(reading, known)}
        union all
        select period, ${nobody(reading.frame)} as one from ${everyPeriod(known)}
      )
      group by period`;
  const block = (length: number) => sql`intDiv(on_day - ${int(known.first)}, ${int(length)})`;
  const upTo = (length: number) =>
    sql`groupBitmapMergeState(people) over (partition by ${block(length)} order by on_day rows between unbounded preceding and current row)`;
  const from = (length: number) =>
    sql`groupBitmapMergeState(people) over (partition by ${block(length)} order by on_day desc rows between unbounded preceding and current row)`;
  const ago = (column: Sql, length: number) =>
    sql`groupBitmapMergeState(${column}) over (order by on_day rows between ${typed('UInt32', length - 1)} preceding and ${typed('UInt32', length - 1)} preceding)`;
  const { weekly, monthly } = spanDays;
  return sql<DayRow>`
    select on_day, bitmapCardinality(people) as daily, bitmapOrCardinality(week_up_to, week_from) as weekly,
      bitmapOrCardinality(month_up_to, month_from) as monthly
    from (
      select on_day, people, week_up_to, month_up_to, ${ago(sql`from_in_week`, weekly)} as week_from,
        ${ago(sql`from_in_month`, monthly)} as month_from
      from (
        select on_day, people, ${upTo(weekly)} as week_up_to, ${from(weekly)} as from_in_week,
          ${upTo(monthly)} as month_up_to, ${from(monthly)} as from_in_month
        from (${days})
      )
    )
    where on_day >= ${int(span.first)}
    order by on_day`;
}
