import { identifier, sql, typed } from '#src/basics/sql.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Records } from '#src/engines/records/port.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { refuseHalfStored, withIdentityLock } from '../identity/index.ts';

/** Where a rebuild works. */
export interface RebuildParts {
  readonly warehouse: Warehouse;
  readonly records: Records;
  readonly clock: Clock;
}

/** Tables in which a given-up number still has rows. */
const rowTables = [
  'events',
  'events_by_customer',
  'trait_changes',
  'memberships',
  'customer_events',
  'customer_days',
  'retired',
] as const;
/** Tables that carry a layout. */
const derivedTables = [
  'event_days',
  'customer_events',
  'marked_days',
  'event_counts',
  'customer_days',
] as const;
const customersAtOnce = 50_000;

/**
 * Builds a workspace's derived tables anew: after a change of time zone, an erasure, or many moved people.
 *
 * Fills the next layout from the stored events, then turns all answers to it at once; until then the old ones
 * stay. Loading waits meanwhile; the journal keeps what is accepted. Cut anywhere, it starts
 * again with a layout of its own. What nobody reads any more is swept away by `sweepDerived`, a while later:
 * a question that began under the old layout still needs it.
 */
export async function rebuildDerived(parts: RebuildParts, workspace: number, reason: string): Promise<void> {
  await withIdentityLock(parts.records, workspace, async () => {
    await refuseHalfStored(parts.records, workspace);
    const begun = await begin(parts, workspace, reason);
    if (begun === undefined) return;
    await fill(parts, workspace, begun);
    await turn(parts, workspace, begun);
  });
}

interface Begun {
  readonly id: string;
  readonly layout: number;
  readonly timezone: string;
}

/** A layout number that no earlier attempt has used. */
async function begin(
  { records, clock }: RebuildParts,
  workspace: number,
  reason: string,
): Promise<Begun | undefined> {
  const at = new Date(clock.now());
  return records.row(sql<Begun>`
    insert into rebuilds (workspace_id, layout, reason, asked_at, begun_at)
    select number,
      1 + greatest(layout, (select coalesce(max(layout), 0) from rebuilds where workspace_id = ${workspace})),
      ${reason}, ${at}, ${at}
    from workspaces
    where number = ${workspace}
    returning id::text, layout, (select timezone from workspaces where number = ${workspace}) as timezone`);
}

async function fill(
  { warehouse }: RebuildParts,
  workspace: number,
  { layout, timezone }: Begun,
): Promise<void> {
  const [last] = await warehouse.rows(sql<{ customer: number }>`
    select max(customer) as customer
    from events_by_customer
    where workspace_id = ${workspace}`);
  for (let from = 1; from <= (last?.customer ?? 0); from += customersAtOnce) {
    await warehouse.run(
      sql`
        insert into door (workspace_id, layout, stage, event, customer, time, day, message_id, type, traffic)
        select workspace_id, ${typed('UInt32', layout)}, 'derive', event, customer, time, toDate32(time, ${timezone}),
          message_id, type, traffic
        from events_by_customer
        where workspace_id = ${workspace}
          and customer >= ${from}
          and customer < ${from + customersAtOnce}
          and customer not in (select customer from retired where workspace_id = ${workspace})`,
      { seconds: 3_600, settings: { insert_deduplication_token: `r${workspace}-${layout}-${from}` } },
    );
  }
}

async function turn(
  { records, clock }: RebuildParts,
  workspace: number,
  { id, layout }: Begun,
): Promise<void> {
  await records.transaction(async (tx) => {
    await tx.run(sql`update workspaces set layout = ${layout} where number = ${workspace}`);
    await tx.run(sql`update rebuilds set finished_at = ${new Date(clock.now())} where id = ${id}::bigint`);
  });
}

/**
 * Removes old layouts, and the rows of numbers given up before the current layout was begun (it leaves them out).
 * Call it some minutes after a rebuild.
 */
export async function sweepDerived({ warehouse, records }: RebuildParts, workspace: number): Promise<void> {
  const current = await records.row(sql<{ layout: number; begun: string | null }>`
    select workspaces.layout, (rebuilds.begun_at at time zone 'UTC')::text as begun
    from workspaces
    left join rebuilds on rebuilds.workspace_id = workspaces.number and rebuilds.layout = workspaces.layout
    where workspaces.number = ${workspace}`);
  if (current?.begun == null) return;
  for (const table of derivedTables) {
    await warehouse.run(
      sql`
        alter table ${identifier(table, derivedTables)}
        delete where workspace_id = ${workspace} and layout < ${typed('UInt32', current.layout)}`,
      atOnce,
    );
  }
  const [given] = await warehouse.rows(sql<{ numbers: number[] }>`
    select groupUniqArray(customer) as numbers
    from retired
    where workspace_id = ${workspace}
      and at < parseDateTime64BestEffort(${current.begun}, 3, 'UTC')`);
  if (given !== undefined && given.numbers.length > 0)
    await removeNumbers(warehouse, workspace, given.numbers);
}

/** Workspaces in which so many numbers were given up that leaving them out costs every question. */
export async function workspacesToRebuild(warehouse: Warehouse): Promise<number[]> {
  const rows = await warehouse.rows(sql<{ workspace_id: number }>`
    select workspace_id
    from retired
    group by workspace_id
    having count() > ${retiredAtMost}`);
  return rows.map((row) => row.workspace_id);
}

const retiredAtMost = 10_000;

/** Deletes every row of these numbers, and rewrites the parts that held them, before it resolves. */
export async function removeNumbers(
  warehouse: Warehouse,
  workspace: number,
  numbers: readonly number[],
): Promise<void> {
  for (const table of rowTables) {
    await warehouse.run(
      sql`
        alter table ${identifier(table, rowTables)}
        delete where workspace_id = ${workspace} and customer in ${typed('Array(UInt32)', numbers)}`,
      atOnce,
    );
  }
}

const atOnce = { seconds: 3_600, settings: { mutations_sync: 2 } };
