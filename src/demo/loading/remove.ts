import { DomainError } from '#src/basics/errors.ts';
import { identifier, sql, typed } from '#src/basics/sql.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { withIdentityLock } from '#src/events/identity/index.ts';
import { type DemoParts, type DemoState, demoStates, withDemoLock } from './state.ts';

/**
 * Removes a demo workspace with everything in it. It stays away until it is asked for again.
 *
 * Cut anywhere, it is completed by the next call or the next `loadDemo`. While demos are being loaded it waits.
 *
 * @param workspace its number
 * @throws DomainError `demo.not_a_demo` (conflict) for any other workspace
 */
export async function removeDemo(parts: DemoParts, workspace: number): Promise<void> {
  const { records, clock } = parts.loading;
  await withDemoLock(records, async () => {
    const state = (await demoStates(records)).find((one) => one.workspace === workspace);
    if (state === undefined) throw notADemo(workspace);
    await records.run(sql`
      update demos
      set removed_at = coalesce(removed_at, ${new Date(clock.now())})
      where kind = ${state.kind}`);
    await clearDemo(parts, state, { forget: false });
  });
}

export const notADemo = (workspace: number): DomainError =>
  new DomainError('demo.not_a_demo', { kind: 'conflict', expected: 'a demo workspace', got: workspace });

/**
 * Empties a demo: its rows in the warehouse first, then its records, so that a cut leaves something to find.
 *
 * Loading of the workspace waits meanwhile, and finds it gone. Where the lock was lost, something may have been loaded
 * behind the emptying: the records stay then, so that the next call finds it.
 *
 * @param how.forget also that it ever was, so that it may be begun anew
 */
export async function clearDemo(
  { loading: { warehouse, records } }: DemoParts,
  { kind, workspace }: DemoState,
  how: { readonly forget: boolean },
): Promise<void> {
  if (workspace !== null) {
    await withIdentityLock(records, workspace, async (held) => {
      await emptyWarehouse(warehouse, workspace);
      await held.run(sql`
        delete from workspaces
        where number = ${workspace}`);
    });
  }
  if (how.forget) await records.run(sql`delete from demos where kind = ${kind}`);
}

/** Deletes a workspace's rows from every table that has any, and rewrites the parts that held them. */
async function emptyWarehouse(warehouse: Warehouse, workspace: number): Promise<void> {
  const tables = await workspaceTables(warehouse);
  for (const table of tables) {
    await warehouse.run(
      sql`
        alter table ${identifier(table, tables)}
        delete where workspace_id = ${typed('UInt32', workspace)}`,
      { seconds: 600, settings: { mutations_sync: 2 } },
    );
  }
}

/** Tables that hold rows of workspaces. Grain: a table; some twenty. */
async function workspaceTables(warehouse: Warehouse): Promise<string[]> {
  const rows = await warehouse.rows(sql<{ name: string }>`
    select tables.name as name
    from system.tables as tables
    any left join (
      select table
      from system.columns
      where database = currentDatabase()
        and name = 'workspace_id'
    ) as columns on columns.table = tables.name
    where tables.database = currentDatabase()
      and tables.engine like '%MergeTree'
      and columns.table != ''
    order by name`);
  return rows.map((row) => row.name);
}
