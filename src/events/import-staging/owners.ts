import { type Sql, sql, typed } from '#src/basics/sql.ts';
import type { Records } from '#src/engines/records/port.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { numberOwners } from '../identity/index.ts';
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
  #ensured: (RowSpan & { readonly linked: number }) | undefined;

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
    if (version === this.#version) return;
    await this.#warehouse.run(sql`truncate table ${this.#tables.owners}`);
    this.#ensured = undefined;
    this.#version = version;
  }

  /**
   * Gives every owner of these rows a number, except browsers that are linked to a person: whose their events are
   * depends on the time. May be called ahead for rows that come later: what it found holds until `refresh` finds
   * that numbers changed hands.
   *
   * @param held the records as the identity lock gives them
   * @returns how many of the owners are linked browsers
   */
  async ensure(held: Records, span: RowSpan): Promise<number> {
    const known = this.#ensured;
    if (known !== undefined && known.from <= span.from && known.to >= span.to) return known.linked;
    let linked = 0;
    for await (const { owners } of this.#unnumbered(span)) {
      const numbered = await numberOwners(held, this.#workspace, owners);
      linked += numbered.linked;
      if (numbered.lines !== '')
        await this.#warehouse.insert(this.#tables.names.owners, Buffer.from(numbered.lines), {
          seconds: 300,
        });
    }
    this.#ensured = { ...span, linked };
    return linked;
  }

  /** Changes whenever an owner's number may have. */
  async #currentVersion(): Promise<string> {
    const row = await this.#records.row(sql<{ version: string }>`
      select concat_ws(' ', layout, coalesce(
        (select concat_ws(' ', version, links) from customer_numbers where workspace_id = ${this.#workspace}), '0 0')) as version
      from workspaces
      where number = ${this.#workspace}`);
    return row?.version ?? '';
  }

  /** JSON arrays of the owners of the span not met before. Grain: some of them; at most one owner per row. */
  #unnumbered({ from, to }: RowSpan): AsyncIterable<{ owners: string }> {
    return this.#warehouse.stream(
      sql<{ owners: string }>`
        select toJSONString(groupArray(owner)) as owners
        from (
          select owner, rowNumberInAllBlocks() as n
          from (
            select distinct ${ownerOfRow} as owner
            from ${this.#tables.rows}
            where row between ${from} and ${to}
              and lane = 'bulk'
              and owner != ''
              and owner not in (select owner from ${this.#tables.owners})
          )
        )
        group by intDiv(n, ${typed('UInt32', ownersAtOnce)})`,
      { seconds: 600 },
    );
  }
}
