import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { type Frame, givenUpNumbers } from '#src/customers/frame/index.ts';
import type { Unit } from '#src/customers/traits/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';

/** A bitmap of units, as an expression. */
export type People = Sql;

/** What conditions are judged by: an instant, and whom they are about. */
export interface Judging {
  readonly records: Transaction;
  readonly frame: Frame;
  /** The last day is known only in part: see `lastDayIsCut`. */
  readonly cut: boolean;
  /** Everybody there is. */
  readonly everyone: People;
}

/** Everybody but some. */
export const but = ({ everyone }: Pick<Judging, 'everyone'>, people: People): People =>
  sql`bitmapAndnot(${everyone}, ${people})`;

export const nobodyOf = (unit: Unit): People =>
  unit === 'customer'
    ? sql`(select groupBitmapState(customer) from (select toUInt32(0) as customer where false))`
    : sql`(select groupBitmapState(account) from (select toUInt64(0) as account where false))`;

/**
 * Everybody there is at an instant: whoever did anything of their own on a day that has begun, not as internal or bot traffic;
 * accounts that events, group calls or contracts name.
 */
export const everyoneOf = ({ unit, layout, known, asOf }: Frame): People =>
  unit === 'customer'
    ? sql`(
      select bitmapAndnot(groupBitmapMergeState(customers), ${givenUpNumbers})
      from ${scoped('event_days')}
      where layout = ${typed('UInt32', layout)}
        and event = ''
        and toInt32(day) <= ${typed('Int32', known.lastBegun)}
    )`
    : sql`(
      select groupBitmapState(sipHash64(account))
      from (
        select account
        from ${scoped('known_accounts')}
        where first_time < ${new Date(asOf)}
        union distinct
        select holder as account
        from ${scoped('contract_versions')}
        where holder_kind = 'account'
          and recorded_at < ${new Date(asOf)}
      )
    )`;
