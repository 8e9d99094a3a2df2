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
import type { Basis, Channel, ConsentState, Purpose } from './kinds.ts';

/**
 * Has each row of the ledger become an event, `perdure.consent_changed`, at the instant it was given. The proof stays in the
 * ledger.
 *
 * Rows are held while they are told: who is erased meanwhile is told of before, or not at all. Cut anywhere, the same is told
 * again under the same ids, and stored once.
 */
export const consentKeeper: Keeper = {
  name: 'consent-events',
  keep: (kept) => inChunks(kept, announceRows),
};

async function announceRows(kept: Kept, tx: Transaction): Promise<number> {
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
    update consents
    set announced = true
    where workspace_id = ${workspace}
      and number = any(${rows.map(({ number }) => number)}::bigint[])`);
  return rows.length;
}

function announced(row: Untold): Announcement {
  const { id, givenAt, channel, purpose, topic, state, basis } = row;
  return {
    event: 'perdure.consent_changed',
    at: givenAt,
    messageId: `perdure.consent_changed:${id}`,
    properties: {
      channel,
      purpose,
      ...(topic === '' ? {} : { topic }),
      state,
      ...(basis === null ? {} : { basis }),
    },
  };
}

interface Untold {
  readonly number: number;
  readonly id: string;
  readonly kind: 'user' | 'anonymous';
  readonly person: string;
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly topic: string;
  readonly state: ConsentState;
  readonly basis: Basis | null;
  readonly givenAt: number;
}

/** Grain: a row; at most as many as are told at once. */
const untold = (workspace: number): Sql<Untold> => sql<Untold>`
  select number, id, id_kind as kind, person, channel, purpose, topic, state, basis,
    (extract(epoch from given_at) * 1000)::float8 as "givenAt"
  from consents
  where workspace_id = ${workspace}
    and not announced
  order by number
  limit ${chunkRows}
  for update`;
