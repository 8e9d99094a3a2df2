import { nothing, type Sql, sql, typed } from '#src/basics/sql.ts';
import { int } from '#src/customers/frame/index.ts';
import { startsOf } from '#src/insights/newcomers/index.ts';
import { didWithin, hasBit, paidWithin } from './deeds.ts';
import { type Dimension, namesOf, type Plan } from './plan.ts';

/** Customers who are alike in what names them, added up. */
export interface TallyRow {
  /** 1 … n a name's place, 0 others, −1 without. */
  readonly campaign: number;
  readonly channel: number;
  readonly customers: number | string;
  readonly judged: number | string;
  readonly stayed: number | string;
  readonly paying: number | string;
  /** Whole units of money, decimal text. */
  readonly amount: string;
  readonly squares: number;
  readonly currencies: string[];
  readonly mismatch_judged: number | string;
  readonly mismatched: number | string;
}

/** Grain: one row per (campaign, channel) with customers; ≤ 300 × 300. */
export const tallies = (plan: Plan): Sql<TallyRow> => sql<TallyRow>`
  select campaign, channel, count() as customers, countIf(told.judged) as judged,
    countIf(told.judged and told.stayed) as stayed, countIf(told.judged and told.paid) as paying,
    toString(sumIf(told.amount, told.judged)) as amount,
    sumIf(toFloat64(told.amount) * toFloat64(told.amount), told.judged) as squares,
    groupUniqArrayArrayIf(told.currencies, told.judged) as currencies, countIf(told.mismatch_judged) as mismatch_judged,
    countIf(told.mismatch_judged and told.mismatched) as mismatched
  from ${gained(plan)} as told
  group by campaign, channel`;

/**
 * Everybody who began in the range: rows (unit, campaign, channel, judged, stayed, paid, amount, currencies,
 * mismatch_judged, mismatched); the names as keys, see {@link TallyRow}.
 *
 * Grain: a newcomer.
 */
export function gained(plan: Plan): Sql {
  const { ask, frame, newcomers, staying } = plan;
  const { stay, mismatch, value } = ask;
  const over = (days: number): Sql => sql`began_of.began + ${int(days)} < ${int(frame.known.current)}`;
  const silent = mismatch.match === null;
  const spans = silent ? [stay, { from: mismatch.days, to: stay.to }] : [stay];
  const left =
    mismatch.match === null
      ? nobody
      : didWithin(frame, newcomers, mismatch.match, [{ from: 0, to: mismatch.days }]);
  const paid = value === null ? nothingPaid : paidWithin(frame, newcomers, value, { from: 0, to: stay.to });
  return sql`(
    select began_of.unit as unit, ${keyOf(plan, 'campaign')} as campaign, ${keyOf(plan, 'channel')} as channel,
      ${over(stay.to)} as judged, ${hasBit(sql`stays.did`, 0)} as stayed, pays.paid = 1 as paid, pays.amount as amount,
      pays.currencies as currencies, ${over(silent ? stay.to : mismatch.days)} as mismatch_judged,
      ${silent ? sql`not ${hasBit(sql`stays.did`, 1)}` : hasBit(sql`lefts.did`, 0)} as mismatched
    from ${startsOf(frame, newcomers)} as began_of
    ${namesJoined(plan, 'campaign')}
    ${namesJoined(plan, 'channel')}
    any left join ${didWithin(frame, newcomers, staying, spans)} as stays on began_of.unit = stays.unit
    any left join ${left} as lefts on began_of.unit = lefts.unit
    any left join ${paid} as pays on began_of.unit = pays.unit
  )`;
}

const nobody: Sql = sql`(select toUInt64(0) as unit, toUInt32(0) as did where 0)`;
const nothingPaid: Sql = sql`(
    select toUInt64(0) as unit, toUInt8(0) as paid, toDecimal128(0, 6) as amount, emptyArrayString() as currencies
    where 0
  )`;

function namesJoined(plan: Plan, dimension: Dimension): Sql {
  const naming = plan.ask[dimension];
  if (naming === null) return nothing;
  return dimension === 'campaign'
    ? sql`any left join ${namesOf(plan, naming)} as campaigns on began_of.unit = campaigns.unit`
    : sql`any left join ${namesOf(plan, naming)} as channels on began_of.unit = channels.unit`;
}

/** The key of a row's name; −1 where nothing names it. */
function keyOf({ ask, names }: Plan, dimension: Dimension): Sql {
  if (ask[dimension] === null) return sql`toInt32(-1)`;
  const value = dimension === 'campaign' ? sql`campaigns.value` : sql`channels.value`;
  return sql`if(${value} = '', toInt32(-1), toInt32(indexOf(${typed('Array(String)', names[dimension])}, ${value})))`;
}
