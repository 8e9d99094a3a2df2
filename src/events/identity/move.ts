import { type DayOf, dayOf } from '#src/basics/calendar.ts';
import { sql, typed } from '#src/basics/sql.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Records } from '#src/engines/records/port.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { moveMark, othersInHand, withBatchInHand } from './batch-in-hand.ts';
import { IdentityBook } from './identity-book.ts';
import { type HoldWait, withIdentityLock } from './lock.ts';
import { type Owner, ownerOf } from './ownership.ts';

/** What moving needs to know of the workspace. */
export interface MovePlace {
  readonly workspace: number;
  readonly layout: number;
  readonly dayOf: DayOf;
}

/** A stored event with everything that was received; the grain of events_by_customer. */
interface StoredRow {
  readonly [column: string]: unknown;
  readonly user_id: string;
  readonly anonymous_id: string;
  readonly time: string;
}

const rowsAtOnce = 20_000;
const numbersAtOnce = 1_000;

/**
 * Stores the events of given-up numbers under their owners, then has readers leave the old numbers out.
 *
 * May be cut anywhere and done again: each piece is inserted under a token of its own, and a number is marked
 * as moved last. Call it within `withIdentityLock`, with the records it gives, after the batch that gave the numbers
 * up is stored. While other work is in hand nothing is moved: it may yet store rows under these numbers. Whoever ends
 * last moves them.
 *
 * @param now.batch the own mark among those in hand; none unless told
 * @param now.moveCut a move was cut (`EarlierTry`): it began when no other work was in hand, and is ended whatever is
 * @returns how many numbers were moved
 */
export async function moveRetired(
  parts: { readonly records: Records; readonly warehouse: Warehouse },
  place: MovePlace,
  {
    at,
    batch,
    moveCut = false,
  }: { readonly at: number; readonly batch?: bigint; readonly moveCut?: boolean },
): Promise<number> {
  const { records, warehouse } = parts;
  const { workspace } = place;
  const waiting = await records.rows(sql<{ customer: number; batch: string }>`
    select customer, batch::text
    from retirements
    where workspace_id = ${workspace}
      and moved_at is null
    order by batch, customer`);
  if (!moveCut && (waiting.length === 0 || (await othersInHand(records, workspace, batch)) !== undefined))
    return 0;
  await withBatchInHand(records, { workspace, batch: moveMark }, async () => {
    for (const group of inGroups(waiting)) {
      await moveGroup(parts, place, group);
      const rows = group.map((customer) => retiredRow(workspace, customer, at));
      await warehouse.insert('retired', Buffer.from(rows.join('')));
      await records.run(sql`
        update retirements
        set moved_at = ${new Date(at)}
        where workspace_id = ${workspace}
          and customer = any(${group}::integer[])`);
    }
  });
  return waiting.length;
}

/** Where moves work that no batch makes. */
export interface MoveParts {
  readonly records: Records;
  readonly warehouse: Warehouse;
  readonly clock: Clock;
}

/**
 * Moves what can be moved, before work that wants to find nothing in between: it ends a move that was cut, and moves
 * what was given up beside work that is whole or gone by now. Call it within `withIdentityLock`, with the records it
 * gives.
 *
 * @param own the caller's own mark, left by an earlier try
 */
export async function moveWhatWaits(parts: MoveParts, workspace: number, own?: bigint): Promise<void> {
  const found = await parts.records.row(sql<{ timezone: string; layout: number; moveCut: boolean }>`
    select timezone, layout, exists (
      select from batches_in_hand
      where workspace_id = ${workspace}
        and batch = ${moveMark}) as "moveCut"
    from workspaces
    where number = ${workspace}`);
  if (found === undefined) return;
  const place = { workspace, layout: found.layout, dayOf: dayOf(found.timezone) };
  const now = { at: parts.clock.now(), moveCut: found.moveCut, ...(own === undefined ? {} : { batch: own }) };
  await moveRetired(parts, place, now);
}

/**
 * Moves what waits in a workspace, for those who took the last mark back (`forgetBatches`): nobody else may come.
 *
 * @throws IdentityBusy where somebody else works on who is who for longer than there is patience
 */
export const moveGivenUp = (parts: MoveParts, workspace: number, wait: HoldWait = {}): Promise<void> =>
  withIdentityLock(
    parts.records,
    workspace,
    (records) => moveWhatWaits({ ...parts, records }, workspace),
    wait,
  );

