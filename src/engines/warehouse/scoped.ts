import { forClickHouse, type Sql, sql, typed } from '#src/basics/sql.ts';
import { refuseBareTables } from './bare-tables.ts';
import { withListedProperties } from './listed-properties.ts';

/** What must be known of the tables to show them to one workspace. */
export class WorkspaceTables {
  readonly #ask: <Row>(query: Sql<Row>) => Promise<Row[]>;
  readonly #retired = new Map<number, { known: Promise<boolean>; at: number }>();
  #columns: Promise<ReadonlyMap<string, boolean>> | undefined;

  constructor(ask: <Row>(query: Sql<Row>) => Promise<Row[]>) {
    this.#ask = ask;
  }

  /** Tables that have a workspace, and whether they have a customer. Read again when a table is not known yet. */
  async all(wanted: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
    this.#columns ??= this.#readColumns();
    const known = await this.#columns.catch((error) => {
      this.#columns = undefined;
      throw error;
    });
    if (wanted.every((table) => known.has(table))) return known;
    this.#columns = this.#readColumns();
    return this.#columns;
  }

  /** True when the workspace has retired numbers; looked up at most once a second. */
  async hasRetired(workspace: number): Promise<boolean> {
    const last = this.#retired.get(workspace);
    if (last !== undefined && performance.now() - last.at < freshMs) return last.known;
    const known = this.#readRetired(workspace);
    this.#retired.set(workspace, { known, at: performance.now() });
    try {
      return await known;
    } catch (error) {
      this.#retired.delete(workspace);
      throw error;
    }
  }

  /** Something was written that may change what is known. */
  forget(): void {
    this.#retired.clear();
    this.#columns = undefined;
  }

  /** Grain: one row per table with a workspace; some dozens. */
  async #readColumns(): Promise<ReadonlyMap<string, boolean>> {
    const rows = await this.#ask(sql<{ table: string; has_customer: number }>`
      select table, countIf(name = 'customer') as has_customer
      from system.columns
      where database = currentDatabase()
      group by table
      having countIf(name = 'workspace_id') > 0`);
    return new Map(rows.map((row) => [row.table, Number(row.has_customer) > 0]));
  }

  async #readRetired(workspace: number): Promise<boolean> {
    const rows = await this.#ask(sql<{ found: number }>`
      select 1 as found
      from retired
      where workspace_id = ${typed('UInt32', workspace)}
      limit 1`);
    return rows.length > 0;
  }
}

const freshMs = 1000;

/**
 * A query as one workspace may ask it: each scoped table shows this workspace's rows only, without retired customers.
 *
 * @throws Error where the text names a table in any other way, or a scoped table is not one of a workspace
 */
export async function scopedTo(
  workspace: number,
  query: Sql,
  tables: WorkspaceTables,
): Promise<{ text: string; params: Record<string, unknown> }> {
  if (!Number.isInteger(workspace) || workspace < 0) throw new Error(`not a workspace: ${workspace}`);
  const wanted = query.parts.flatMap((part) => ('scoped' in part ? [part.scoped] : []));
  const known = await tables.all(wanted);
  refuseBareTables(query, new Set(known.keys()));
  const listed = withListedProperties(query);
  const withRetired =
    wanted.some((table) => hidesRetired(table, known)) && (await tables.hasRetired(workspace));
  return forClickHouse(listed.query, (table) => {
    if (!known.has(table)) throw new Error(`"${table}" is not a table of a workspace`);
    const hidden =
      withRetired && hidesRetired(table, known)
        ? ` and customer not in (select customer from retired where workspace_id = ${workspace})`
        : '';
    const more = table === 'events' ? listed.columns : '';
    return `(select *${more} from ${table} where workspace_id = ${workspace}${hidden})`;
  });
}

const hidesRetired = (table: string, known: ReadonlyMap<string, boolean>): boolean =>
  table !== 'retired' && known.get(table) === true;
