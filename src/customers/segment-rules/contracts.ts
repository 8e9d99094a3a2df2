import { join, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { startOfDay } from '#src/customers/calendar/index.ts';
import type { ContractCondition, contractStates } from './ask.ts';
import type { Judging, People } from './people.ts';

/** Those who hold, or held, a contract that stands as asked. */
export function whoHolds({ frame }: Judging, { offers, states, termWithinDays }: ContractCondition): People {
  const now = sql`${new Date(frame.asOf)}`;
  const key = frame.unit === 'customer' ? sql`customer` : sql`sipHash64(holder)`;
  const holders =
    frame.unit === 'customer'
      ? sql`(
        select held.offer as offer, held.starts_at as starts_at, held.ends_at as ends_at, held.renews_at as renews_at,
          held.trial_ends_at as trial_ends_at, held.paused_at as paused_at, held.resumes_at as resumes_at,
          held.past_due_since as past_due_since, held.cancelled_at as cancelled_at, ids.customer as customer
        from ${contractsKnown(frame.asOf, 'customer')} as held
        inner join (select user_id, customer from ${scoped('people_ids')} order by stamp desc limit 1 by user_id) as ids
        on held.holder = ids.user_id
      )`
      : contractsKnown(frame.asOf, 'account');
  const standing = join(
    states.map((state) => sql`(${stands[state](now)})`),
    ' or ',
  );
  return sql`(
      select groupBitmapState(${key})
      from ${holders}
      where (${standing})
        and ${offers.length === 0 ? sql`true` : sql`offer in ${typed('Array(String)', offers)}`}
        and ${termWithinDays === null ? sql`true` : termWithin(frame, termWithinDays)}
    )`;
}

/**
 * Contracts by the latest version that was known and in force at an instant, whoever held them before. Grain: a contract.
 */
const contractsKnown = (asOf: number, holders: 'customer' | 'account'): Sql => sql`(
        select *
        from (
          select holder_kind, contract, holder, offer, starts_at, ends_at, renews_at, trial_ends_at, paused_at, resumes_at,
            past_due_since, cancelled_at
          from ${scoped('contract_versions')}
          where recorded_at < ${new Date(asOf)}
            and effective_at <= ${new Date(asOf)}
          order by version desc, stamp desc
          limit 1 by contract
        )
        where holder_kind = ${holders}
      )`;

const begun = (now: Sql): Sql => sql`starts_at <= ${now}`;
const over = (now: Sql): Sql => sql`ifNull(ends_at <= ${now}, false)`;
const runs = (now: Sql): Sql => sql`${begun(now)} and not ${over(now)}`;

const stands: Readonly<Record<(typeof contractStates)[number], (now: Sql) => Sql>> = {
  running: runs,
  trial: (now) => sql`${runs(now)} and ifNull(trial_ends_at > ${now}, false)`,
  paused: (now) =>
    sql`${runs(now)} and ifNull(paused_at <= ${now}, false) and ifNull(resumes_at > ${now}, true)`,
  past_due: (now) => sql`${runs(now)} and ifNull(past_due_since <= ${now}, false)`,
  cancelled: (now) => sql`${runs(now)} and ifNull(cancelled_at <= ${now}, false)`,
  ended: over,
};

const termWithin = ({ known, zone }: Judging['frame'], days: number): Sql => sql`ifNull(
          coalesce(renews_at, ends_at) >= ${new Date(startOfDay(known.current, zone))}
          and coalesce(renews_at, ends_at) < ${new Date(startOfDay(known.current + days + 1, zone))}, false)`;

/** Every instant at which a contract's standing changes. */
export const nextContractChange = (asOf: number): Sql<{ at: string | null }> => sql<{ at: string | null }>`
  select toString(toUnixTimestamp64Milli(min(change))) as at
  from (
    select arrayJoin([toNullable(starts_at), ends_at, trial_ends_at, paused_at, resumes_at, past_due_since, cancelled_at, toNullable(effective_at)]) as change
    from ${scoped('contract_versions')}
  )
  where change > ${new Date(asOf)}
  having count() > 0`;
