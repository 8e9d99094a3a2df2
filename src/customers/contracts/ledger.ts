import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { ContractLedger, ContractTerms } from '#src/events/imports/index.ts';

/**
 * Keeps contracts as versions: what a file says of a contract that we did not know is a new version, from when it
 * holds and since when we know it; what we knew is left alone. Nothing is ever edited.
 */
export const contractLedger: ContractLedger = {
  record: async (tx, workspace, terms, at) => {
    const latest = new Map([...terms].map((one) => [one.contract, one])); // the last row of a file on one contract
    const known = await currentTerms(tx, workspace, [...latest.keys()]);
    const fresh = [...latest.values()].flatMap((one) => {
      const before = known.get(one.contract);
      if (before !== undefined && before.said === said(one)) return [];
      return [
        {
          terms: one,
          version: (before?.version ?? 0) + 1,
          effectiveAt: effectiveAt(one, before, at.recordedAt),
        },
      ];
    });
    await write(tx, workspace, fresh, at);
    return { stored: fresh.length, unchanged: terms.length - fresh.length };
  },
};

/** A contract's latest version, as far as deciding needs it. */
interface Known {
  readonly version: number;
  readonly said: string;
  readonly end: number | null;
}

interface Version {
  readonly terms: ContractTerms;
  readonly version: number;
  readonly effectiveAt: number;
}

/** A first version holds from the start; an end that came to be known, from that end; other changes from now. */
function effectiveAt(terms: ContractTerms, before: Known | undefined, now: number): number {
  if (before === undefined) return terms.start;
  return terms.end !== null && terms.end !== before.end ? terms.end : now;
}

/** Everything a row says of a contract, to compare. */
const said = (terms: ContractTerms): string =>
  JSON.stringify([
    terms.holder.kind,
    terms.holder.id,
    terms.offer,
    terms.start,
    terms.end,
    terms.paidThrough,
    terms.renewal,
    terms.notice,
    terms.amount,
    terms.currency,
    terms.period,
    terms.seats,
    terms.discount,
    terms.discountEnd,
    sorted(JSON.parse(terms.details)),
  ]);

const sorted = (details: Record<string, unknown>): [string, unknown][] =>
  Object.entries(details).sort(([a], [b]) => (a < b ? -1 : 1));

interface Row {
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
  readonly amount: string | null;
  readonly currency: string;
  readonly period: ContractTerms['period'];
  readonly seats: number | null;
  readonly discount: string | null;
  readonly discountEnd: string | null;
  readonly details: Record<string, unknown>;
}

/** The latest version of each contract. Grain: a contract; at most as many as asked. */
async function currentTerms(
  tx: Transaction,
  workspace: number,
  contracts: readonly string[],
): Promise<Map<string, Known>> {
  const rows = await tx.rows(sql<Row>`
    select distinct on (contract) contract, version, holder_kind as "holderKind", holder, offer, starts_at as start,
      ends_at as end, paid_through as "paidThrough", renews_at as renewal, notice_at as notice, price::text as amount,
      currency, period, seats, discount::text, discount_ends_at as "discountEnd", details
    from contracts
    where workspace_id = ${workspace}
      and contract = any(${contracts}::text[])
    order by contract, version desc`);
  return new Map(
    rows.map((row) => [row.contract, { version: row.version, said: said(termsOf(row)), end: at(row.end) }]),
  );
}

const at = (text: string | null): number | null => (text === null ? null : Date.parse(text));

const termsOf = (row: Row): ContractTerms => ({
  outcome: 'contract',
  row: 0,
  contract: row.contract,
  holder: { kind: row.holderKind, id: row.holder },
  offer: row.offer,
  start: at(row.start) ?? 0,
  end: at(row.end),
  paidThrough: at(row.paidThrough),
  renewal: at(row.renewal),
  notice: at(row.notice),
  amount: row.amount,
  currency: row.currency,
  period: row.period,
  seats: row.seats,
  discount: row.discount,
  discountEnd: at(row.discountEnd),
  details: JSON.stringify(row.details),
});

/** One statement for all; instants travel as epoch milliseconds. */
async function write(
  tx: Transaction,
  workspace: number,
  versions: readonly Version[],
  { importNumber, recordedAt }: { readonly importNumber: number; readonly recordedAt: number },
): Promise<void> {
  if (versions.length === 0) return;
  const rows = versions.map(({ terms, version, effectiveAt: effective }) => ({
    ...terms,
    holderKind: terms.holder.kind,
    holder: terms.holder.id,
    details: JSON.parse(terms.details),
    version,
    effective,
  }));
  await tx.run(sql`
    insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, ends_at, paid_through,
      renews_at, notice_at, price, currency, period, seats, discount, discount_ends_at, details, effective_at, recorded_at,
      import, import_row)
    select ${workspace}::integer, contract, version, "holderKind", holder, offer, to_timestamp(start / 1000.0),
      to_timestamp("end" / 1000.0), to_timestamp("paidThrough" / 1000.0), to_timestamp(renewal / 1000.0),
      to_timestamp(notice / 1000.0), amount, currency, period, seats, discount, to_timestamp("discountEnd" / 1000.0), details,
      to_timestamp(effective / 1000.0), ${new Date(recordedAt)}, ${importNumber}::bigint, given.row
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
      contract text, version integer, "holderKind" text, holder text, offer text, start float8, "end" float8,
      "paidThrough" float8, renewal float8, notice float8, amount bigint, currency text, period text, seats integer,
      discount bigint, "discountEnd" float8, details jsonb, effective float8, row bigint)`);
}
