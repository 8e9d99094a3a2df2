import { locked } from '#src/basics/locks.ts';
import { sql } from '#src/basics/sql.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Records, Transaction } from '#src/engines/records/port.ts';
import type { Actor } from '../actor.ts';
import type { Trace } from '../operation.ts';
import { type ChainedEntry, linkOf } from './chain.ts';
import { withoutSecrets } from './redaction.ts';

/** Something that was done. */
export interface Deed extends Trace {
  /** Null for what concerns the whole installation, such as a sign-in. */
  readonly workspace: number | null;
  readonly actor: Actor | { readonly kind: Actor['kind']; readonly id: string; readonly address?: string };
  /** Operation name, or `session.sign-in` and the like. */
  readonly action: string;
}

/** Whether a chain holds. `brokenAt` is the first entry that does not follow from the one before it. */
export type Verification =
  | { readonly whole: true; readonly entries: number }
  | { readonly whole: false; readonly brokenAt: number };

/** Who changed what: grows and nothing else. */
export interface Audit {
  record(deed: Deed): Promise<void>;
  /** Recomputes a chain from its first entry. Reads all of it, a thousand entries at a time. */
  verify(workspace: number | null): Promise<Verification>;
}

/** Opens the audit log over the whole records. */
export const openAudit = (records: Records, clock: Clock): Audit => ({
  record: (deed) => records.transaction((tx) => append(tx, entryOf(deed, clock.now()))),
  verify: (workspace) => verifyChain(records, workspace),
});

function entryOf(deed: Deed, at: number): ChainedEntry {
  return {
    workspace: deed.workspace,
    at,
    actor:
      deed.actor.kind === 'cli' || deed.actor.kind === 'system'
        ? deed.actor.kind
        : `${deed.actor.kind}:${deed.actor.id}`,
    action: deed.action,
    subject: deed.subject === undefined ? null : String(withoutSecrets(deed.subject)),
    before: withoutSecrets(deed.before),
    after: withoutSecrets(deed.after),
    address: deed.actor.address ?? null,
  };
}

/** One writer per chain at a time, so that each entry has one predecessor. */
async function append(tx: Transaction, entry: ChainedEntry): Promise<void> {
  await tx.run(locked('audit', entry.workspace ?? 0));
  const last = await tx.row(sql<{ hash: Buffer }>`
    select hash
    from audit_log
    where workspace_id is not distinct from ${entry.workspace}::integer
    order by number desc
    limit 1`);
  const previous = last?.hash ?? null;
  await tx.run(sql`
    insert into audit_log (workspace_id, at, actor, action, subject, before, after, address, previous_hash, hash)
    values (${entry.workspace}, ${new Date(entry.at)}, ${entry.actor}, ${entry.action}, ${entry.subject},
      ${JSON.stringify(entry.before)}::jsonb, ${JSON.stringify(entry.after)}::jsonb, ${entry.address},
      ${previous}, ${linkOf(previous, entry)})`);
}

interface StoredEntry {
  number: number;
  at: string;
  actor: string;
  action: string;
  subject: string | null;
  before: unknown;
  after: unknown;
  address: string | null;
  previous_hash: Buffer | null;
  hash: Buffer;
}

const page = 1000;

/** Recomputes a chain from its first entry, a thousand at a time; `records` may be one workspace's. */
export async function verifyChain(records: Transaction, workspace: number | null): Promise<Verification> {
  let previous: Buffer | null = null;
  let from = 0;
  let entries = 0;
  for (;;) {
    const rows: StoredEntry[] = await records.rows(entriesAfter(workspace, from));
    for (const row of rows) {
      if (!follows(previous, row, workspace)) return { whole: false, brokenAt: row.number };
      previous = row.hash;
      from = row.number;
    }
    entries += rows.length;
    if (rows.length < page) return { whole: true, entries };
  }
}

const follows = (previous: Buffer | null, row: StoredEntry, workspace: number | null): boolean =>
  same(previous, row.previous_hash) &&
  same(row.hash, linkOf(previous, { ...row, workspace, at: Date.parse(row.at) }));

const same = (one: Buffer | null, other: Buffer | null): boolean =>
  one === null || other === null ? one === other : one.equals(other);

/** Grain: one entry; ≤ 1,000 rows. */
const entriesAfter = (workspace: number | null, from: number) => sql<StoredEntry>`
  select number, at, actor, action, subject, before, after, address, previous_hash, hash
  from audit_log
  where workspace_id is not distinct from ${workspace}::integer
    and number > ${from}
  order by number
  limit ${page}`;