/** Workspaces in which something was given up and not moved, or a move was cut. */
export async function workspacesToMove(records: Records): Promise<number[]> {
  const rows = await records.rows(sql<{ workspace: number }>`
    select workspace_id as workspace
    from retirements
    where moved_at is null
    union
    select workspace_id
    from batches_in_hand
    where batch = ${moveMark}
    order by workspace`);
  return rows.map(({ workspace }) => workspace);
}

/**
 * Numbers that are moved together: those that one batch gave up, so that a storm of merges costs some inserts instead
 * of one for each number. A batch gives up all of its numbers in one transaction and none later, and groups are marked
 * as moved in order, so that they are the same whenever this is done again. Those of batch 0 (taken back by hand,
 * before asks had numbers of their own) came at different times and go alone.
 */
function* inGroups(
  waiting: readonly { readonly customer: number; readonly batch: string }[],
): Iterable<number[]> {
  for (const [batch, numbers] of Map.groupBy(waiting, (one) => one.batch)) {
    const size = batch === '0' ? 1 : numbersAtOnce;
    for (let from = 0; from < numbers.length; from += size)
      yield numbers.slice(from, from + size).map(({ customer }) => customer);
  }
}

async function moveGroup(
  { records, warehouse }: { readonly records: Records; readonly warehouse: Warehouse },
  place: MovePlace,
  customers: readonly number[],
): Promise<void> {
  const [first = 0] = customers;
  const name = customers.length === 1 ? `${first}` : `${first}+${customers.length}`;
  let piece = 0;
  for await (const rows of inPieces(
    warehouse.stream(storedRows(place.workspace, customers), { seconds: 3_600 }),
  )) {
    const ownerNumber = await owners(records, place.workspace, rows);
    const lines = rows.map((row) => movedRow(row, place, ownerNumber(row)));
    await warehouse.insert('door', Buffer.from(lines.join('')), {
      token: `m${place.workspace}-${name}-${piece}`,
    });
    piece += 1;
  }
}

/** Every stored event of these numbers, in a fixed order. Grain: an event; unbounded, so it is streamed. */
const storedRows = (workspace: number, customers: readonly number[]) => sql<StoredRow>`
  select event, customer, time, message_id, type, user_id, anonymous_id, group_id, source, traffic, properties,
    traits, context, original_time, sent_at, received_at, time_flag, made_id, batch, arrival
  from events_by_customer
  where workspace_id = ${workspace}
    and customer in ${typed('Array(UInt32)', customers)}
  order by customer, time, message_id, event, batch`;

/** Who holds each row now, by names and time. */
async function owners(
  records: Records,
  workspace: number,
  rows: readonly StoredRow[],
): Promise<(row: StoredRow) => number> {
  const book = new IdentityBook(workspace);
  const owner = (row: StoredRow): Owner =>
    ownerOf(
      { userId: row.user_id, anonymousId: row.anonymous_id, time: timeOf(row) },
      row.user_id === '' ? book.links(row.anonymous_id) : [],
    );
  await records.transaction(async (tx) => {
    await book.readLinks(tx, [...new Set(rows.filter((r) => r.user_id === '').map((r) => r.anonymous_id))]);
    const all = rows.map(owner);
    await book.readNumbers(tx, all);
    await book.numberTheRest(tx, all);
    await book.write(tx);
  });
  return (row) => book.number(owner(row)) ?? fail(row);
}

function movedRow(row: StoredRow, place: MovePlace, customer: number): string {
  const day = place.dayOf(timeOf(row));
  return `${JSON.stringify({ ...row, workspace_id: place.workspace, layout: place.layout, stage: 'moved', customer, day })}\n`;
}

async function* inPieces(rows: AsyncIterable<StoredRow>): AsyncIterable<StoredRow[]> {
  let piece: StoredRow[] = [];
  for await (const row of rows) {
    piece.push(row);
    if (piece.length === rowsAtOnce) {
      yield piece;
      piece = [];
    }
  }
  if (piece.length > 0) yield piece;
}

const timeOf = (row: StoredRow): number => Date.parse(`${row.time.replace(' ', 'T')}Z`);

const retiredRow = (workspace: number, customer: number, at: number): string =>
  `${JSON.stringify({ workspace_id: workspace, customer, at: new Date(at).toISOString().replace('T', ' ').replace('Z', '') })}\n`;

function fail(row: StoredRow): never {
  throw new Error(`no owner for a stored event of ${row.time}`); // no ids: a chore's error is kept in the records
}
