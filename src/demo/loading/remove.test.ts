import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { withIdentityLock } from '#src/events/identity/index.ts';
import { type LoadingParts, loadEvents } from '#src/events/loading/index.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { loadingParts } from '../../../test/loading.ts';
import { visit } from '../../../test/received.ts';
import { clearDemo } from './remove.ts';
import type { DemoParts, DemoState } from './state.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const loading = (warehouse: Warehouse = engines.warehouse): LoadingParts =>
  loadingParts(engines, { warehouse });

const load = ({ number, source }: TestWorkspace, batch: bigint) =>
  loadEvents(loading(), { workspace: number, source, batch, events: [visit('julie')] });

/** A warehouse in which something happens just after the first table was emptied. */
function interrupted(meanwhile: () => Promise<unknown>): Warehouse {
  let happened = false;
  const run: Warehouse['run'] = async (statement, wishes) => {
    await engines.warehouse.run(statement, wishes);
    if (happened) return;
    happened = true;
    await meanwhile();
  };
  return new Proxy(engines.warehouse, {
    get: (real, name) => {
      if (name === 'run') return run;
      const held: unknown = Reflect.get(real, name, real);
      return typeof held === 'function' ? held.bind(real) : held;
    },
  });
}

/** Ends the connection that holds the lock, as a start of PostgreSQL would; somebody else takes it. */
async function loseTheLock(workspace: TestWorkspace): Promise<void> {
  await engines.records.rows(sql`
    select pg_terminate_backend(pid) as ended
    from pg_locks
    where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())
      and classid = 7422
      and granted`);
  await withIdentityLock(engines.records, workspace.number, async () => undefined);
  await load(workspace, 2n);
}

const rowsOf = async ({ number }: TestWorkspace): Promise<number> => {
  const [row] = await engines.warehouse.rows(sql<{ n: string }>`
    select count() as n from events_by_customer where workspace_id = ${number}`);
  return Number(row?.n);
};
const isThere = async ({ number }: TestWorkspace) =>
  (await engines.records.row(sql`select 1 as one from workspaces where number = ${number}`)) !== undefined;

describe('a demo that is emptied', () => {
  it('keeps its records where the lock was lost, so that the next call finds what was loaded meanwhile', async () => {
    const workspace = await createTestWorkspace(engines);
    await load(workspace, 1n);
    const state = { kind: 'gym', workspace: workspace.number } as DemoState; // what emptying reads of it
    const clear = (warehouse?: Warehouse) =>
      clearDemo({ loading: loading(warehouse) } as DemoParts, state, { forget: false }); // and of the parts
    await expect(clear(interrupted(() => loseTheLock(workspace)))).rejects.toThrow();
    expect(await isThere(workspace)).toBe(true);
    await clear();
    expect([await isThere(workspace), await rowsOf(workspace)]).toEqual([false, 0]);
  }, 60_000);
});
