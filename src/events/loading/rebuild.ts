import { identifier, sql, typed } from '#src/basics/sql.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Records } from '#src/engines/records/port.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { moveWhatWaits, refuseHalfStored, withIdentityLock } from '../identity/index.ts';

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
 *
 * @throws TryLater while other work is half stored
 */
export async function rebuildDerived(parts: RebuildParts, workspace: number, reason: string): Promise<void> {
  await withIdentityLock(parts.records, workspace, async (records) => {
    const held = { ...parts, records };
    await moveWhatWaits(held, workspace);
    await refuseHalfStored(records, workspace);
    const begun = await begin(held, workspace, reason);
    if (begun === undefined) return;
    await fill(held, workspace, begun);
    await turn(held, workspace, begun);
  });
}

interface Begun {
  readonly id: string;
  readonly layout: number;
  readonly timezone: string;
}

/**
 * A layout number that no earlier attempt has used. Kept with it: the numbers given up so far, all of which `fill`
 * leaves out. None is added meanwhile, as that needs the lock too.
 */
async function begin(
  { records, warehouse, clock }: RebuildParts,
  workspace: number,
  reason: string,
): Promise<Begun | undefined> {
  const at = new Date(clock.now());
  const [given] = await warehouse.rows(sql<{ numbers: number[] }>`
    select groupUniqArray(customer) as numbers
    from retired
    where workspace_id = ${workspace}`);
  return records.row(sql<Begun>`
    insert into rebuilds (workspace_id, layout, reason, asked_at, begun_at, left_out)
    select number,
      1 + greatest(layout, (select coalesce(max(layout), 0) from rebuilds where workspace_id = ${workspace})),
      ${reason}, ${at}, ${at}, ${given?.numbers ?? []}::integer[]
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
 * Removes old layouts, and the rows of the numbers that the current layout was built without: a list kept with it, so
 * no clock of one machine is held against another's. Call it some minutes after a rebuild.
 */
export async function sweepDerived({ warehouse, records }: RebuildParts, workspace: number): Promise<void> {
  const current = await records.row(sql<{ layout: number; left_out: number[] | null }>`
    select workspaces.layout, rebuilds.left_out
    from workspaces
    join rebuilds on rebuilds.workspace_id = workspaces.number and rebuilds.layout = workspaces.layout
    where workspaces.number = ${workspace}`);
  if (current === undefined) return;
  for (const table of derivedTables) {
    await warehouse.run(
      sql`
        alter table ${identifier(table, derivedTables)}
        delete where workspace_id = ${workspace} and layout < ${typed('UInt32', current.layout)}`,
      atOnce,
    );
  }
  const given = current.left_out ?? [];
  if (given.length === 0) return;
  await removeNumbers(warehouse, workspace, given);
  await records.run(sql`
    update rebuilds
    set left_out = '{}'
    where workspace_id = ${workspace}
      and layout = ${current.layout}
      and left_out = ${given}::integer[]`); // what was added to the list meanwhile is still to be removed
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
  if (numbers.length === 0) return; // the engine refuses a deletion that can find nothing
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
