import { identifier, sql, typed } from '#src/basics/sql.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';

const tables = [
  'events',
  'events_by_customer',
  'message_ids',
  'customer_events',
  'customer_days',
  'event_days',
  'event_counts',
] as const;

/** Reading slows down with the parts there are; inserts are slowed by the engine from 1,000 on. */
const partsAtMost = 120;

/**
 * Keeps the engine of this machine from merging what an import stores while it is storing: merging each chunk with
 * the one before costs a quarter of the import, and done once at the end much less. Deletions are not held.
 *
 * The hold stands in the tables' settings and outlives a kill: `letMerge` ends it, at the next start and with the next
 * import.
 */
export class HeldMerges {
  readonly #warehouse: Warehouse;
  /** Our hold may stand in the tables' settings. */
  #held = false;
  /** We are among `holders`. */
  #counted = false;

  constructor(warehouse: Warehouse) {
    this.#warehouse = warehouse;
  }

  /** A server elsewhere has processors of its own to merge with, and others who use it. */
  async hold(): Promise<void> {
    if (!this.#warehouse.local) return;
    this.#held = true;
    this.#counted = true;
    holders.set(this.#warehouse, holdersOf(this.#warehouse) + 1);
    for (const table of tables)
      await this.#warehouse.run(sql`
        alter table ${identifier(table, tables)}
        modify setting max_bytes_to_merge_at_max_space_in_pool = 1`);
  }

  /** Ends the hold where it has lasted long enough for parts to become many. */
  async look(): Promise<void> {
    if (!this.#held) return;
    const [row] = await this.#warehouse.rows(sql<{ parts: string }>`
      select count() as parts
      from system.parts
      where database = currentDatabase()
        and table = 'events'
        and active`);
    if (Number(row?.parts) > partsAtMost) await this.letGo();
  }

  /** Where it fails the hold still stands: it may be called again, and `letMerge` ends it as well. */
  async letGo(): Promise<void> {
    if (!this.#held) return;
    if (this.#counted) holders.set(this.#warehouse, holdersOf(this.#warehouse) - 1);
    this.#counted = false;
    await letMerge(this.#warehouse);
    this.#held = false;
  }
}

/** Imports of this process that hold merges back: the last one lets go. */
const holders = new WeakMap<Warehouse, number>();
const holdersOf = (warehouse: Warehouse): number => holders.get(warehouse) ?? 0;

/** Lets the engine merge again. Changes nothing where no hold stands. */
export async function letMerge(warehouse: Warehouse): Promise<void> {
  if (!warehouse.local || holdersOf(warehouse) > 0) return;
  const held = await warehouse.rows(sql<{ name: (typeof tables)[number] }>`
    select name
    from system.tables
    where database = currentDatabase()
      and name in ${typed('Array(String)', tables)}
      and create_table_query like '%max_bytes_to_merge_at_max_space_in_pool%'`);
  for (const { name } of held)
    await warehouse.run(sql`
      alter table ${identifier(name, tables)}
      reset setting max_bytes_to_merge_at_max_space_in_pool`);
}
