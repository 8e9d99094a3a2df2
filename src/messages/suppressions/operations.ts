import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import { type AddressKind, addressKinds, plainAddress, printOf } from './address.ts';
import { saltOf, suppress, suppressionReasons } from './suppressions.ts';

const Suppression = z.object({
  kind: z.enum(addressKinds),
  shown: z.string().describe('Enough of the address to know one’s own; empty once its owner is erased'),
  reason: z.enum(suppressionReasons),
  detail: z.string(),
  since: z.string(),
  toldBy: z.string().describe('A provider, a mailbox, a reply, or who said so'),
});

const address = z.object({
  kind: z.enum(addressKinds),
  address: z
    .string()
    .trim()
    .min(3)
    .max(1000)
    .describe('An e-mail address, or a telephone number with its country'),
});

const list = operation({
  name: 'suppressions.list',
  asks: {
    fr: 'À quelles adresses n’envoie-t-on plus rien, et pourquoi ?',
    en: 'Which addresses get nothing any more, and why?',
  },
  needs: 'customers:read',
  input: z.object({
    kind: z.enum(addressKinds).optional(),
    reason: z.enum(suppressionReasons).optional(),
    limit: z.int().min(1).max(1000).default(100),
    from: z.int().min(0).max(1_000_000).default(0).describe('How many to skip'),
  }),
  output: z.object({ total: z.int(), suppressions: z.array(Suppression).describe('The latest first') }),
  run: async ({ records }, { kind, reason, limit, from }) => {
    const where = sql`lifted_at is null
      and (${kind ?? null}::text is null or kind = ${kind ?? null}::text)
      and (${reason ?? null}::text is null or reason = ${reason ?? null}::text)`;
    const counted = await records.row(sql<{ total: number }>`
      select count(*)::integer as total from suppressions where ${where}`);
    const suppressions = await records.rows(sql<z.output<typeof Suppression>>`
      select kind, shown, reason, detail, since, told_by as "toldBy"
      from suppressions
      where ${where}
      order by since desc, print
      limit ${limit}
      offset ${from}`);
    return { total: counted?.total ?? 0, suppressions };
  },
});

const add = operation({
  name: 'suppressions.add',
  asks: { fr: 'Ne plus rien envoyer à une adresse', en: 'Send nothing to an address any more' },
  needs: 'customers:write',
  writes: true,
  input: address.extend({ detail: z.string().trim().max(500).default('') }),
  output: z.object({ suppressed: z.literal(true) }),
  run: async (context, told) => {
    requireAddress(told);
    const { actor } = context;
    await suppress(context.records, context.workspace.number, {
      ...told,
      reason: 'by_hand',
      at: context.clock.now(),
      toldBy: `${actor.kind}:${actor.id}`,
    });
    context.note?.({ subject: told.kind }); // the log is never rewritten: no address in it
    return { suppressed: true as const };
  },
});

const lift = operation({
  name: 'suppressions.lift',
  asks: { fr: 'Écrire de nouveau à une adresse', en: 'Write to an address again' },
  needs: 'customers:write',
  writes: true,
  input: address,
  output: z.object({ lifted: z.boolean().describe('False where nothing held it back') }),
  run: async ({ records, workspace, clock, actor, note }, told) => {
    requireAddress(told);
    const salt = await saltOf(records, workspace.number);
    const lifted = await records.run(sql`
      update suppressions
      set lifted_at = ${new Date(clock.now())}, lifted_by = ${`${actor.kind}:${actor.id}`}
      where print = ${printOf(salt, told.kind, told.address)}
        and lifted_at is null`);
    note?.({ subject: told.kind, after: { lifted: lifted > 0 } });
    return { lifted: lifted > 0 };
  },
});

/** @throws DomainError `suppressions.address` */
function requireAddress({
  kind,
  address: got,
}: {
  readonly kind: AddressKind;
  readonly address: string;
}): void {
  const plain = plainAddress(kind, got);
  const sound =
    kind === 'email' ? /^[^\s@]+@[^\s@]+$/.test(plain) : kind === 'phone' ? /^\d{6,20}$/.test(plain) : true;
  if (sound) return;
  throw new DomainError('suppressions.address', {
    field: 'address',
    expected: kind === 'email' ? 'an address such as julie@example.org' : 'a number such as +33612345678',
    got,
  });
}

/** What can be asked of suppressed addresses. */
export const operations = [list, add, lift] as const;
