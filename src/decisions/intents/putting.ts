import { newId } from '#src/basics/ids.ts';
import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { NewIntent } from './intent.ts';

const atOnce = 1_000;

/**
 * Puts down what is to be said, in the transaction of whoever decides it. What is there already by its origin and key is left as
 * it is: put down again after a crash, it is said once.
 *
 * @returns how many are new
 */
export async function putIntents(
  tx: Transaction,
  workspace: number,
  intents: readonly NewIntent[],
  at: number,
): Promise<number> {
  let added = 0;
  for (let from = 0; from < intents.length; from += atOnce)
    added += await putSome(tx, workspace, intents.slice(from, from + atOnce), new Date(at));
  return added;
}

async function putSome(
  tx: Transaction,
  workspace: number,
  intents: readonly NewIntent[],
  at: Date,
): Promise<number> {
  const rows = intents.map(({ origin, person, expiresAt, dueAt, ...rest }) => ({
    id: newId('int'),
    origin_kind: origin.kind,
    origin: origin.of,
    origin_key: origin.key,
    id_kind: person.kind,
    person: person.id,
    purpose: rest.purpose,
    topic: rest.topic,
    channels: rest.channels,
    content: rest.content,
    data: rest.data,
    priority: rest.priority,
    in_doubt: rest.inDoubt,
    due_at: new Date(dueAt),
    expires_at: expiresAt === null ? null : new Date(expiresAt),
  }));
  const row = await tx.row(sql<{ added: number }>`
    with told as (
      select *
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as told (
        id text, origin_kind text, origin text, origin_key text, id_kind text, person text, purpose text, topic text,
        channels text[], content jsonb, data jsonb, priority smallint, in_doubt text, due_at timestamptz,
        expires_at timestamptz)
    ), added as (
      insert into intents (id, workspace_id, origin_kind, origin, origin_key, id_kind, person, purpose, topic, channels, content,
        data, priority, in_doubt, created_at, expires_at, due_at)
      select id, ${workspace}::integer, origin_kind, origin, origin_key, id_kind, person, purpose, topic, channels, content,
        data, priority, in_doubt, ${at}::timestamptz, expires_at, due_at
      from told
      on conflict (workspace_id, origin_kind, origin, origin_key) do nothing
      returning id
    ), noted as (
      insert into intent_trail (workspace_id, intent, at, state, announced)
      select ${workspace}::integer, id, ${at}::timestamptz, 'waiting', true
      from added
    )
    select count(*)::integer as added
    from added`);
  return row?.added ?? 0;
}
