import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';

const Kept = z.object({
  message: z.string().describe('int_…'),
  channel: z.string(),
  address: z.string(),
  rendered: z.unknown().describe('Subject, HTML and text as the reader would have got them'),
  at: z.string(),
});

const kept = operation({
  name: 'outbox.show',
  asks: {
    fr: 'Que dirait ce message, s’il était parti ?',
    en: 'What would this message have said, had it gone out?',
  },
  needs: 'customers:read',
  input: z.object({ id: z.string().min(1).max(40) }),
  output: Kept,
  run: async ({ records }, { id }) => {
    const row = await records.row(sql<z.output<typeof Kept>>`
      select intent as message, channel, address, rendered, at
      from outbox
      where intent = ${id}`);
    if (row !== undefined) return row;
    throw new DomainError('outbox.unknown', {
      kind: 'not_found',
      field: 'id',
      expected: 'a message that went to the outbox of this workspace',
      got: id,
    });
  },
});

/** What can be asked of the outbox. */
export const operations = [kept] as const;
