import { createHash } from 'node:crypto';
import type { DataStores, Person, PersonalData } from '#src/access/index.ts';
import { locked } from '#src/basics/locks.ts';
import { sql } from '#src/basics/sql.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Records, Transaction } from '#src/engines/records/port.ts';
import { moveWhatWaits, refuseHalfStored, TryLater, withIdentityLock } from '../identity/index.ts';
import { namesOf } from './names.ts';
import { countHeld } from './personal-data.ts';

/** What erasing needs. */
export interface ErasureParts extends DataStores {
  readonly clock: Clock;
  /** Every slice's declaration, in the order of erasing; identity comes last of its room, as others need it. */
  readonly holders: readonly PersonalData[];
  /** Resolves when nothing accepted before the call waits in the journal. */
  readonly journalDrained: () => Promise<void>;
  /** Overwrites what loaded entries left in the journal's file. */
  readonly journalForgets: () => Promise<void>;
}

/** Who is behind a user id: merged ids, browsers, numbers given up on the way. */
export async function personBehind(
  tx: Transaction,
  workspace: number,
  userId: string,
): Promise<Omit<Person, 'names'>> {
  const row = await tx.row(sql<{ users: string[]; browsers: string[]; numbers: number[] }>`
    with recursive own as (
      select customer
      from identities
      where workspace_id = ${workspace} and kind = 'user' and external_id = ${userId}
    ), held (customer) as (
      select customer from own
      union
      select retirements.customer
      from retirements
      join held on retirements.successors @> array[held.customer]
      where retirements.workspace_id = ${workspace}
    ), users as (
      select external_id
      from identities
      where workspace_id = ${workspace} and kind = 'user' and customer in (select customer from own)
      union
      select ${userId}::text
    )
    select
      (select coalesce(array_agg(external_id), '{}') from users) as users,
      (select coalesce(array_agg(distinct anonymous_id), '{}') from device_links
        where workspace_id = ${workspace} and user_id in (select external_id from users)) as browsers,
      (select coalesce(array_agg(customer), '{}') from held) as numbers`);
  return {
    workspace,
    userIds: row?.users ?? [userId],
    anonymousIds: row?.browsers ?? [],
    numbers: row?.numbers ?? [],
  };
}

/** Proves that an erasure was about a person, without naming them. */
export const userHash = (id: string, userId: string): Uint8Array =>
  createHash('sha256').update(`${id}\0${userId}`).digest();

type KnownSoFar = Omit<Person, 'names'> & Partial<Pick<Person, 'names'>>;

interface Asked {
  readonly workspace_id: number;
  /** Names are found once it is carried out, before anything is erased, and kept until it is done. */
  readonly person: KnownSoFar | null;
}

/**
 * Carries out an erasure that was asked for. Cut anywhere, it is done again; it ends by searching for what is left.
 *
 * @throws TryLater while other work is half stored, or a file is being imported
 * @throws Error where a search still finds something: the job is tried again and stays visible
 */
export async function carryOutErasure(parts: ErasureParts, id: string): Promise<void> {
  const asked = await parts.records.row(sql<Asked>`
    select workspace_id, person
    from erasures
    where id = ${id}
      and done_at is null`);
  if (asked?.person == null) return;
  await parts.journalDrained();
  const { person: known } = asked;
  const first = known.userIds[0] ?? '';
  const found = await withIdentityLock(parts.records, asked.workspace_id, async (records) => {
    const held = { ...parts, records };
    await moveWhatWaits(held, asked.workspace_id); // what is another's by now is not deleted with the old number
    await refuseHalfStored(records, asked.workspace_id);
    await refuseUnfinishedImports(records, asked.workspace_id);
    const now = await personBehind(records, asked.workspace_id, first);
    const numbers = [...new Set([...known.numbers, ...now.numbers])];
    const names = await namesOf(parts.warehouse, { workspace: asked.workspace_id, numbers });
    const person = union(known, { ...now, names });
    await records.run(sql`update erasures set person = ${JSON.stringify(person)}::jsonb where id = ${id}`);
    return withoutUpkeep(records, asked.workspace_id, async () => {
      const before = await countHeld(parts.holders, held, person);
      for (const holder of parts.holders) await holder.erase(held, person, parts.clock.now());
      const left = Object.entries(await countHeld(parts.holders, held, person)).filter(
        ([, rows]) => rows > 0,
      );
      if (left.length > 0)
        throw new Error(`erasure ${id}: still held by ${left.map(([holds]) => holds).join(', ')}`);
      return before;
    });
  });
  await parts.journalForgets();
  await parts.records.run(sql`
    update erasures
    set done_at = ${new Date(parts.clock.now())}, person = null, found = coalesce(found, ${JSON.stringify(found)}::jsonb)
    where id = ${id}`);
}

/** Nothing that was read of the person before is written down afterwards: what is kept up to date waits meanwhile. */
const withoutUpkeep = <T>(records: Records, workspace: number, work: () => Promise<T>): Promise<T> =>
  records.transaction(async (tx) => {
    await tx.run(sql`set local idle_in_transaction_session_timeout = 0`); // the lock must outlast the work
    await tx.run(locked('upkeep', workspace));
    return work();
  });

/** A file under way would bring the person back. */
async function refuseUnfinishedImports(records: Transaction, workspace: number): Promise<void> {
  const unfinished = await records.row(sql`
    select 1 as one
    from imports
    where workspace_id = ${workspace}
      and finished_at is null
      and begun_at is not null
    limit 1`);
  if (unfinished !== undefined)
    throw new TryLater('an import is under way; the erasure is tried again when it has ended');
}

const union = (a: KnownSoFar, b: Person): Person => ({
  workspace: a.workspace,
  userIds: [...new Set([...a.userIds, ...b.userIds])],
  anonymousIds: [...new Set([...a.anonymousIds, ...b.anonymousIds])],
  numbers: [...new Set([...a.numbers, ...b.numbers])],
  names: [...new Set([...(a.names ?? []), ...b.names])],
});
