import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import { subjectOf } from '#src/customers/about/index.ts';
import { Purpose } from '#src/decisions/contact-rules/index.ts';
import { putIntents, usualInDoubt } from '#src/decisions/intents/index.ts';
import { InlineContent } from './content.ts';

const Instant = z.iso.datetime({ offset: true });

const send = operation({
  name: 'messages.send',
  asks: { fr: 'Envoyer un message à une personne', en: 'Send a message to somebody' },
  needs: 'customers:write',
  writes: true,
  input: z.object({
    id: z.string().min(1).max(1000).describe('An id of the person, as received'),
    key: z
      .string()
      .regex(/^[!-~]{1,200}$/, '1 to 200 visible characters')
      .describe('The same message under the same key is sent once'),
    purpose: Purpose.describe('Hours, caps and consent depend on it'),
    topic: z.string().max(100).default(''),
    email: InlineContent.shape.email,
    at: Instant.optional().describe('Not before; now where it is left out'),
    until: Instant.optional().describe('Worth nothing from then on'),
  }),
  output: z.object({
    message: z.string().describe('int_…: what becomes of it is told by messages.show'),
    isNew: z.boolean(),
  }),
  run: async (context, { id, key, purpose, topic, email, at, until }) => {
    const { records, workspace, clock, note } = context;
    await subjectOf(records, { id });
    const now = clock.now();
    const dueAt = at === undefined ? now : Date.parse(at);
    const expiresAt = until === undefined ? null : Date.parse(until);
    if (expiresAt !== null && expiresAt <= Math.max(now, dueAt))
      throw new DomainError('messages.over', {
        field: 'until',
        expected: 'an instant after the message may go out',
        got: until,
      });
    return records.transaction(async (tx) => {
      const content: InlineContent = { kind: 'inline', email };
      const intent = {
        origin: { kind: 'api' as const, of: '', key },
        person: { kind: await kindOf(tx, id), id },
        purpose,
        topic,
        channels: ['email' as const],
        content,
        data: {},
        priority: purpose === 'transactional' ? 10 : 0,
        inDoubt: usualInDoubt(purpose),
        dueAt,
        expiresAt,
      };
      const added = await putIntents(tx, workspace.number, [intent], now);
      const row = await tx.row(sql<{ id: string; same: boolean }>`
        select id, content = ${JSON.stringify(content)}::jsonb and person = ${id} and purpose = ${purpose} and topic = ${topic} as same
        from intents
        where origin_kind = 'api'
          and origin = ''
          and origin_key = ${key}`);
      if (row === undefined) throw new Error('the message was not put down');
      if (!row.same)
        throw new DomainError('messages.key_reused', {
          kind: 'conflict',
          field: 'key',
          expected: 'a key of its own for each message; under this one something else was sent',
          got: key,
        });
      note?.({ subject: row.id }); // what it says and to whom may name a person
      return { message: row.id, isNew: added === 1 };
    });
  },
});

/** Whether an id is a known person's, or a browser's. */
async function kindOf(tx: Parameters<typeof putIntents>[0], id: string): Promise<'user' | 'anonymous'> {
  const row = await tx.row(sql<{ known: boolean }>`
    select exists (select from identities where kind = 'user' and external_id = ${id}) as known`);
  return row?.known === true ? 'user' : 'anonymous';
}

/** What can be asked of sending by hand. */
export const operations = [send] as const;
