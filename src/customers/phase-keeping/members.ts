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
 * The headline is that of now. Lives are `final` by themselves: no setting is needed.
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
 * Where each life stood at an instant: customer, offer, phase, status, since, monthly, currency, bought, bought_in, last_visit, was; phase
 * and was are '' before the first move. Value is that of now.
 */
export const livesAt = ({ asOf, offer, before = asOf }: LivesAsk): Sql => sql`(
    select customer, offer, last_visit, monthly, currency, bought, bought_in,
      arrayLastIndex(at -> at < ${instant(asOf)}, moves_at) as place,
      if(place = 0, '', moves_phase[place]) as phase,
      if(place = 0, '', moves_status[place]) as status,
      if(place = 0, toDateTime64(0, 3, 'UTC'), moves_at[place]) as since,
      arrayLastIndex(at -> at < ${instant(before)}, moves_at) as earlier,
      if(earlier = 0, '', moves_phase[earlier]) as was
    from ${latestLives}
    where ${offer === undefined ? sql`headline` : sql`offer = ${offer}`}
  )`;

const instant = (at: number) => typed("DateTime64(3, 'UTC')", new Date(at));

/** The lives that stand: the row of the latest stamp of each. Grain: (customer, offer). */
const latestLives: Sql = sql`(
      select customer, offer, headline, last_visit, monthly, currency, bought, bought_in, moves_at, moves_phase, moves_status
      from ${scoped('phase_lives')}
      where known
      settings final = 1
    )`;
