import { z } from 'zod';
import { Contract } from '#src/customers/contracts/index.ts';
import { Person } from '#src/customers/naming/index.ts';
import { Offer } from '#src/customers/offers/index.ts';

const asOf = z.iso
  .datetime({ offset: true })
  .optional()
  .describe('what was known just before this instant; now where absent');
const Account = z.string().min(1).max(512).describe('its id as received');

const Owner = z
  .object({ id: z.string().describe('usr_…, or the name that was given'), name: z.string() })
  .nullable()
  .describe('who looks after it');

const Paid = z.object({
  currency: z.string(),
  amount: z.string().describe('a month, in smallest units, rounded half-even'),
});

/** An account in a list. */
export const AccountRow = z.object({
  account: Account,
  name: z.string().nullable(),
  owner: Owner,
  members: z.int().describe('people who were told to belong to it'),
  contracts: z.int().describe('that run'),
  offers: z.array(z.string()).describe('by which contracts run'),
  seats: z.int().nullable().describe('bought in all; null: not told'),
  monthly: z.array(Paid).describe('by contracts that are paid for, by currency'),
  renewsAt: z.string().nullable().describe('the next renewal, or end of what is paid'),
  lastSeen: z.string().nullable(),
});
export type AccountRow = z.output<typeof AccountRow>;

export const sorts = ['name', 'members', 'seats', 'monthly', 'renewal', 'seen', 'owner'] as const;

export const ListAsk = z.object({
  text: z.string().trim().max(200).default('').describe('part of an id, a name or an owner'),
  owner: z.string().min(1).max(200).optional().describe('accounts of this owner'),
  sort: z.enum(sorts).default('name').describe('monthly: by what is paid in the workspace’s currency'),
  descending: z.boolean().default(false),
  offset: z.int().min(0).max(1_000_000).default(0),
  limit: z.int().min(1).max(1000).default(50),
  asOf,
});
export type ListAsk = z.output<typeof ListAsk>;

export const Listed = z.object({ total: z.int(), accounts: z.array(AccountRow), next: z.int().nullable() });

export const ShowAsk = z.object({ account: Account, asOf });

/** One account, with all that is known of it. */
export const Shown = AccountRow.extend({
  traits: z.array(z.object({ trait: z.string(), value: z.string(), at: z.string() })),
  people: z
    .array(
      Person.extend({
        since: z.string(),
        latest: z.boolean().describe('false where they were told of another account since'),
        lastSeen: z.string().nullable(),
      }),
    )
    .describe('seen last first; the first 200'),
  agreements: z
    .array(
      z.object({
        current: Contract.describe('the version in force'),
        running: z.boolean(),
        versions: z.array(Contract).describe('latest first'),
      }),
    )
    .describe('those that run first'),
  entitled: z.array(Offer).describe('the offers by which contracts run, with what they entitle to'),
});
export type Shown = z.output<typeof Shown>;

export const OwnerAsk = z.object({
  account: Account,
  owner: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .nullable()
    .describe('usr_… of a member of the workspace, or a name; null: nobody'),
});
export const OwnerSet = z.object({ account: z.string(), owner: Owner });
