import { sql } from '#src/basics/sql.ts';
import type { Records } from '#src/engines/records/port.ts';
import { type ContractRow, type ContractTerms, demoZone } from '../making/index.ts';

/** A contract as it is known from a day on. */
export interface KnownContract extends ContractTerms {
  readonly id: string;
  readonly version: number;
  readonly on: string;
}

/** What is known of a contract from when on: from the start, after each change, and from its end on. */
export function versionsOf({
  id,
  holder: _,
  start,
  end,
  currency: __,
  changes,
  ...terms
}: ContractRow): KnownContract[] {
  const versions: KnownContract[] = [{ ...terms, id, version: 1, on: start }];
  for (const change of changes ?? [])
    versions.push({ ...latest(versions), ...change, version: versions.length + 1 });
  if (end !== null && latest(versions).endsOn !== end)
    versions.push({ ...latest(versions), endsOn: end, on: end, version: versions.length + 1 });
  return versions;
}

function latest(versions: readonly KnownContract[]): KnownContract {
  const last = versions.at(-1);
  if (last === undefined) throw new Error('a contract of no version');
  return last;
}

/** The first instant of a local day. */
const local = sql`at time zone ${demoZone}::text`;

/** Writes down the contracts with what became of them, each version known from the day on which it holds. Done again, it changes nothing. */
export async function storeContracts(
  records: Records,
  workspace: number,
  rows: readonly ContractRow[],
): Promise<void> {
  const versions = rows.flatMap((row) =>
    versionsOf(row).map(({ id, ...version }) => ({
      contract: id,
      kind: row.holder.kind,
      holder: row.holder.id,
      start: row.start,
      currency: row.currency,
      ...version,
    })),
  );
  if (versions.length === 0) return;
  await records.run(sql`
    insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, ends_at, paid_through,
      cancelled_at, cancel_kind, paused_at, resumes_at, price, currency, period, seats, discount, discount_ends_at,
      effective_at, recorded_at, announced)
    select ${workspace}::integer, contract, version, kind, holder, offer, start::timestamp ${local},
      "endsOn"::timestamp ${local}, "endsOn"::timestamp ${local}, cancelled::timestamp ${local}, "cancelKind",
      paused::timestamp ${local}, resumes::timestamp ${local}, amount, currency, period, seats, discount,
      "discountEnd"::timestamp ${local}, "on"::timestamp ${local}, "on"::timestamp ${local}, true
    from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) as given (
      contract text, version integer, kind text, holder text, start date, currency text, offer text, amount bigint,
      period text, seats integer, discount bigint, "discountEnd" date, paused date, resumes date, cancelled date,
      "cancelKind" text, "endsOn" date, "on" date)
    on conflict do nothing`);
}
