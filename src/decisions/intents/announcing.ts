import { type Sql, sql } from '#src/basics/sql.ts';
import { announcedTo } from '#src/customers/about/index.ts';
import {
  type Announcement,
  chunkRows,
  inChunks,
  type Keeper,
  type Kept,
} from '#src/customers/upkeep/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { IntentState, OriginKind } from './intent.ts';

/**
 * Has what became of each message become an event: `perdure.message_sent`, `_delivered`, `_bounced`, `_complained`, `_refused`,
 * `_failed`, `_uncertain`; what a hold-out kept back is `perdure.withheld_for_control`.
 */
export const intentsKeeper: Keeper = {
  name: 'message-events',
  keep: (kept) => inChunks(kept, announceTrail),
};

async function announceTrail(kept: Kept, tx: Transaction): Promise<number> {
  const workspace = kept.workspace.number;
  const rows = await tx.rows(untold(workspace));
  if (rows.length === 0) return 0;
  const toWhom = await announcedTo(tx, rows);
  await kept.announce(
    rows.flatMap((row) => {
      const to = toWhom(row);
      return to === undefined ? [] : [{ ...announced(row), ...to }];
    }),
  );
  await tx.run(sql`
    update intent_trail
    set announced = true
    where workspace_id = ${workspace}
      and number = any(${rows.map(({ number }) => number)}::bigint[])`);
  return rows.length;
}

function announced(row: Untold): Announcement {
  const { state, reason, intent, at } = row;
  const event =
    state === 'refused' && reason === 'held_out'
      ? 'perdure.withheld_for_control'
      : `perdure.message_${state}`;
  return {
    event,
    at,
    messageId: `${event}:${intent}`,
    properties: {
      message: intent,
      origin: row.originKind,
      of: row.origin,
      purpose: row.purpose,
      ...(row.topic === '' ? {} : { topic: row.topic }),
      ...(row.channel === null ? {} : { channel: row.channel }),
      ...(reason === null ? {} : { reason }),
    },
  };
}

interface Untold {
  readonly number: number;
  readonly intent: string;
  readonly kind: 'user' | 'anonymous';
  readonly person: string;
  readonly originKind: OriginKind;
  readonly origin: string;
  readonly purpose: string;
  readonly topic: string;
  readonly state: IntentState;
  readonly channel: string | null;
  readonly reason: string | null;
  readonly at: number;
}

/** Grain: a line of a trail; at most as many as are told at once. */
const untold = (workspace: number): Sql<Untold> => sql<Untold>`
  select intent_trail.number, intent, id_kind as kind, person, origin_kind as "originKind", origin, purpose, topic,
    intent_trail.state, intent_trail.channel, intent_trail.reason,
    (extract(epoch from intent_trail.at) * 1000)::float8 as at
  from intent_trail
  join intents on intents.id = intent
  where intent_trail.workspace_id = ${workspace}
    and not announced
  order by intent_trail.number
  limit ${chunkRows}
  for update of intent_trail`;
