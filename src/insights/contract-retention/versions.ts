import type { Context } from '#src/access/index.ts';
import { nothing, type Sql, sql } from '#src/basics/sql.ts';
import type { Unit } from '#src/customers/traits/index.ts';
import type { ContractHistory, HeldVersion } from './histories.ts';

/** Whose contracts, as they were known when. */
export interface HeldAsk {
  readonly unit: Unit;
  /** Epoch milliseconds; exclusive. */
  readonly asOf: number;
  /** Only contracts of this holder, by their key. */
  readonly key?: string | undefined;
  /** Only contracts that are, or were, of one of these offers. */
  readonly offers?: readonly string[] | undefined;
  /** Whether what else contracts tell is wanted: it may be 32 KB of each. */
  readonly details?: boolean | undefined;
}

interface Row extends HeldVersion {
  readonly contract: string;
  readonly holder: string;
  readonly key: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A contract with what else its latest version tells: nothing unless it was asked for. */
export interface DetailedHistory extends ContractHistory {
  /** The holder's id, as the contract names it. */
  readonly id: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * Contracts of people, or of accounts, by their versions that were recorded before an instant, without those that change
 * nothing that is read here: a price, say.
 */
export async function heldHistories(
  { records, workspace }: Pick<Context, 'records' | 'workspace'>,
  ask: HeldAsk,
): Promise<DetailedHistory[]> {
  const rows = await records.rows(versionRows(workspace.number, ask));
  return [...Map.groupBy(rows, ({ contract }) => contract)].flatMap(([contract, versions]) => {
    const latest = versions.at(-1);
    if (latest === undefined) return [];
    const { holder: id, key, details } = latest;
    return [{ contract, holder: key ?? `without events: ${id}`, id, key, details, versions }];
  });
}

/** How many holders have contracts as the other unit, known before an instant. */
export async function otherHolders(
  { records, workspace }: Pick<Context, 'records' | 'workspace'>,
  { unit, asOf }: Pick<HeldAsk, 'unit' | 'asOf'>,
): Promise<number> {
  const row = await records.row(sql<{ holders: number }>`
    select count(distinct holder)::integer as holders
    from contracts
    where workspace_id = ${workspace.number}
      and holder_kind <> ${unit}
      and recorded_at < ${new Date(asOf)}`);
  return row?.holders ?? 0;
}

/** Grain: a version that changes something, in their order. The holder is that of the latest. */
function versionRows(workspace: number, { unit, asOf, key, offers, details }: HeldAsk): Sql<Row> {
  const told = details ? sql`row(${columns}, details)` : sql`row(${columns})`;
  return sql<Row>`
  select contract, holder, ${unit === 'account' ? sql`known.holder` : sql`identities.customer::text`} as key, offer,
    ${details ? sql`details` : sql`'{}'::jsonb as details`}, period,
    ${at(sql`starts_at`)} as "startsAt", ${at(sql`ends_at`)} as "endsAt", ${at(sql`paid_through`)} as "paidThrough",
    ${at(sql`renews_at`)} as "renewsAt", ${at(sql`cancelled_at`)} as "cancelledAt", ${at(sql`paused_at`)} as "pausedAt",
    ${at(sql`resumes_at`)} as "resumesAt", ${at(sql`trial_ends_at`)} as "trialEndsAt",
    ${at(sql`past_due_since`)} as "pastDueSince", ${at(sql`effective_at`)} as "effectiveAt"
  from (
    select *, lag(${told}) over own is not distinct from ${told} and lag(effective_at) over own <= effective_at as repeats
    from contracts
    where workspace_id = ${workspace}
      and holder_kind = ${unit}
      and recorded_at < ${new Date(asOf)}
      ${offers === undefined ? nothing : sql`and contract in (${contractsOf(workspace, offers)})`}
      ${key === undefined ? nothing : sql`and holder in (${idsOf(workspace, unit, key)})`}
    window own as (partition by contract order by version)
  ) as known
  ${
    unit === 'account'
      ? nothing
      : sql`left join identities
    on identities.workspace_id = ${workspace} and identities.kind = 'user' and identities.external_id = known.holder`
  }
  where repeats is not true
  order by contract, version`;
}

/** What a version says that is read here. */
const columns = sql`holder, offer, period, starts_at, ends_at, paid_through, renews_at, cancelled_at, paused_at, resumes_at, trial_ends_at,
      past_due_since`;

const contractsOf = (workspace: number, offers: readonly string[]): Sql => sql`
        select contract from contracts
        where workspace_id = ${workspace} and offer = any(${offers}::text[])`;

/** The ids by which contracts name a holder. */
const idsOf = (workspace: number, unit: Unit, key: string): Sql =>
  unit === 'account'
    ? sql`${key}`
    : sql`
        select external_id from identities
        where workspace_id = ${workspace} and kind = 'user' and customer = ${Number(key)}`;

const at = (column: Sql): Sql => sql`(extract(epoch from ${column}) * 1000)::float8`;
