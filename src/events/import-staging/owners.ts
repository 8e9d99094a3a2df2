import { type Sql, sql } from '#src/basics/sql.ts';
import type { Records } from '#src/engines/records/port.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { numbersFor, type Owner } from '../identity/index.ts';
import type { StagingTables } from './tables.ts';

/** A run of rows of the staging table, both ends included. */
export interface RowSpan {
  readonly from: number;
  readonly to: number;
}

/** Who a staged row belongs to: `u` and the user id, else `a` and the anonymous id, else nobody. */
export const ownerOfRow: Sql = sql`multiIf(user_id != '', concat('u', user_id), anonymous_id != '', concat('a', anonymous_id), '')`;

const ownersAtOnce = 50_000; // bounds memory on both sides

/**
 * Keeps the numbers of the owners met so far, next to the rows. Numbers change hands when people are merged or a
 * browser is linked; then they are read anew.
 */
export class OwnerNumbers {
  readonly #warehouse: Warehouse;
  readonly #records: Records;
  readonly #workspace: number;
  readonly #tables: StagingTables;
  #version = '';

  constructor(
    parts: { readonly warehouse: Warehouse; readonly records: Records },
    workspace: number,
    tables: StagingTables,
  ) {
    this.#warehouse = parts.warehouse;
    this.#records = parts.records;
    this.#workspace = workspace;
    this.#tables = tables;
  }

  /** Forgets numbers that may have changed hands. Call it, then `ensure`, within one hold of the identity lock. */
  async refresh(): Promise<void> {
    const version = await this.#currentVersion();
    if (version !== this.#version) await this.#warehouse.run(sql`truncate table ${this.#tables.owners}`);
    this.#version = version;
  }

  /**
   * Gives every owner of these rows a number, except browsers that are linked to a person: whose their events are
   * depends on the time.
   */
  async ensure(span: RowSpan): Promise<void> {
    let names: string[] = [];
    for await (const { owner } of this.#unnumbered(span)) {
      names.push(owner);
      if (names.length < ownersAtOnce) continue;
      await this.#number(names);
      names = [];
    }
    await this.#number(names);
  }

  /** Changes whenever an owner's number may have. */
  async #currentVersion(): Promise<string> {
    const row = await this.#records.row(sql<{ version: string }>`
      select concat_ws(' ', layout,
        (select concat_ws(' ', version, links) from customer_numbers where workspace_id = ${this.#workspace})) as version
      from workspaces
      where number = ${this.#workspace}`);
    return row?.version ?? '';
  }

  /** Grain: an owner of the span not met before; at most one per row. */
  #unnumbered({ from, to }: RowSpan): AsyncIterable<{ owner: string }> {
    return this.#warehouse.stream(
      sql<{ owner: string }>`
        select distinct ${ownerOfRow} as owner
        from ${this.#tables.rows}
        where row between ${from} and ${to}
          and lane = 'bulk'
          and owner != ''
          and owner not in (select owner from ${this.#tables.owners})`,
      { seconds: 600 },
    );
  }

  async #number(names: readonly string[]): Promise<void> {
    const linked = await this.#linked(names);
    const free = names.filter((name) => !linked.has(name));
    if (free.length === 0) return;
    const owners = free.map(ownerNamed);
    const numberOf = await numbersFor(this.#records, this.#workspace, owners);
    const lines = owners.map(
      (owner, i) => `${JSON.stringify({ owner: free[i], customer: numberOf(owner) })}\n`,
    );
    await this.#warehouse.insert(this.#tables.names.owners, Buffer.from(lines.join('')), { seconds: 300 });
  }

  async #linked(names: readonly string[]): Promise<ReadonlySet<string>> {
    const browsers = names.filter((name) => name.startsWith('a')).map((name) => name.slice(1));
    if (browsers.length === 0) return new Set();
    const rows = await this.#records.rows(sql<{ id: string }>`
      select distinct anonymous_id as id
      from device_links
      where workspace_id = ${this.#workspace}
        and anonymous_id = any(${browsers}::text[])
        and undone_at is null`);
    return new Set(rows.map((row) => `a${row.id}`));
  }
}

const ownerNamed = (name: string): Owner => ({
  kind: name.startsWith('u') ? 'user' : 'anonymous',
  externalId: name.slice(1),
});
