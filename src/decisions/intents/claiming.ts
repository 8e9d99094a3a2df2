import { newId } from '#src/basics/ids.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import type { Channel } from '#src/customers/consent/index.ts';
import type { Purpose } from '#src/decisions/contact-rules/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { ClaimedIntent, OriginKind } from './intent.ts';

/** Whose hands, and for how long. */
export interface Claim {
  readonly workspace: number;
  /** A name of its own for every claim: who lost the lease has lost it, though the same process claims it again. */
  readonly by: string;
  readonly leaseMs: number;
  readonly limit: number;
}

/** What is claimed. */
export interface DueClaim extends Claim {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Channels that take nothing now: what could go by these alone is left where it is. */
  readonly closed: readonly Channel[];
}

/** Leases are told by the clock of the records: those of two machines may differ. */
const leaseOf = (leaseMs: number): Sql => sql`clock_timestamp() + ${leaseMs} * interval '1 millisecond'`;

/**
 * Takes intents whose turn it is: the most important first, of these those that wait longest. Nobody else has them until the lease
 * ends. What had passed before the records crashed is in doubt, and not taken.
 */
export async function claimIntents(
  records: Transaction,
  { workspace, by, now, leaseMs, limit, closed }: DueClaim,
): Promise<ClaimedIntent[]> {
  const current = await epochOf(records, workspace);
  const rows = await records.rows(sql<ClaimedRow>`
    with due as materialized (
      select number
      from intents
      where workspace_id = ${workspace}
        and due_at <= ${new Date(now)}
        and (state = 'waiting' or (state = 'passed' and claimed_epoch = ${current}))
        and (lease_until is null or lease_until <= clock_timestamp())
        and not channels <@ ${[...closed]}::text[]
      order by priority desc, due_at, number
      limit ${limit}
      for update skip locked
    )
    update intents
    set claimed_by = ${by}, claimed_at = clock_timestamp(), claimed_epoch = ${current}, lease_until = ${leaseOf(leaseMs)}
    from due
    where intents.number = due.number
    returning ${claimedColumns}`);
  return rows.map(claimed).sort((a, b) => b.priority - a.priority || a.dueAt - b.dueAt);
}

/** An intent of which nobody knows whether it went out. */
export interface InDoubt {
  readonly id: string;
  readonly channel: Channel;
  readonly inDoubt: 'resend' | 'leave';
}

/**
 * What was in the hands of a process that died, or lost its lease, while a provider may have taken it. What had only passed the gate
 * is among them where the records themselves crashed since: their last moments may be lost. All of it is put into the hands of
 * whoever asks.
 */
export async function takeInDoubt(
  records: Transaction,
  { workspace, by, leaseMs, limit }: Claim,
): Promise<InDoubt[]> {
  const current = await epochOf(records, workspace);
  return records.rows(sql<InDoubt>`
    with lost as materialized (
      select number
      from intents
      where workspace_id = ${workspace}
        and lease_until <= clock_timestamp()
        and due_at is not null
        and (state = 'handing_over' or (state = 'passed' and claimed_epoch is distinct from ${current}))
      order by lease_until, number
      limit ${limit}
      for update skip locked
    )
    update intents
    set claimed_by = ${by}, claimed_at = clock_timestamp(), claimed_epoch = ${current}, lease_until = ${leaseOf(leaseMs)}
    from lost
    where intents.number = lost.number
    returning id, channel, in_doubt as "inDoubt"`);
}

/** Keeps what is in one's hands for longer; rows that are being settled are let be. */
export async function renewLeases(
  records: Transaction,
  { workspace, by, leaseMs }: Pick<Claim, 'workspace' | 'by' | 'leaseMs'>,
): Promise<void> {
  await records.run(sql`
    with held as materialized (
      select number
      from intents
      where workspace_id = ${workspace}
        and lease_until is not null
        and claimed_by = ${by}
      for update skip locked
    )
    update intents
    set lease_until = ${leaseOf(leaseMs)}
    from held
    where intents.number = held.number`);
}

/**
 * Another after each crash of the records: it stands in a table that such a crash empties, and an orderly end does not.
 */
async function epochOf(records: Transaction, workspace: number): Promise<string> {
  const kept = await records.row(epoch(workspace));
  if (kept !== undefined) return kept.epoch;
  await records.run(sql`
    insert into intent_epochs (workspace_id, epoch)
    values (${workspace}, ${newId('epc')})
    on conflict (workspace_id) do nothing`);
  const made = await records.row(epoch(workspace));
  if (made === undefined) throw new Error('no epoch was made');
  return made.epoch;
}

const epoch = (workspace: number): Sql<{ epoch: string }> => sql`
  select epoch from intent_epochs where workspace_id = ${workspace}`;

interface ClaimedRow {
  readonly id: string;
  readonly originKind: OriginKind;
  readonly origin: string;
  readonly originKey: string;
  readonly idKind: 'user' | 'anonymous';
  readonly person: string;
  readonly purpose: Purpose;
  readonly topic: string;
  readonly channels: Channel[];
  readonly content: unknown;
  readonly data: unknown;
  readonly priority: number;
  readonly inDoubt: 'resend' | 'leave';
  readonly dueAt: string;
  readonly expiresAt: string | null;
  readonly state: 'waiting' | 'passed';
  readonly attempts: number;
}

const claimedColumns: Sql = sql`id, origin_kind as "originKind", origin, origin_key as "originKey", id_kind as "idKind", person,
      purpose, topic, channels, content, data, priority, in_doubt as "inDoubt", due_at as "dueAt", expires_at as "expiresAt",
      state, attempts`;

const claimed = ({
  originKind,
  origin,
  originKey,
  idKind,
  person,
  dueAt,
  expiresAt,
  ...rest
}: ClaimedRow): ClaimedIntent => ({
  ...rest,
  origin: { kind: originKind, of: origin, key: originKey },
  person: { kind: idKind, id: person },
  dueAt: Date.parse(dueAt),
  expiresAt: expiresAt === null ? null : Date.parse(expiresAt),
});
