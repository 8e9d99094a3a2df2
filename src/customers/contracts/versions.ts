import { type Sql, sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { ContractTerms } from '#src/events/imports/index.ts';
import type { KnownVersion } from './changes.ts';

/** A version as it stands in the records. Instants are ISO 8601. */
export interface VersionRow {
  readonly contract: string;
  readonly version: number;
  readonly holderKind: 'customer' | 'account';
  readonly holder: string;
  readonly offer: string;
  readonly start: string;
  readonly end: string | null;
  readonly paidThrough: string | null;
  readonly renewal: string | null;
  readonly notice: string | null;
  readonly cancelled: string | null;
  readonly cancelKind: ContractTerms['cancelKind'];
  readonly paused: string | null;
  readonly resumes: string | null;
  readonly trialEnd: string | null;
  readonly pastDueSince: string | null;
  readonly amount: string | null;
  readonly currency: string;
  readonly period: ContractTerms['period'];
  readonly seats: number | null;
  readonly discount: string | null;
  readonly discountEnd: string | null;
  readonly effective: string;
  readonly recorded: string;
}

/** The same with what else is known of the contract: it may be 32 KB of each. */
export interface DetailedRow extends VersionRow {
  readonly details: Record<string, unknown>;
}

/** The columns of a version. */
export const versionColumns: Sql = sql`contract, version, holder_kind as "holderKind", holder, offer, starts_at as start,
      ends_at as "end", paid_through as "paidThrough", renews_at as renewal, notice_at as notice,
      cancelled_at as cancelled, cancel_kind as "cancelKind", paused_at as paused, resumes_at as resumes,
      trial_ends_at as "trialEnd", past_due_since as "pastDueSince", price::text as amount, currency, period, seats,
      discount::text, discount_ends_at as "discountEnd", effective_at as effective, recorded_at as recorded`;

export const detailedColumns: Sql = sql`${versionColumns}, details`;

/** A row as the version that it is. */
export const versionOf = (row: DetailedRow): KnownVersion => ({
  terms: termsOf(row),
  version: row.version,
  effectiveAt: Date.parse(row.effective),
  recordedAt: Date.parse(row.recorded),
});

const at = (text: string | null): number | null => (text === null ? null : Date.parse(text));

const termsOf = (row: DetailedRow): ContractTerms => ({
  outcome: 'contract',
  row: 0,
  contract: row.contract,
  holder: { kind: row.holderKind, id: row.holder },
  offer: row.offer,
  start: Date.parse(row.start),
  end: at(row.end),
  paidThrough: at(row.paidThrough),
  renewal: at(row.renewal),
  notice: at(row.notice),
  cancelled: at(row.cancelled),
  cancelKind: row.cancelKind,
  paused: at(row.paused),
  resumes: at(row.resumes),
  trialEnd: at(row.trialEnd),
  pastDueSince: at(row.pastDueSince),
  amount: row.amount,
  currency: row.currency,
  period: row.period,
  seats: row.seats,
  discount: row.discount,
  discountEnd: at(row.discountEnd),
  details: JSON.stringify(row.details),
});

/** The latest version of each contract. Grain: a contract; at most as many as asked. */
export async function knownVersions(
  tx: Transaction,
  workspace: number,
  contracts: readonly string[],
): Promise<Map<string, KnownVersion>> {
  const rows = await tx.rows(sql<DetailedRow>`
    select distinct on (contract) ${detailedColumns}
    from contracts
    where workspace_id = ${workspace}
      and contract = any(${contracts}::text[])
    order by contract, version desc`);
  return new Map(rows.map((row) => [row.contract, versionOf(row)]));
}
