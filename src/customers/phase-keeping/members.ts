import { nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import type { Phase, Status } from '#src/customers/phases/index.ts';

/** Who is meant: by phase, by status, or both; in their headline life, or with an offer. */
export interface InPhase {
  readonly phase?: Phase | undefined;
  readonly status?: Status | undefined;
  /** Else the headline life counts. */
  readonly offer?: string | undefined;
  /** Epoch milliseconds, exclusive: where they stood then, as the history is known now. */
  readonly asOf: number;
}

/**
 * Customers in a phase at an instant, as a query of one bitmap. Those never touched and never customers are in none.
 *
 * The headline is that of the instant. Lives are `final` by themselves: no setting is needed.
 */
export const customersInPhase = (asked: InPhase): Sql => sql`(
    select groupBitmapState(customer)
    from ${livesAt(asked)}
    where ${isPhase(asked)}
  )`;

const isPhase = ({ phase, status }: InPhase): Sql => sql`
  ${phase === undefined ? sql`phase != ''` : sql`phase = ${phase}`}
  ${status === undefined ? nothing : sql`and status = ${status}`}`;

/** Where lives are looked at. */
export interface LivesAsk {
  /** Epoch milliseconds, exclusive. */
  readonly asOf: number;
  /** The lives with this offer; the headline ones where it is not told. */
  readonly offer?: string | undefined;
  /** An earlier instant, of which `was` tells the phase. */
  readonly before?: number | undefined;
}

/**
 * Where each life stood at an instant: customer, offer, phase, status, monthly, currency, bought, bought_in, was; phase and was are ''
 * before the first move. Without an offer each customer counts once, by the headline of the instant, and `was` is that of the headline of the
 * earlier one. Value is that of now, of who counts by their headline that of the headline of now.
 */
export const livesAt = ({ asOf, offer, before = asOf }: LivesAsk): Sql => {
  if (offer !== undefined) return sql`(${standingAt({ asOf, before }, sql`offer = ${offer}`)})`;
  if (before === asOf) return sql`(${standingAt({ asOf, before }, leadsAt(asOf))})`;
  return sql`(
    select customer, now.1 as offer, now.2 as phase, now.3 as status, then as was, worth.1 as monthly, worth.2 as currency,
      worth.3 as bought, worth.4 as bought_in
    from (
      select customer, anyIf((offer, phase, status), leads) as now, anyIf(was, led) as then,
        anyIf((monthly, currency, bought, bought_in), headline) as worth, max(leads) as leads_now
      from (${standingAt({ asOf, before }, sql`headline or leads or led`)})
      group by customer
    )
    where leads_now
  )`;
};

const standingAt = (
  { asOf, before }: { readonly asOf: number; readonly before: number },
  which: Sql,
): Sql => sql`
    select customer, offer, headline, monthly, currency, bought, bought_in,
      ${leadsAt(asOf)} as leads,
      ${leadsAt(before)} as led,
      arrayLastIndex(at -> at < ${instant(asOf)}, moves_at) as place,
      if(place = 0, '', moves_phase[place]) as phase,
      if(place = 0, '', moves_status[place]) as status,
      arrayLastIndex(at -> at < ${instant(before)}, moves_at) as earlier,
      if(earlier = 0, '', moves_phase[earlier]) as was
    from ${latestLives}
    where ${which}`;

/** Whether a life was the headline just before an instant, epoch milliseconds. */
const leadsAt = (at: number): Sql =>
  sql`arrayExists((since, until) -> since < ${instant(at)} and until >= ${instant(at)}, led_from, led_to)`;

const instant = (at: number) => typed("DateTime64(3, 'UTC')", new Date(at));

/** The lives that stand: the row of the latest stamp of each. Grain: (customer, offer). */
const latestLives: Sql = sql`(
      select customer, offer, headline, led_from, led_to, monthly, currency, bought, bought_in, moves_at, moves_phase, moves_status
      from ${scoped('phase_lives')}
      where known
      settings final = 1
    )`;
