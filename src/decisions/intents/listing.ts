import { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { join, type Sql, sql } from '#src/basics/sql.ts';
import { About, Holder, shownHolders, subjectOf } from '#src/customers/about/index.ts';
import { ChannelName, Purpose } from '#src/decisions/contact-rules/index.ts';
import { intentStates, originKinds } from './intent.ts';

/** Which messages. */
export const MessageFilter = z.object({
  about: About.optional().describe('Only to this person'),
  states: z.array(z.enum(intentStates)).optional(),
  reason: z.string().max(100).optional().describe('Only those that wait, or are not sent, for this reason'),
  origin: z.object({ kind: z.enum(originKinds), of: z.string().max(100).optional() }).optional(),
  channel: ChannelName.optional(),
  purpose: Purpose.optional(),
});
export type MessageFilter = z.output<typeof MessageFilter>;

/** A message as lists show it. */
export const Message = z.object({
  id: z.string(),
  to: Holder,
  origin: z.object({ kind: z.enum(originKinds), of: z.string(), key: z.string() }),
  purpose: Purpose,
  topic: z.string(),
  channels: z.array(ChannelName).describe('In the order in which they are tried'),
  state: z.enum(intentStates),
  channel: ChannelName.nullable().describe('The one that is tried, or by which it went'),
  reason: z.string().nullable().describe('Why it waits, or is not sent'),
  detail: z.string().nullable(),
  createdAt: z.string(),
  dueAt: z.string().nullable().describe('When it is looked at next; null: never again'),
  expiresAt: z.string().nullable(),
  handedAt: z.string().nullable(),
  attempts: z.int(),
});
export type Message = z.output<typeof Message>;

type Engines = Pick<Context, 'records' | 'warehouse'>;

/** Messages, the latest first. */
export async function messagesOf(
  context: Engines,
  { filter, limit, from }: { readonly filter: MessageFilter; readonly limit: number; readonly from: number },
): Promise<{ total: number; messages: Message[] }> {
  const where = await wanted(context, filter);
  const counted = await context.records.row(sql<{ total: number }>`
    select count(*)::integer as total from intents where ${where}`);
  const rows = await context.records.rows(messageRows(where, limit, from));
  return { total: counted?.total ?? 0, messages: await shown(context, rows) };
}

/** What became of a message, line by line. */
export const Trail = z.array(
  z.object({
    at: z.string(),
    state: z.enum(intentStates),
    channel: ChannelName.nullable(),
    reason: z.string().nullable(),
    detail: z.string().nullable(),
  }),
);

/** One message with what it says, what was known then, and its trail. @throws DomainError `messages.unknown` */
export async function messageNamed(
  context: Engines,
  id: string,
): Promise<{ message: Message; content: unknown; data: unknown; trail: z.output<typeof Trail> }> {
  const [row] = await context.records.rows(messageRows(sql`id = ${id}`, 1, 0));
  if (row === undefined) throw unknownMessage(id);
  const [message] = await shown(context, [row]);
  if (message === undefined) throw unknownMessage(id);
  const trail = await context.records.rows(sql<z.output<typeof Trail>[number]>`
    select at, state, channel, reason, detail
    from intent_trail
    where intent = ${id}
    order by number`);
  return { message, content: row.content, data: row.data, trail };
}

/** How many messages stand where, and why. Grain: a state and a reason; some dozens. */
export const counts = (
  where: Sql,
): Sql<{ state: Message['state']; reason: string | null; messages: number }> => sql`
  select state, reason, count(*)::integer as messages
  from intents
  where ${where}
  group by state, reason
  order by messages desc, state, reason`;

/** The conditions of a filter. @throws DomainError `customers.unknown` */
export async function wanted(
  { records }: Pick<Context, 'records'>,
  { about, states, reason, origin, channel, purpose }: MessageFilter,
): Promise<Sql> {
  const subject = about === undefined ? undefined : await subjectOf(records, about);
  return join(
    [
      subject === undefined ? sql`true` : sql`person = any(${subject.ids}::text[])`,
      states === undefined ? sql`true` : sql`state = any(${states}::text[])`,
      reason === undefined ? sql`true` : sql`reason = ${reason}`,
      origin === undefined ? sql`true` : sql`origin_kind = ${origin.kind}`,
      origin?.of === undefined ? sql`true` : sql`origin = ${origin.of}`,
      channel === undefined ? sql`true` : sql`channel = ${channel}`,
      purpose === undefined ? sql`true` : sql`purpose = ${purpose}`,
    ],
    ' and ',
  );
}

export const unknownMessage = (got: string): DomainError =>
  new DomainError('messages.unknown', {
    kind: 'not_found',
    field: 'id',
    expected: 'the id of a message of this workspace',
    got,
  });

interface MessageRow extends Omit<Message, 'to' | 'origin'> {
  readonly person: string;
  readonly originKind: Message['origin']['kind'];
  readonly origin: string;
  readonly originKey: string;
  readonly content: unknown;
  readonly data: unknown;
}

async function shown(context: Engines, rows: readonly MessageRow[]): Promise<Message[]> {
  const holders = await shownHolders(
    context,
    rows.map(({ person }) => ({ kind: 'customer', holder: person })),
  );
  return rows.flatMap(
    ({ person: _person, originKind, origin, originKey, content: _content, data: _data, ...row }, i) => {
      const to = holders[i];
      return to === undefined
        ? []
        : [{ ...row, to, origin: { kind: originKind, of: origin, key: originKey } }];
    },
  );
}

/** Grain: a message; at most as many as are shown. */
const messageRows = (where: Sql, limit: number, from: number): Sql<MessageRow> => sql<MessageRow>`
  select id, person, origin_kind as "originKind", origin, origin_key as "originKey", purpose, topic, channels, content, data,
    state, channel, reason, detail, created_at as "createdAt", due_at as "dueAt", expires_at as "expiresAt",
    handed_at as "handedAt", attempts
  from intents
  where ${where}
  order by number desc
  limit ${limit}
  offset ${from}`;
