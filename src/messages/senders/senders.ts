import { z } from 'zod';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';

/** As whom a workspace writes. */
export const Sender = z.object({
  name: z.string().trim().min(1).max(100).describe('As readers see it'),
  address: z.string().trim().min(3).max(254).describe('An e-mail address that the mail server may write as'),
  replyTo: z.string().trim().max(254).default('').describe('Where answers go; empty: to the address'),
  postal: z
    .string()
    .trim()
    .max(500)
    .default('')
    .describe('Who writes, as the law asks: name and postal address'),
});
export type Sender = z.output<typeof Sender>;

/** As whom the workspace writes; undefined where nobody said. */
export const senderOf = (records: Transaction): Promise<Sender | undefined> =>
  records.row(sql<Sender>`
    select name, address, reply_to as "replyTo", postal
    from senders`);

const addressForm = /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]{1,253}$/u;

/** @throws DomainError `senders.address` */
export function requireAddresses({ address, replyTo }: Sender): void {
  for (const [field, got] of [
    ['address', address],
    ['replyTo', replyTo],
  ] as const)
    if (!addressForm.test(got) && !(field === 'replyTo' && got === ''))
      throw new DomainError('senders.address', {
        field,
        expected: 'one address such as bonjour@marque.fr',
        got,
      });
}
