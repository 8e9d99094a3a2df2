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
}

interface Row extends HeldVersion {
  readonly contract: string;
  readonly holder: string;
  readonly key: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A contract with what else its latest version tells. */
export interface DetailedHistory extends ContractHistory {
  /** The holder's id, as the contract names it. */
  readonly id: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Contracts of people, or of accounts, by all their versions that were recorded before an instant. */
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

/** Grain: a version; all versions of a contract, in their order. The holder is that of the latest. */
function versionRows(workspace: number, { unit, asOf, key }: HeldAsk): Sql<Row> {
  const own = unit === 'account' ? sql`known.holder` : sql`identities.customer::text`;
  return sql<Row>`
  select contract, holder, ${own} as key, offer, details, period,
    ${at(sql`starts_at`)} as "startsAt", ${at(sql`ends_at`)} as "endsAt", ${at(sql`paid_through`)} as "paidThrough",
    ${at(sql`renews_at`)} as "renewsAt", ${at(sql`cancelled_at`)} as "cancelledAt", ${at(sql`paused_at`)} as "pausedAt",
    ${at(sql`resumes_at`)} as "resumesAt", ${at(sql`trial_ends_at`)} as "trialEndsAt",
    ${at(sql`past_due_since`)} as "pastDueSince", ${at(sql`effective_at`)} as "effectiveAt"
  from contracts as known
  ${
    unit === 'account'
      ? nothing
      : sql`left join identities
    on identities.workspace_id = ${workspace} and identities.kind = 'user' and identities.external_id = known.holder`
  }
  where known.workspace_id = ${workspace}
    and known.holder_kind = ${unit}
    and known.recorded_at < ${new Date(asOf)}
    ${key === undefined ? nothing : sql`and ${own} = ${key}`}
  order by contract, version`;
}

const at = (column: Sql): Sql => sql`(extract(epoch from ${column}) * 1000)::float8`;
