import { dayOf } from '#src/basics/calendar.ts';
import { sql } from '#src/basics/sql.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Records, Transaction } from '#src/engines/records/port.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { refuseHalfStored, withBatchInHand } from './batch-in-hand.ts';
import { components } from './components.ts';
import { takeNumbers } from './identity-book.ts';
import { type KnownNumbers, voidKnownNumbers } from './known-numbers.ts';
import { withIdentityLock } from './lock.ts';
import { type MovePlace, moveRetired, moveWhatWaits } from './move.ts';
import { settleIdentities } from './settle.ts';

/** Where merges by hand work. */
export interface ByHandParts {
  readonly records: Records;
  readonly warehouse: Warehouse;
  readonly known: KnownNumbers;
  readonly clock: Clock;
  /** Where the workspace's derived tables stand now. */
  readonly placeOf: (
    workspace: number,
  ) => Promise<{ readonly timezone: string; readonly layout: number } | undefined>;
}

/** What somebody asked for, as it stands in `identity_asks`. */
interface Ask {
  readonly number: string;
  readonly id: string;
  readonly from_user: string | null;
  readonly into_user: string | null;
  readonly merge: string | null;
  readonly actor: string;
}

/**
 * Carries out a merge by hand, or takes one back: the events of both follow. May be cut anywhere and done again.
 *
 * A merge makes two known ids one person. Taken back, ids that nothing else joins are persons of their own again,
 * each with their own events.
 *
 * @param number of the row in `identity_asks`; one that is carried out, or erased, is no error
 */
export async function carryOutAsk(parts: ByHandParts, workspace: number, number: string): Promise<void> {
  await withIdentityLock(parts.records, workspace, async (records) => {
    const ask = await askNumbered(records, workspace, number);
    if (ask === undefined) return;
    const batch = -BigInt(ask.number); // apart from those of loading
    await moveWhatWaits({ ...parts, records }, workspace, batch);
    await refuseHalfStored(records, workspace, batch);
    const { place, at } = await placeNow(parts, workspace);
    await withBatchInHand(records, { workspace, batch }, async () => {
      await settleAsk({ ...parts, records }, workspace, { ask, batch, at });
      await moveRetired({ ...parts, records }, place, { at, batch });
    });
    await records.run(sql`
      delete from identity_asks
      where workspace_id = ${workspace}
        and number = ${number}::bigint`);
  });
}

const askNumbered = (records: Records, workspace: number, number: string): Promise<Ask | undefined> =>
  records.row(sql<Ask>`
    select number::text, id, from_user, into_user, merge::text, actor
    from identity_asks
    where workspace_id = ${workspace}
      and number = ${number}::bigint`);

async function settleAsk(
  parts: ByHandParts,
  workspace: number,
  { ask, batch, at }: { readonly ask: Ask; readonly batch: bigint; readonly at: number },
): Promise<void> {
  const { from_user: fromUser, into_user: intoUser, merge, actor, id } = ask;
  if (merge !== null) {
    await parts.records.transaction((tx) => splitUp(tx, workspace, { merge, actor, at, batch }));
  } else if (fromUser !== null && intoUser !== null) {
    if (!(await bothKnown(parts.records, workspace, { fromUser, intoUser }))) return; // one was erased meanwhile
    const facts = { links: [], names: [], merges: [{ fromUser, intoUser, actor, at, messageId: id }] };
    await settleIdentities(parts, workspace, { batch, at, facts });
  }
}

/** Asked within the lock: outside it a rebuild could turn to another layout. */
async function placeNow(
  { placeOf, clock }: ByHandParts,
  workspace: number,
): Promise<{ readonly place: MovePlace; readonly at: number }> {
  const found = await placeOf(workspace);
  if (found === undefined) throw new Error(`workspace ${workspace} is no more`);
  return { place: { workspace, layout: found.layout, dayOf: dayOf(found.timezone) }, at: clock.now() };
}

async function bothKnown(
  records: Records,
  workspace: number,
  { fromUser, intoUser }: { readonly fromUser: string; readonly intoUser: string },
): Promise<boolean> {
  const rows = await records.rows(sql`
    select 1 as one
    from identities
    where workspace_id = ${workspace}
      and kind = 'user'
      and external_id = any(${[fromUser, intoUser]}::text[])`);
  return rows.length === 2;
}

async function splitUp(
  tx: Transaction,
  workspace: number,
  {
    merge,
    actor,
    at,
    batch,
  }: { readonly merge: string; readonly actor: string; readonly at: number; readonly batch: bigint },
): Promise<void> {
  const undone = await tx.row(sql<{ from_user: string }>`
    update merges
    set undone_at = ${new Date(at)}, undone_by = ${actor}
    where workspace_id = ${workspace}
      and number = ${merge}::bigint
      and undone_at is null
    returning from_user`);
  if (undone === undefined) return;
  const members = await tx.rows(sql<{ external_id: string; customer: number }>`
    select external_id, customer
    from identities
    where workspace_id = ${workspace}
      and kind = 'user'
      and customer = (
        select customer
        from identities
        where workspace_id = ${workspace}
          and kind = 'user'
          and external_id = ${undone.from_user})
    order by external_id`);
  const ids = members.map((member) => member.external_id);
  const edges = await tx.rows(sql<{ from_user: string; into_user: string }>`
    select from_user, into_user
    from merges
    where workspace_id = ${workspace}
      and undone_at is null
      and from_user = any(${ids}::text[])`);
  const persons = components(
    ids,
    edges.map((edge) => [edge.from_user, edge.into_user]),
  );
  const [held] = members;
  if (held === undefined || persons.length < 2) return;
  await giveNumbers(tx, workspace, { persons, given: held.customer, at, batch });
}

/** Each person gets a number of their own; the one they shared is given up. */
async function giveNumbers(
  tx: Transaction,
  workspace: number,
  {
    persons,
    given,
    at,
    batch,
  }: {
    readonly persons: readonly string[][];
    readonly given: number;
    readonly at: number;
    readonly batch: bigint;
  },
): Promise<void> {
  await voidKnownNumbers(tx, workspace);
  const first = await takeNumbers(tx, workspace, persons.length);
  for (const [i, ids] of persons.entries()) {
    await tx.run(sql`
      update identities
      set customer = ${first + i}
      where workspace_id = ${workspace}
        and kind = 'user'
        and external_id = any(${ids}::text[])`);
  }
  await tx.run(sql`
    insert into retirements (workspace_id, customer, batch, successors, retired_at)
    values (${workspace}, ${given}, ${batch}, ${persons.map((_, i) => first + i)}::integer[], ${new Date(at)})`);
}
