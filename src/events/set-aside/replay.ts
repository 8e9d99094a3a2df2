import { sql } from '#src/basics/sql.ts';
import { decodeEntry } from '../intake/index.ts';
import { entryOf, type KeptAside, type LoadingParts, loadEvents, replayBatch } from '../loading/index.ts';

interface Waiting extends KeptAside {
  readonly id: string;
  readonly batch: string;
  readonly kind: 'rejected' | 'quarantined';
}

const atOnce = 500;

/**
 * Loads again what was asked to be replayed. The event leaves the counts of the batch it came in and enters
 * those of its replay, so that accepted stays what it was; cut anywhere, it can be done again. The same message sent
 * again meanwhile is a duplicate, also where the cut left the event in some tables only (`idsCutShort`).
 *
 * @returns how many events were replayed
 */
export async function replaySetAside(parts: LoadingParts, workspace: number): Promise<number> {
  let replayed = 0;
  for (;;) {
    const waiting = await parts.records.rows(sql<Waiting>`
      select id::text, source, batch::text, kind, shape, coalesce(mended, event) as event,
        (extract(epoch from received_at) * 1000)::float8 as received,
        (extract(epoch from sent_at) * 1000)::float8 as sent
      from set_aside
      where workspace_id = ${workspace}
        and state = 'replaying'
      order by set_aside.id
      limit ${atOnce}`);
    if (waiting.length === 0) return replayed;
    for (const one of waiting) await replayOne(parts, workspace, one);
    replayed += waiting.length;
  }
}

async function replayOne(parts: LoadingParts, workspace: number, one: Waiting): Promise<void> {
  const events = decodeEntry(entryOf(workspace, one));
  await loadEvents(parts, { workspace, source: one.source, batch: replayBatch(one.id), events });
  const rejected = one.kind === 'rejected' ? 1 : 0;
  await parts.records.transaction(async (tx) => {
    const moved = await tx.run(sql`
      update set_aside
      set state = 'replayed', decided_at = ${new Date(parts.clock.now())}
      where id = ${one.id}::bigint
        and workspace_id = ${workspace}
        and state = 'replaying'`);
    if (moved === 0) return;
    await tx.run(sql`
      update load_counts
      set accepted = accepted - 1, rejected = rejected - ${rejected}::integer, quarantined = quarantined - ${1 - rejected}::integer
      where workspace_id = ${workspace}
        and source = ${one.source}
        and batch = ${one.batch}::bigint`);
  });
}
