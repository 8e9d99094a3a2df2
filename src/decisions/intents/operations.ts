import { z } from 'zod';
import { type Context, operation } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { intentStates } from './intent.ts';
import {
  counts,
  Message,
  MessageFilter,
  messageNamed,
  messagesOf,
  Trail,
  unknownMessage,
  wanted,
} from './listing.ts';

const id = z.string().min(1).max(40);

const list = operation({
  name: 'messages.list',
  asks: {
    fr: 'Quels messages sont partis, attendent ou ont été retenus, et pourquoi ?',
    en: 'Which messages went out, wait or were held back, and why?',
  },
  needs: 'customers:read',
  input: MessageFilter.extend({
    limit: z.int().min(1).max(1000).default(100),
    from: z.int().min(0).max(1_000_000).default(0).describe('How many to skip'),
  }),
  output: z.object({ total: z.int(), messages: z.array(Message).describe('The latest first') }),
  run: (context, { limit, from, ...filter }) => messagesOf(context, { filter, limit, from }),
});

const show = operation({
  name: 'messages.show',
  asks: { fr: 'Qu’est-il advenu de ce message ?', en: 'What became of this message?' },
  needs: 'customers:read',
  input: z.object({ id }),
  output: z.object({ message: Message, content: z.unknown(), data: z.unknown(), trail: Trail }),
  run: (context, { id: of }) => messageNamed(context, of),
});

const count = operation({
  name: 'messages.count',
  asks: { fr: 'Combien de messages en sont où ?', en: 'How many messages stand where?' },
  needs: 'customers:read',
  input: MessageFilter,
  output: z.object({
    counts: z.array(
      z.object({ state: z.enum(intentStates), reason: z.string().nullable(), messages: z.int() }),
    ),
  }),
  run: async (context, filter) => ({
    counts: await context.records.rows(counts(await wanted(context, filter))),
  }),
});

const settle = operation({
  name: 'messages.settle',
  asks: {
    fr: 'Renvoyer un message dont on ne sait s’il est parti, ou en rester là',
    en: 'Send again a message of which nobody knows whether it went out, or leave it at that',
  },
  needs: 'customers:write',
  writes: true,
  input: z.object({ id, as: z.enum(['resend', 'sent', 'not_sent']) }),
  output: z.object({ message: Message }),
  run: (context, { id: of, as }) => moved(context, of, settledAs[as]),
});

const withdraw = operation({
  name: 'messages.withdraw',
  asks: { fr: 'Retirer un message qui n’est pas parti', en: 'Withdraw a message that did not go out' },
  needs: 'customers:write',
  writes: true,
  input: z.object({ id }),
  output: z.object({ message: Message }),
  run: (context, { id: of }) =>
    moved(context, of, { from: ['waiting', 'failed'], state: 'refused', reason: 'withdrawn' }),
});

interface Move {
  readonly from: readonly (typeof intentStates)[number][];
  readonly state: (typeof intentStates)[number];
  readonly reason: string;
}

const settledAs: Readonly<Record<'resend' | 'sent' | 'not_sent', Move>> = {
  resend: { from: ['uncertain', 'failed'], state: 'waiting', reason: 'resent' },
  sent: { from: ['uncertain'], state: 'sent', reason: 'said_sent' },
  not_sent: { from: ['uncertain'], state: 'failed', reason: 'said_not_sent' },
};

/**
 * Moves a message by hand; one that stands elsewhere is left as it is, and shown as it stands.
 *
 * @throws DomainError `messages.unknown`
 */
async function moved(
  context: Context,
  of: string,
  { from, state, reason }: Move,
): Promise<{ message: Message }> {
  const { records, workspace, clock, actor, note } = context;
  const now = new Date(clock.now());
  const row = await records.row(sql<{ there: number; moved: number }>`
    with found as (
      select id from intents where id = ${of}
    ), changed as (
      update intents
      set state = ${state}, reason = ${reason}, detail = ${`${actor.kind}:${actor.id}`},
        due_at = case when ${state} = 'waiting' then ${now}::timestamptz end, claimed_by = null, lease_until = null,
        handed_at = case when ${state} = 'sent' then handed_at end
      where id = ${of}
        and state = any(${from}::text[])
        and (lease_until is null or lease_until <= clock_timestamp())
      returning id, channel
    ), noted as (
      insert into intent_trail (workspace_id, intent, at, state, channel, reason, detail, announced)
      select ${workspace.number}::integer, id, ${now}::timestamptz, ${state}, channel, ${reason},
        ${`${actor.kind}:${actor.id}`}, ${state === 'waiting'}
      from changed
    )
    select (select count(*)::integer from found) as there, (select count(*)::integer from changed) as moved`);
  if (row === undefined || row.there === 0) throw unknownMessage(of);
  const { message } = await messageNamed(context, of);
  note?.({ subject: of, after: { state: message.state } });
  return { message };
}

/** What can be asked of messages. */
export const operations = [list, show, count, settle, withdraw] as const;
