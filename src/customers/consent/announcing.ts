import { type Sql, sql } from '#src/basics/sql.ts';
import { numbersOf } from '#src/customers/about/index.ts';
import type { Announcement, Keeper, Kept } from '#src/customers/upkeep/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { Basis, Channel, ConsentState, Purpose } from './kinds.ts';

const atOnce = 2_000;
/** So that other keepers have their turn while a million consents are told. */
const chunksPerTurn = 25;

/**
 * Has each row of the ledger become an event, `perdure.consent_changed`, at the instant it was given. The proof stays in the
 * ledger.
 *
 * Rows are held while they are told: who is erased meanwhile is told of before, or not at all. Cut anywhere, the same is told
 * again under the same ids, and stored once.
 */
export const consentKeeper: Keeper = {
  name: 'consent-events',
  keep: async (kept) => {
    for (let done = 0; done < chunksPerTurn && !kept.signal.aborted; done += 1) {
      const told = await kept.records.transaction(async (tx) => {
        await tx.run(sql`set local idle_in_transaction_session_timeout = 0`); // what waits for it is nobody's question
        return announceRows(kept, tx);
      });
      if (told < atOnce) return;
    }
  },
};

async function announceRows(kept: Kept, tx: Transaction): Promise<number> {
  const workspace = kept.workspace.number;
  const rows = await tx.rows(untold(workspace));
  if (rows.length === 0) return 0;
  const browsers = rows.flatMap(({ kind, person }) => (kind === 'anonymous' ? [person] : []));
  const numbers = await numbersOf(tx, browsers);
  await kept.announce(rows.flatMap((row) => announced(row, numbers) ?? []));
  await tx.run(sql`
    update consents
    set announced = true
    where workspace_id = ${workspace}
      and number = any(${rows.map(({ number }) => number)}::bigint[])`);
  return rows.length;
}

/** Undefined where a browser is nobody's any more. */
function announced(row: Untold, numbers: ReadonlyMap<string, number>): Announcement | undefined {
  const { id, kind, person, givenAt, channel, purpose, topic, state, basis } = row;
  const customer = numbers.get(person);
  if (kind === 'anonymous' && customer === undefined) return undefined;
  return {
    event: 'perdure.consent_changed',
    at: givenAt,
    ...(kind === 'anonymous' && customer !== undefined ? { customer } : { user: person }),
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
  limit ${atOnce}
  for update`;
