import { newSecret } from '#src/basics/ids.ts';
import { sql } from '#src/basics/sql.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Journal } from '#src/engines/journal/port.ts';
import type { Records, WorkspaceRecords } from '#src/engines/records/port.ts';
import type { Announcement } from './keeper.ts';

/** What is announced together stays well under a body's cap. */
const atOnce = 2_000;

/** What announcing needs. */
export interface AnnouncingParts {
  readonly records: Records;
  readonly journal: Pick<Journal, 'append'>;
  readonly clock: Clock;
}

/**
 * Records what Perdure did as events, through the journal like any other: they are loaded, counted and read alike.
 *
 * A person who has no id any more (erased, or a number that was given up) is left out: nobody is left to whom it happened.
 */
export async function announce(
  { records, journal, clock }: AnnouncingParts,
  workspace: number,
  events: readonly Announcement[],
): Promise<void> {
  if (events.length === 0) return;
  const own = records.of(workspace);
  const source = await ownSource(own, workspace, new Date(clock.now()));
  for (let from = 0; from < events.length; from += atOnce) {
    const told = await named(own, events.slice(from, from + atOnce));
    if (told.length === 0) continue;
    await journal.append({
      workspace,
      source,
      shape: 'own.batch',
      receivedAt: clock.now(),
      sentAt: null,
      events: told.length,
      body: Buffer.from(JSON.stringify({ batch: told })),
    });
  }
}

/** The source of what Perdure does; its key is revoked from the start: nobody may send by it. */
async function ownSource(records: WorkspaceRecords, workspace: number, at: Date): Promise<number> {
  return records.transaction(async (tx) => {
    const found = await tx.row(sql<{ source: number }>`select source from own_sources`);
    if (found !== undefined) return found.source;
    const made = await tx.row(sql<{ source: number }>`
      with made as (
        insert into sources (workspace_id, name, write_key, created_at, revoked_at)
        values (${workspace}, 'Perdure', ${newSecret('wk')}, ${at}, ${at})
        returning number
      )
      insert into own_sources (workspace_id, source)
      select ${workspace}::integer, number from made
      returning source`);
    if (made === undefined) throw new Error('the source of what Perdure does was not made');
    return made.source;
  });
}

async function named(
  records: WorkspaceRecords,
  events: readonly Announcement[],
): Promise<Record<string, unknown>[]> {
  const numbers = [...new Set(events.flatMap(({ customer }) => customer ?? []))];
  const ids = new Map(
    (numbers.length === 0 ? [] : await records.rows(idsOf(numbers))).map((row) => [row.customer, row]),
  );
  return events.flatMap(({ customer, user, account, event, at, messageId, properties }) => {
    const person = customer === undefined ? undefined : ids.get(customer);
    if (customer !== undefined && person === undefined) return [];
    return [
      {
        type: 'track',
        event,
        ...(person === undefined ? {} : { [person.kind === 'user' ? 'userId' : 'anonymousId']: person.id }),
        ...(user === undefined ? {} : { userId: user }),
        ...(account === undefined ? {} : { groupId: account }),
        messageId,
        timestamp: new Date(at).toISOString(),
        properties,
      },
    ];
  });
}

/** An id of each person: a user's before a browser's. Grain: a number; at most as many as asked. */
const idsOf = (customers: readonly number[]) => sql<{ customer: number; kind: string; id: string }>`
  select distinct on (customer) customer, kind, external_id as id
  from identities
  where customer = any(${customers}::integer[])
  order by customer, kind desc, external_id`;
