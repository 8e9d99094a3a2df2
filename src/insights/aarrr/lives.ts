import { nothing, type Sql, sql, typed } from '#src/basics/sql.ts';
import { periodIn, periodOf } from '#src/customers/calendar/index.ts';
import { type Frame, int } from '#src/customers/frame/index.ts';
import { type ActiveReading, activePeriods } from '#src/customers/value/index.ts';
import { didWithin, hasBit, paidWithin } from '#src/insights/acquisition/index.ts';
import { standing } from '#src/insights/aha/index.ts';
import { keyOf, type Newcomers, startsOf } from '#src/insights/newcomers/index.ts';
import type { Plan } from './plan.ts';

/** Newcomers of a group, counted stage by stage: judged, and of those who got there. */
export interface TallyRow {
  readonly key: number;
  readonly customers: number | string;
  readonly activation_judged: number | string;
  readonly activated: number | string;
  readonly retention_judged: number | string;
  readonly retained: number | string;
  readonly revenue_judged: number | string;
  readonly paying: number | string;
  readonly referral_judged: number | string;
  readonly referring: number | string;
  /** Whole units of money, decimal text. */
  readonly amount: string;
  readonly squares: number;
  readonly currencies: string[];
  /** Judged on both: activated or not, and of those who stayed. */
  readonly both_activated: number | string;
  readonly both_stayed: number | string;
  readonly neither_activated: number | string;
  readonly neither_stayed: number | string;
}

/** Grain: one row per group with people; ≤ 1,200 rows. */
export const tallies = (plan: Plan): Sql<TallyRow> => sql<TallyRow>`
  select ${keyOf(plan.frame, plan.grouping)} as key, count() as customers,
    countIf(told.act_over) as activation_judged, countIf(told.act_over and told.act) as activated,
    countIf(told.stay_over) as retention_judged, countIf(told.stay_over and told.stay) as retained,
    countIf(told.pay_over) as revenue_judged, countIf(told.pay_over and told.pay) as paying,
    countIf(told.refer_over) as referral_judged, countIf(told.refer_over and told.refer) as referring,
    toString(sumIf(told.paid, told.pay_over)) as amount,
    sumIf(toFloat64(told.paid) * toFloat64(told.paid), told.pay_over) as squares,
    groupUniqArrayArrayIf(told.in_currencies, told.pay_over) as currencies,
    countIf(told.act_over and told.stay_over and told.act) as both_activated,
    countIf(told.act_over and told.stay_over and told.act and told.stay) as both_stayed,
    countIf(told.act_over and told.stay_over and not told.act) as neither_activated,
    countIf(told.act_over and told.stay_over and not told.act and told.stay) as neither_stayed
  from ${lives(plan)} as told
  group by key`;

/**
 * Everybody who began in the range, and which stage they got to: rows (unit, began, value, act_over, act, stay_over, stay,
 * pay_over, pay, paid, in_currencies, refer_over, refer); `…_over` says that they can be judged.
 *
 * Grain: a newcomer.
 */
export function lives(plan: Plan): Sql {
  const { ask, frame, newcomers } = plan;
  const { revenue, referral, retention } = ask;
  const dayOver = (days: number): Sql => sql`began_of.began + ${int(days)} <= ${int(frame.known.current)}`;
  const act = activation(plan);
  const referred = referral === null ? null : { from: 0, to: referral.days - 1 };
  return sql`(
    select began_of.unit as unit, began_of.began as began, began_of.value as value,
      ${act.over} as act_over, ${act.did} as act,
      ${periodOver(frame, retention.period, retention.nth)} as stay_over, stays.did = 1 as stay,
      ${revenue === null ? sql`false` : dayOver(revenue.days)} as pay_over,
      ${revenue === null ? sql`false` : revenue.property === null ? hasBit(sql`pays.did`, 0) : sql`pays.paid = 1`} as pay,
      ${revenue?.property == null ? sql`toDecimal128(0, 6)` : sql`pays.amount`} as paid,
      ${revenue?.property == null ? sql`emptyArrayString()` : sql`pays.currencies`} as in_currencies,
      ${referral === null ? sql`false` : dayOver(referral.days)} as refer_over,
      ${referral === null ? sql`false` : hasBit(sql`refers.did`, 0)} as refer
    from ${act.base} as began_of
    ${act.join}
    any left join ${activeIn(plan.active.reading, newcomers, retention.period, [retention.nth])} as stays on began_of.unit = stays.unit
    ${paysJoined(plan)}
    ${referral === null || referred === null ? nothing : sql`any left join ${didWithin(frame, newcomers, referral.match, [referred])} as refers on began_of.unit = refers.unit`}
  )`;
}

function paysJoined({ ask: { revenue }, frame, newcomers }: Plan): Sql {
  if (revenue === null) return nothing;
  const { match, property } = revenue;
  const days = { from: 0, to: revenue.days - 1 };
  const pays =
    property === null
      ? didWithin(frame, newcomers, match, [days])
      : paidWithin(frame, newcomers, { match, property }, days);
  return sql`any left join ${pays} as pays on began_of.unit = pays.unit`;
}

/** Where newcomers are read from, and how their activation is told. */
function activation({ activated, frame, newcomers, grouping }: Plan) {
  const { apart } = grouping;
  if (activated.kind === 'times') {
    const { rule } = activated;
    return {
      base: standing(frame, newcomers, { rule, apart }),
      join: nothing,
      over: sql`began_of.over >= ${typed('Int64', rule.days)}`,
      did: sql`began_of.status = 'reached'`,
    };
  }
  const { reading, period, periods } = activated;
  const offsets = Array.from({ length: periods }, (_, n) => n);
  return {
    base: startsOf(frame, newcomers, { apart }),
    join: sql`any left join ${activeIn(reading, newcomers, period, offsets)} as acts on began_of.unit = acts.unit`,
    over: periodOver(frame, period, periods - 1),
    did: sql`acts.did = 1`,
  };
}

type Period = Parameters<typeof periodIn>[1];

/** Whether the n-th period after that of the start is over. */
const periodOver = (frame: Frame, period: Period, n: number): Sql =>
  sql`${periodIn(sql`began_of.began`, period, frame.weekStart)} + ${int(n)} < ${int(periodOf(frame.known.current, period, frame.weekStart))}`;

/**
 * Who was active in one of some periods after that of their start (0: that one): rows (unit, did).
 *
 * From one set of newcomers and one of active people for each period, never from a set beside each person.
 *
 * Grain: a newcomer who was.
 */
function activeIn(
  reading: ActiveReading,
  newcomers: Newcomers,
  period: Period,
  offsets: readonly number[],
): Sql {
  const { frame } = reading;
  const at = (day: number) => periodOf(day, period, frame.weekStart);
  const last = Math.min(
    at(Math.max(newcomers.from, newcomers.to)) + Math.max(...offsets),
    at(frame.known.lastBegun),
  );
  const first = Math.min(at(newcomers.from) + Math.min(...offsets), last);
  return sql`(
    select arrayJoin(bitmapToArray(groupBitmapMergeState(came))) as unit, toUInt8(1) as did
    from (
      select bitmapAnd(entered.members, actives.people) as came
      from (
        select ${periodIn(sql`began`, period, frame.weekStart)} + arrayJoin(${typed('Array(Int32)', offsets)}) as at, groupBitmapState(unit) as members
        from ${startsOf(frame, newcomers)}
        group by at
      ) as entered
      inner join ${activePeriods(reading, { period, first, last })} as actives on entered.at = actives.period
    )
  )`;
}
