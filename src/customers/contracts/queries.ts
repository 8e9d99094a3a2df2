import { nothing, type Sql, sql } from '#src/basics/sql.ts';
import type { Unit } from '#src/customers/traits/index.ts';

/** A contract as it was known at an instant. Money is decimal text in smallest units; instants are ISO 8601. */
export interface ContractRow {
  readonly contract: string;
  readonly version: number;
  readonly holderKind: 'customer' | 'account';
  readonly holder: string;
  readonly offer: string;
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly paidThrough: string | null;
  readonly renewsAt: string | null;
  readonly noticeAt: string | null;
  readonly cancelledAt: string | null;
  readonly cancelKind: 'voluntary' | 'delinquent' | null;
  readonly pausedAt: string | null;
  readonly resumesAt: string | null;
  readonly trialEndsAt: string | null;
  readonly pastDueSince: string | null;
  readonly price: string | null;
  readonly currency: string;
  readonly period: 'day' | 'week' | 'month' | 'quarter' | 'semester' | 'year' | null;
  readonly seats: number | null;
  readonly discount: string | null;
  readonly discountEndsAt: string | null;
  readonly effectiveAt: string;
  readonly recordedAt: string;
}

/** The columns of a `ContractRow`. */
export const contractColumns: Sql = sql`contract, version, holder_kind as "holderKind", holder, offer,
    starts_at as "startsAt", ends_at as "endsAt", paid_through as "paidThrough", renews_at as "renewsAt",
    notice_at as "noticeAt", cancelled_at as "cancelledAt", cancel_kind as "cancelKind", paused_at as "pausedAt",
    resumes_at as "resumesAt", trial_ends_at as "trialEndsAt", past_due_since as "pastDueSince", price::text, currency,
    period, seats, discount::text, discount_ends_at as "discountEndsAt", effective_at as "effectiveAt",
    recorded_at as "recordedAt"`;

/**
 * Contracts by the version known just before an instant: the latest recorded before it. Grain: a
 * contract; at most `limit`, in the order of their names.
 */
export const contractsAt = (ask: {
  readonly workspace: number;
  readonly asOf: Date;
  readonly holder: string | null;
  readonly holderKind: 'customer' | 'account' | null;
  readonly after: string;
  readonly limit: number;
}): Sql<ContractRow> => sql`
  select distinct on (contract) ${contractColumns}
  from contracts
  where workspace_id = ${ask.workspace}
    and recorded_at < ${ask.asOf}
    and contract > ${ask.after}
    and (${ask.holder}::text is null or holder = ${ask.holder})
    and (${ask.holderKind}::text is null or holder_kind = ${ask.holderKind})
  order by contract, version desc
  limit ${ask.limit}`;

/**
 * Contracts by the version in force just before an instant: of those recorded before it the latest that holds by then; one
 * that is still to begin, by its latest. Grain: a contract.
 */
export const contractsInForce = (ask: {
  readonly workspace: number;
  readonly asOf: Date;
  readonly holderKind: 'customer' | 'account';
  /** Of these alone; of all where absent. */
  readonly holders?: readonly string[];
}): Sql<ContractRow> => sql`
  select distinct on (contract) ${contractColumns}
  from contracts
  where workspace_id = ${ask.workspace}
    and holder_kind = ${ask.holderKind}
    and recorded_at < ${ask.asOf}
    ${ask.holders === undefined ? nothing : sql`and holder = any(${ask.holders}::text[])`}
  order by contract, (effective_at <= ${ask.asOf}) desc, version desc`;

/** Every version of some holders' contracts known just before an instant, latest first. Grain: a version. */
export const versionsHeldBy = (ask: {
  readonly workspace: number;
  readonly asOf: Date;
  readonly holderKind: 'customer' | 'account';
  readonly holders: readonly string[];
}): Sql<ContractRow> => sql`
  select ${contractColumns}
  from contracts
  where workspace_id = ${ask.workspace}
    and holder_kind = ${ask.holderKind}
    and holder = any(${ask.holders}::text[])
    and recorded_at < ${ask.asOf}
  order by contract, version desc`;

/**
 * What people, or accounts, had by contracts over time, as it was known just before an instant, what is to come included: rows
 * (contract, offer, holder, begins, ends, price, period, currency, key), one for each version that came to hold, from when until
 * when it did (see `reignsOf`); ends is null where none is known. A contract begins when the first of them says, however late it
 * holds. The key is the account, or the number that the holder's id stands for now; null where no event of theirs ever came.
 *
 * Grain: a version that came to hold.
 */
export const heldContracts = (
  workspace: number,
  { unit, asOf }: { readonly unit: Unit; readonly asOf: number },
): Sql => sql`(
  select contract, offer, holder, begins, nullif(ends, 'infinity') as ends, price, period, currency,
    ${unit === 'account' ? sql`holder` : sql`identities.customer::text`} as key
  from (
    select *, least(until, coalesce(ends_at, 'infinity')) as ends,
      case when lag(version) over (partition by contract order by version) is null then starts_at else greatest(since, starts_at) end as begins
    from (${sinceWhen(workspace, { unit, asOf })}) as told
    where since < until
  ) as known
  ${
    unit === 'account'
      ? nothing
      : sql`left join identities
    on identities.workspace_id = ${workspace} and identities.kind = 'user' and identities.external_id = known.holder`
  }
  where begins < ends
)`;

/** Every version known just before an instant, from when until when it holds. Grain: a version. */
const sinceWhen = (
  workspace: number,
  { unit, asOf }: { readonly unit: Unit; readonly asOf: number },
): Sql => sql`
      select *, coalesce(min(since) over (
          partition by contract
          order by version desc
          rows between unbounded preceding and 1 preceding
        ), 'infinity') as until
      from (
        select contract, version, offer, holder, starts_at, ends_at, price, period, currency,
          least(effective_at, ends_at) as since
        from contracts
        where workspace_id = ${workspace}
          and holder_kind = ${unit}
          and recorded_at < ${new Date(asOf)}
      ) as version`;
