import { type Sql, sql, typed } from '#src/basics/sql.ts';
import {
  type Engines,
  everyoneIn,
  type Frame,
  int,
  limits,
  type PeopleBehind,
  peoplePage,
} from '#src/customers/frame/index.ts';
import type { Members } from '#src/customers/lists/index.ts';
import type { Person } from '#src/customers/naming/index.ts';
import { nobody, periodDate, periodNamed } from '#src/customers/value/index.ts';
import { soughtPlan } from './sought.ts';
import type { SoughtPeople, SoughtPeopleAsk } from './sought-ask.ts';
import { type SoughtPlan, soughtStretches } from './stretches.ts';

/**
 * One page of those who sought, or sought in vain, each with how it went period by period.
 *
 * @throws DomainError `insights.no_such_period`, `insights.bad_cursor`, those of the question
 */
export async function soughtPeopleOf(engines: Engines, asked: SoughtPeopleAsk): Promise<SoughtPeople> {
  const plan = await soughtPlan(engines, asked.ask);
  const page = await peoplePage(engines, plan.frame, chosen(plan, asked), asked);
  if (page.people.length === 0) return { ...page, people: [] };
  const rows = await engines.warehouse.rows(trends(plan, page.people), limits(engines));
  const byPlace = Map.groupBy(rows, ({ place }) => Number(place));
  const people = page.people.map((person, i) => ({ ...person, ...trendOf(plan, byPlace.get(i + 1) ?? []) }));
  return { ...page, people };
}

/** Everyone behind a number, for keeping them as a list. @throws DomainError `lists.too_many` */
export async function everyoneBehind(engines: Engines, asked: SoughtNumber): Promise<Members> {
  const { frame, people } = await whoSought(engines, asked);
  return everyoneIn(engines, frame, people);
}

/** A number of the answer. */
export type SoughtNumber = Pick<SoughtPeopleAsk, 'ask' | 'period' | 'which'>;

/** The bitmap of those behind a number. @throws DomainError as `soughtPeopleOf` */
export async function whoSought(engines: Engines, asked: SoughtNumber): Promise<PeopleBehind> {
  const plan = await soughtPlan(engines, asked.ask);
  return { frame: plan.frame, people: chosen(plan, asked) };
}

/** The bitmap of those behind a number. Grain: one row. */
function chosen(plan: SoughtPlan, { period, which }: Pick<SoughtNumber, 'period' | 'which'>): Sql {
  const { frame, span } = plan;
  const index = period === null ? undefined : periodNamed(frame, span, period);
  const passing = {
    sought: sql`true`,
    ended: sql`not open`,
    not_found: sql`not found and not open`,
    open: sql`open`,
  }[which];
  return sql`
    select groupBitmapMergeState(one) as people
    from (
      select groupBitmapState(unit) as one
      from ${soughtStretches(plan)}
      where ${passing}
        and ${index === undefined ? sql`true` : sql`period = ${int(index)}`}
      union all
      select ${nobody(frame)} as one
    )`;
}

interface TrendRow {
  readonly place: number | string;
  readonly period: number;
  readonly sought: number | string;
  readonly with_value: number | string;
  readonly not_found: number | string;
  readonly going_on: number | string;
}

/** How some people's stretches went. Grain: one row per (person, period) with a search; ≤ 1,000 × periods. */
const trends = (plan: SoughtPlan, people: readonly Person[]): Sql<TrendRow> => sql<TrendRow>`
  select indexOf(${keysOf(plan.frame, people)}, unit) as place, period, count() as sought, countIf(found) as with_value,
    countIf(not found and not open) as not_found, countIf(open) as going_on
  from ${soughtStretches(plan)}
  where place > 0
  group by place, period
  order by place, period`;

const keysOf = ({ unit }: Frame, people: readonly Person[]): Sql =>
  unit === 'customer'
    ? sql`${typed(
        'Array(UInt32)',
        people.map(({ customer }) => customer ?? 0),
      )}`
    : sql`arrayMap(account -> sipHash64(account), ${typed(
        'Array(String)',
        people.map(({ id }) => id),
      )})`;

function trendOf({ frame, span }: SoughtPlan, rows: readonly TrendRow[]) {
  const middle = span.first + (span.last - span.first + 1) / 2;
  const failed = (half: readonly TrendRow[]) => half.reduce((sum, row) => sum + Number(row.not_found), 0);
  return {
    trend: rows.map((row) => ({
      period: periodDate(frame, span.period, Number(row.period)),
      sought: Number(row.sought),
      found: Number(row.with_value),
      notFound: Number(row.not_found),
      open: Number(row.going_on),
    })),
    earlier: failed(rows.filter(({ period }) => Number(period) < middle)),
    later: failed(rows.filter(({ period }) => Number(period) >= middle)),
  };
}
