import type { Workspace } from '#src/access/index.ts';
import { openWorkspaces } from '#src/access/workspaces/index.ts';
import { sql } from '#src/basics/sql.ts';
import { KnownNumbers } from '#src/events/identity/index.ts';
import { type InternalRule, type LoadPlace, RecentIds } from '#src/events/loading/index.ts';
import { openTestEngines, type TestEngines } from '../../test/engines.ts';
import type { DemoParts } from './loading/index.ts';
import type { DemoKind } from './making/index.ts';

/** Real engines with what demos are loaded by. */
export interface DemoEngines {
  readonly engines: TestEngines;
  readonly parts: DemoParts;
  workspaceOf(kind: DemoKind): Promise<Workspace>;
  /** Rows by traffic; rows beyond the first of a message; and events by day, which only customers' count in. */
  stored(workspace: number): Promise<Record<string, number>>;
}

export async function openDemoEngines(now: number): Promise<DemoEngines> {
  const engines = await openTestEngines({ now });
  const { records, warehouse, clock } = engines;
  const placeOf = (workspace: number) =>
    records.row(sql<LoadPlace & { rules: InternalRule[] }>`
      select timezone, layout, internal_rules as rules
      from workspaces
      where number = ${workspace}`);
  const loading = { records, warehouse, clock, placeOf, recent: new RecentIds(1), known: new KnownNumbers() };
  const workspaces = openWorkspaces(records, clock);
  const workspaceOf = async (kind: DemoKind) => {
    const found = (await workspaces.all()).find((one) => one.demo === kind);
    if (found === undefined) throw new Error(`no demo ${kind}`);
    return found;
  };
  return {
    engines,
    parts: { loading, workspaces },
    workspaceOf,
    stored: (workspace) => stored(engines, workspace),
  };
}

async function stored({ warehouse }: TestEngines, workspace: number): Promise<Record<string, number>> {
  const [row] = await warehouse.rows(sql<Record<string, string>>`
    select countIf(traffic = 'customer') as customer, countIf(traffic = 'bot') as bot,
      countIf(traffic = 'internal') as internal, count() - uniqExact(message_id) as copies,
      (select sum(events) from event_counts where workspace_id = ${workspace}) as days
    from events_by_customer
    where workspace_id = ${workspace}`);
  return Object.fromEntries(Object.entries(row ?? {}).map(([name, count]) => [name, Number(count)]));
}
