import { sql } from '#src/basics/sql.ts';
import type { Records } from '#src/engines/records/port.ts';
import { type ContractRow, demoZone } from '../making/index.ts';

/**
 * Writes down the contracts: a first version from the start on, and a second one that says when it ended, known
 * from that day on. Done again, it changes nothing.
 */
export async function storeContracts(
  records: Records,
  workspace: number,
  rows: readonly ContractRow[],
): Promise<void> {
  const ended = rows.filter((row) => row.end !== null);
  await records.transaction(async (tx) => {
    await tx.run(insertion(workspace, rows, 1));
    await tx.run(insertion(workspace, ended, 2));
  });
}

const insertion = (workspace: number, rows: readonly ContractRow[], version: 1 | 2) => sql`
  insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, ends_at, paid_through,
    price, currency, period, seats, effective_at, recorded_at, announced)
  select ${workspace}::integer, given.id, ${version}::integer, given.kind, given.holder, given.offer,
    given.first::timestamp at time zone ${demoZone}::text,
    given.last::timestamp at time zone ${demoZone}::text,
    given.last::timestamp at time zone ${demoZone}::text,
    given.price, given.currency, given.period, given.seats,
    coalesce(given.last, given.first)::timestamp at time zone ${demoZone}::text,
    coalesce(given.last, given.first)::timestamp at time zone ${demoZone}::text,
    true
  from unnest(
    ${rows.map((row) => row.id)}::text[],
    ${rows.map((row) => row.holder.kind)}::text[],
    ${rows.map((row) => row.holder.id)}::text[],
    ${rows.map((row) => row.offer)}::text[],
    ${rows.map((row) => row.start)}::date[],
    ${rows.map((row) => (version === 2 ? row.end : null))}::date[],
    ${rows.map((row) => row.amount)}::bigint[],
    ${rows.map((row) => row.currency)}::text[],
    ${rows.map((row) => row.period)}::text[],
    ${rows.map((row) => row.seats ?? null)}::integer[]
  ) as given (id, kind, holder, offer, first, last, price, currency, period, seats)
  on conflict do nothing`;
