import { sql } from '#src/basics/sql.ts';
import type { Jobs } from '#src/engines/jobs/port.ts';
import type { Records, Transaction } from '#src/engines/records/port.ts';

/** A merge to be made between two user ids, or one to be taken back, by its number in `merges`. */
export type Wish = { readonly fromUser: string; readonly intoUser: string } | { readonly merge: string };

/** An ask that waits to be carried out. */
export interface Asked {
  readonly workspace: number;
  /** In `identity_asks`. */
  readonly ask: string;
}

/**
 * Keeps what was asked for, and puts the chore that carries it out in the queue, in one transaction. The chore holds
 * the number alone: user ids are personal data, and an erasure looks for them in the table.
 */
export async function keepAsk(
  tx: Transaction,
  jobs: Jobs,
  said: {
    readonly workspace: number;
    readonly id: string;
    readonly actor: string;
    readonly at: number;
    readonly wish: Wish;
  },
): Promise<void> {
  const { workspace, id, actor, at, wish } = said;
  const [fromUser, intoUser, merge] =
    'merge' in wish ? [null, null, wish.merge] : [wish.fromUser, wish.intoUser, null];
  const row = await tx.row(sql<{ ask: string }>`
    insert into identity_asks (workspace_id, id, from_user, into_user, merge, actor, asked_at)
    values (${workspace}, ${id}, ${fromUser}, ${intoUser}, ${merge}::bigint, ${actor}, ${new Date(at)})
    on conflict (workspace_id, id) do update set actor = excluded.actor
    returning number::text as ask`);
  if (row === undefined) throw new Error('identity_asks answered no row');
  await addAskChore(jobs, { workspace, ask: row.ask }, tx);
}

/** Puts the chore that carries out an ask in the queue; one that waits there already stays one. */
export const addAskChore = (jobs: Jobs, asked: Asked, tx?: Transaction): Promise<void> =>
  jobs.add(
    'identity.ask',
    { ...asked },
    {
      key: `identity-ask-${asked.ask}`,
      queue: `load-${asked.workspace}`,
      ...(tx === undefined ? {} : { within: tx }),
    },
  );

/** Asks that were not carried out. Grain: an ask; some. */
export const waitingAsks = (records: Records): Promise<Asked[]> =>
  records.rows(sql<Asked>`
    select workspace_id as workspace, number::text as ask
    from identity_asks
    order by number`);
