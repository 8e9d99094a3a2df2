import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { madeBy } from '#src/customers/versions/index.ts';
import { requireAddresses, Sender, senderOf } from './senders.ts';

const Answer = z.object({
  sender: Sender.nullable().describe('Null: nobody said, and no marketing goes out'),
});

const show = operation({
  name: 'senders.show',
  asks: { fr: 'Au nom de qui écrit-on ?', en: 'As whom do we write?' },
  needs: 'settings:read',
  input: z.object({}),
  output: Answer,
  run: async ({ records }) => ({ sender: (await senderOf(records)) ?? null }),
});

const change = operation({
  name: 'senders.change',
  asks: { fr: 'Dire au nom de qui l’on écrit', en: 'Say as whom we write' },
  needs: 'settings:write',
  writes: true,
  input: Sender,
  output: Answer,
  run: async (context, sender) => {
    requireAddresses(sender);
    const { workspace, at, by } = madeBy(context);
    await context.records.run(sql`
      insert into senders (workspace_id, name, address, reply_to, postal, changed_at, changed_by)
      values (${workspace}, ${sender.name}, ${sender.address}, ${sender.replyTo}, ${sender.postal}, ${at}, ${by})
      on conflict (workspace_id) do update
      set name = excluded.name, address = excluded.address, reply_to = excluded.reply_to, postal = excluded.postal,
        changed_at = excluded.changed_at, changed_by = excluded.changed_by`);
    return { sender };
  },
});

/** What can be asked of the sender. */
export const operations = [show, change] as const;
