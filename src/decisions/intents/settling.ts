import { type Sql, sql } from '#src/basics/sql.ts';
import type { Channel } from '#src/customers/consent/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { IntentState, Settled } from './intent.ts';

/** Whose hands, when. */
export interface Settling {
  readonly workspace: number;
  /** Only what is in these hands is touched: who lost their lease changes nothing any more. */
  readonly by: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Committed without waiting for the disk, as `beginHandOver` is. */
  readonly quickly?: boolean;
}

const quickCommit = sql`select set_config('synchronous_commit', 'off', true) as how`;

/**
 * Writes down what becomes of intents in one's hands, and lets go of those that did not pass; a line of the trail where something
 * changed. Passing counts as a contact from then on; what waits again or is refused is none.
 *
 * @returns the ids that were still in these hands
 */
export async function settleIntents(
  records: Transaction,
  { workspace, by, now, quickly = false }: Settling,
  settled: readonly Settled[],
): Promise<ReadonlySet<string>> {
  if (settled.length === 0) return new Set();
  const at = new Date(now);
  const rows = await records.rows(sql<{ id: string }>`
    with told as (${toldRows(settled)}), quickly as materialized (${quickly ? quickCommit : sql`select ''`}),
    before as materialized (
      select intents.id, intents.number, intents.state, intents.reason, intents.detail, intents.channel
      from intents
      join told on told.id = intents.id
      where intents.workspace_id = ${workspace}
        and intents.claimed_by = ${by}
      order by intents.number
      for update of intents
    ), changed as (
      update intents
      set state = told.state,
        channel = coalesce(told.channel, intents.channel),
        reason = told.reason,
        detail = told.detail,
        due_at = case when told.state = 'passed' then intents.due_at else told.due_at end,
        claimed_by = case when told.state = 'passed' then intents.claimed_by end,
        lease_until = case when told.state = 'passed' then intents.lease_until end,
        attempts = intents.attempts + told.tried::integer,
        handed_at = case
          when told.state = 'passed' then ${at}::timestamptz
          when told.state in ('waiting', 'refused', 'failed') then null
          else intents.handed_at
        end,
        provider = coalesce(told.provider, intents.provider),
        provider_id = coalesce(told.provider_id, intents.provider_id)
      from told, before, quickly
      where intents.number = before.number
        and told.id = before.id
      returning intents.id
    ), noted as (
      insert into intent_trail (workspace_id, intent, at, state, channel, reason, detail, announced)
      select ${workspace}::integer, told.id, ${at}::timestamptz, told.state, told.channel, told.reason, told.detail,
        told.state in ('waiting', 'passed', 'handing_over')
      from told
      join before on before.id = told.id
      where (told.state, told.reason, told.detail, coalesce(told.channel, before.channel))
        is distinct from (before.state, before.reason, before.detail, before.channel)
    )
    select id
    from changed`);
  return new Set(rows.map(({ id }) => id));
}

/** What passed the gate so long ago is asked again before it goes. Milliseconds. */
const freshMs = 60_000;

/**
 * Writes down that a hand-over begins: from now on the provider may have it. Committed without waiting for the disk: a process that
 * is killed loses nothing of it; what the records lose when they crash is taken for in doubt.
 *
 * @returns false where it must not be handed over: it is not in these hands any more, its lease is over, it passed the gate too
 *   long ago, or it is worth nothing any more
 */
export async function beginHandOver(
  records: Transaction,
  { workspace, by, now }: Settling,
  id: string,
): Promise<boolean> {
  const touched = await records.run(sql`
    with quickly as materialized (${quickCommit})
    update intents
    set state = 'handing_over'
    from quickly
    where workspace_id = ${workspace}
      and id = ${id}
      and claimed_by = ${by}
      and state = 'passed'
      and lease_until > clock_timestamp()
      and handed_at > ${new Date(now - freshMs)}
      and (expires_at is null or expires_at > ${new Date(now)})`);
  return touched === 1;
}

