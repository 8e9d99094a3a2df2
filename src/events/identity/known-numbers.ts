import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';

/**
 * Numbers of owners remembered between batches, so that a busy source need not ask the records for each.
 *
 * Every change of hands grows the workspace's version in the records; a memory of another version is void. Thus
 * several processes may remember side by side. Call within `withIdentityLock`.
 */
export class KnownNumbers {
  readonly #workspaces = new Map<number, { version: number; numbers: Map<string, number> }>();

  /** The memory of a workspace as it may be trusted now; empty where something changed hands. */
  async of(tx: Transaction, workspace: number): Promise<Map<string, number>> {
    const row = await tx.row(sql<{ version: number }>`
      select version
      from customer_numbers
      where workspace_id = ${workspace}`);
    const version = row?.version ?? 0;
    const kept = this.#workspaces.get(workspace);
    if (kept !== undefined && kept.version === version && kept.numbers.size < mostRemembered)
      return kept.numbers;
    const fresh = { version, numbers: new Map<string, number>() };
    this.#workspaces.set(workspace, fresh);
    return fresh.numbers;
  }
}

const mostRemembered = 1_000_000; // about 100 MB

/** Makes every memory of this workspace's numbers void, in the transaction that moves them. */
export async function voidKnownNumbers(tx: Transaction, workspace: number): Promise<void> {
  await tx.run(sql`
    update customer_numbers
    set version = version + 1
    where workspace_id = ${workspace}`);
}

/** Tells those who number browsers ahead of time (imports) that a browser may now be somebody's. */
export async function countNewLinks(tx: Transaction, workspace: number): Promise<void> {
  await tx.run(sql`
    insert into customer_numbers (workspace_id, links)
    values (${workspace}, 1)
    on conflict (workspace_id) do update set links = customer_numbers.links + 1`);
}
