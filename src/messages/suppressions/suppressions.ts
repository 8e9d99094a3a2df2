import { randomBytes } from 'node:crypto';
import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { type AddressKind, printOf, shownAddress } from './address.ts';

/** Why nothing is sent to an address. */
export const suppressionReasons = [
  'hard_bounce',
  'soft_bounces',
  'complaint',
  'stop',
  'gone',
  'by_hand',
] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** An address that is to get nothing any more. */
export interface NewSuppression {
  readonly kind: AddressKind;
  readonly address: string;
  readonly reason: SuppressionReason;
  readonly detail: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly toldBy: string;
}

/** Sends nothing to an address from now on. One that is suppressed already keeps its first reason; one that was lifted begins anew. */
export async function suppress(tx: Transaction, workspace: number, told: NewSuppression): Promise<void> {
  const salt = await saltOf(tx, workspace);
  await tx.run(sql`
    insert into suppressions (workspace_id, kind, print, shown, reason, detail, since, told_by)
    values (${workspace}, ${told.kind}, ${printOf(salt, told.kind, told.address)}, ${shownAddress(told.kind, told.address)},
      ${told.reason}, ${told.detail.slice(0, 500)}, ${new Date(told.at)}, ${told.toldBy})
    on conflict (workspace_id, kind, print) do update
    set shown = excluded.shown, reason = excluded.reason, detail = excluded.detail, since = excluded.since,
      told_by = excluded.told_by, lifted_at = null, lifted_by = null
    where suppressions.lifted_at is not null`);
}

/** An address asked about. */
export interface AddressAsked {
  readonly kind: AddressKind;
  readonly address: string;
}

/** Why nothing is sent to each of some addresses, in their order; null: it may be written to. */
export async function suppressedAmong(
  records: Transaction,
  workspace: number,
  asked: readonly AddressAsked[],
): Promise<(SuppressionReason | null)[]> {
  if (asked.length === 0) return [];
  const salt = await saltOf(records, workspace);
  const prints = asked.map(({ kind, address }) => printOf(salt, kind, address));
  const rows = await records.rows(sql<{ print: Uint8Array; reason: SuppressionReason }>`
    select print, reason
    from suppressions
    where workspace_id = ${workspace}
      and lifted_at is null
      and print = any(${prints}::bytea[])`);
  const found = new Map(rows.map(({ print, reason }) => [Buffer.from(print).toString('hex'), reason]));
  return prints.map((print) => found.get(print.toString('hex')) ?? null);
}

/** Made once for each workspace. */
export async function saltOf(records: Transaction, workspace: number): Promise<Uint8Array> {
  const kept = await records.row(sql<{ salt: Uint8Array }>`
    select salt from suppression_salts where workspace_id = ${workspace}`);
  if (kept !== undefined) return kept.salt;
  await records.run(sql`
    insert into suppression_salts (workspace_id, salt)
    values (${workspace}, ${randomBytes(32)})
    on conflict (workspace_id) do nothing`);
  const made = await records.row(sql<{ salt: Uint8Array }>`
    select salt from suppression_salts where workspace_id = ${workspace}`);
  if (made === undefined) throw new Error('no salt was made');
  return made.salt;
}