/** What a provider reports of a message that it took. */
export interface Report {
  readonly id: string;
  readonly state: 'sent' | 'delivered' | 'bounced' | 'complained';
  readonly detail: string | null;
  /** Epoch milliseconds, by the provider. */
  readonly at: number;
}

/** A report never takes back what is known for worse or for longer. */
const ranks: readonly IntentState[] = [
  'handing_over',
  'uncertain',
  'sent',
  'delivered',
  'bounced',
  'complained',
];

/**
 * Takes in what providers report, in any order and however often: a message stands where the furthest report puts it.
 *
 * @returns the ids that moved
 */
export async function reportIntents(
  records: Transaction,
  workspace: number,
  reports: readonly Report[],
): Promise<ReadonlySet<string>> {
  if (reports.length === 0) return new Set();
  const rows = await records.rows(sql<{ id: string }>`
    with told as (
      select distinct on (id) id, state, detail, at
      from unnest(${reports.map(({ id }) => id)}::text[], ${reports.map(({ state }) => state)}::text[],
        ${reports.map(({ detail }) => detail)}::text[], ${reports.map(({ at }) => new Date(at).toISOString())}::timestamptz[])
        as told (id, state, detail, at)
      order by id, array_position(${[...ranks]}::text[], state) desc, at
    ), changed as (
      update intents
      set state = told.state, detail = told.detail, due_at = null, lease_until = null, claimed_by = null
      from told
      where intents.workspace_id = ${workspace}
        and intents.id = told.id
        and array_position(${[...ranks]}::text[], intents.state) < array_position(${[...ranks]}::text[], told.state)
      returning intents.id, intents.channel
    ), noted as (
      insert into intent_trail (workspace_id, intent, at, state, channel, detail)
      select ${workspace}::integer, told.id, told.at, told.state, changed.channel, told.detail
      from told
      join changed on changed.id = told.id
    )
    select id
    from changed`);
  return new Set(rows.map(({ id }) => id));
}

const toldRows = (settled: readonly Settled[]): Sql => {
  const column = <T>(of: (one: Settled) => T): T[] => settled.map(of);
  const dueAt = column((one) => (one.dueAt === null ? null : new Date(one.dueAt).toISOString()));
  return sql`
      select *
      from unnest(${column(({ id }) => id)}::text[], ${column(({ state }) => state)}::text[],
        ${column(({ channel }) => channel)}::text[], ${column(({ reason }) => reason)}::text[],
        ${column(({ detail }) => detail?.slice(0, 500) ?? null)}::text[], ${dueAt}::timestamptz[],
        ${column(({ provider }) => provider?.name ?? null)}::text[], ${column(({ provider }) => provider?.id ?? null)}::text[],
        ${column(({ tried = false }) => tried)}::boolean[])
        as told (id, state, channel, reason, detail, due_at, provider, provider_id, tried)`;
};

/** A message that was handed over to a person, or is about to be. */
export interface PastContact {
  readonly customer: number;
  readonly at: number;
  readonly channel: Channel;
  readonly purpose: 'service' | 'marketing' | 'survey';
}

/**
 * What people were sent since an instant, under any of their ids. Grain: a message; as many as caps let pass.
 *
 * @param customers their numbers now
 * @param without intents that are decided about now: one that passed before is no contact beside itself
 */
export async function contactsOf(
  records: Transaction,
  customers: readonly number[],
  { since, without }: { readonly since: number; readonly without: readonly string[] },
): Promise<PastContact[]> {
  if (customers.length === 0) return [];
  return records.rows(sql<PastContact>`
    with ids as (
      select workspace_id, customer, kind, external_id as id
      from identities
      where customer = any(${customers}::integer[])
    )
    select ids.customer, (extract(epoch from handed_at) * 1000)::float8 as at, channel, purpose
    from ids
    join intents on intents.workspace_id = ids.workspace_id
      and intents.person = ids.id
      and intents.id_kind = ids.kind
    where intents.handed_at >= ${new Date(since)}
      and intents.id <> all(${[...without]}::text[])
      and purpose in ('service', 'marketing', 'survey')`);
}
