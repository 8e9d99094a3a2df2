import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { instantAsked } from '#src/basics/as-of.ts';
import { cancelKinds, periods } from '#src/events/import-files/index.ts';
import { contractsAt } from './queries.ts';
import { record } from './record.ts';

const Money = z.string().nullable().describe('in smallest units of the currency');

/** A version of a contract, as it is told. */
export const Contract = z.object({
  contract: z.string(),
  version: z.number().int(),
  holderKind: z.enum(['customer', 'account']),
  holder: z.string().describe('the customer’s user id, or the account’s id'),
  offer: z.string(),
  startsAt: z.string(),
  endsAt: z.string().nullable(),
  paidThrough: z.string().nullable(),
  renewsAt: z.string().nullable(),
  noticeAt: z.string().nullable(),
  cancelledAt: z.string().nullable().describe('when its end was asked for'),
  cancelKind: z.enum(cancelKinds).nullable(),
  pausedAt: z.string().nullable(),
  resumesAt: z.string().nullable(),
  trialEndsAt: z.string().nullable(),
  pastDueSince: z.string().nullable(),
  price: Money,
  currency: z.string(),
  period: z.enum(periods).nullable(),
  seats: z.number().int().nullable(),
  discount: Money,
  discountEndsAt: z.string().nullable(),
  effectiveAt: z.string(),
  recordedAt: z.string(),
});

const list = operation({
  name: 'contracts.list',
  asks: { fr: 'Quels sont les contrats ?', en: 'Which contracts are there?' },
  needs: 'customers:read',
  input: z.strictObject({
    asOf: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('what was known just before this instant; now where absent'),
    holder: z.string().optional().describe('contracts of one customer or account'),
    holderKind: z.enum(['customer', 'account']).optional().describe('contracts of people, or of accounts'),
    after: z.string().optional().describe('contracts behind this one'),
    limit: z.int().min(1).max(1000).default(100),
  }),
  output: z.object({ contracts: z.array(Contract) }),
  run: async ({ records, workspace, clock }, ask) => {
    const asOf = instantAsked(ask.asOf, { now: clock.now(), zone: workspace.timezone });
    const rows = await records.rows(
      contractsAt({
        workspace: workspace.number,
        asOf: new Date(asOf),
        holder: ask.holder ?? null,
        holderKind: ask.holderKind ?? null,
        after: ask.after ?? '',
        limit: ask.limit,
      }),
    );
    return { contracts: rows };
  },
});

/** What can be asked of contracts. */
export const operations = [list, record] as const;
