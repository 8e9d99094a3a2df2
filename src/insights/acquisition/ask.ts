import { z } from 'zod';
import { EventMatch } from '#src/customers/event-match/index.ts';
import { estimateOf, frameFields, pageFields, saidFields, Words } from '#src/customers/frame/index.ts';
import { countedByField, DeedAsk } from '#src/customers/value/index.ts';
import { GroupRef, newcomerFields } from '#src/insights/newcomers/index.ts';

const name = z.string().min(1).max(200);

/** What names the campaign, or the channel, that brought a customer. */
export const Naming = z.discriminatedUnion('by', [
  z.object({ by: z.enum(['trait', 'start_property']), name }),
  z
    .object({ by: z.literal('first_property'), match: EventMatch.default({ event: null, where: [] }), name })
    .describe(
      'The property of the first such event that bears it, up to the start: utm_campaign of the first page',
    ),
]);
export type Naming = z.output<typeof Naming>;

const day = z.int().min(1).max(3660);

/** The question of `acquisition.table`. */
export const TableAsk = z.object({
  ...newcomerFields,
  campaign: Naming.nullable().default(null).describe('What names the campaign of a customer'),
  channel: Naming.nullable().default(null).describe('What names the channel of a customer'),
  by: z.enum(['campaign', 'channel', 'both']).default('campaign').describe('What a row of the table is'),
  stay: z
    .object({
      match: DeedAsk.default({ event: null, where: [] }),
      from: day.default(60),
      to: day.default(90),
    })
    .prefault({})
    .describe(
      'Stayed: did this, or received value, at least once from one local day after the start to another, both included',
    ),
  value: z
    .object({ match: EventMatch, property: name })
    .nullable()
    .default(null)
    .describe(
      'What a customer is worth: the sum of a number on these events, from the start to the last day of stay',
    ),
  mismatch: z
    .object({
      days: z.int().min(1).max(3660).default(30),
      match: EventMatch.nullable().default(null),
    })
    .prefault({})
    .describe(
      'Left again within so many days: did this event by then; without one, nothing of stay.match from that day to the last day of stay',
    ),
  top: z.int().min(1).max(100).default(30).describe('Names with the most customers that stand alone'),
  ...frameFields,
});
export type TableAsk = z.output<typeof TableAsk>;
export type TableAskInput = z.input<typeof TableAsk>;

const Group = z
  .object({
    kind: z.enum(['all', 'period', 'value', 'others', 'missing']),
    value: z.string().nullable(),
  })
  .describe('value: a name; others; missing: no name is told');

/** A share with its counts. */
export const CountedShare = z.object({
  hits: z.int(),
  total: z.int(),
  share: estimateOf(z.number()).describe('hits ÷ total, 0–1'),
  low: z.number().nullable().describe('Wilson interval, 95 %'),
  high: z.number().nullable(),
});
export type CountedShare = z.output<typeof CountedShare>;

/** What people are worth. */
export const Worth = z.object({
  total: estimateOf(z.int()).describe('Cents that those judged have paid'),
  perCustomer: estimateOf(z.number()).describe('Cents per judged customer, those who paid nothing included'),
  low: z.number().nullable().describe('Student interval, 95 %'),
  high: z.number().nullable(),
  paying: z.int().describe('Judged customers who paid'),
});
export type Worth = z.output<typeof Worth>;

/** What some people have paid, added up. */
export interface Paid {
  readonly people: number;
  readonly paying: number;
  /** Millionths of a whole unit of money: what the warehouse adds up is exact to six decimals. */
  readonly paid: bigint;
  /** Sum of the squares of what each has paid, in whole units. */
  readonly squares: number;
  readonly currencies: readonly string[];
}

/** A row held against all the others together. */
export const Against = z.object({
  difference: z.number(),
  low: z.number().describe('Newcombe interval, 95 %'),
  high: z.number(),
  p: z.number(),
  correctedP: z.number().describe('Benjamini–Hochberg over all rows compared'),
  verdict: z.enum(['different', 'cannot_say', 'no_difference_found']),
});
export type Against = z.output<typeof Against>;

const told = z.int().nullable().describe('null: not told');

/** One campaign, one channel, or one of both. */
export const AcquisitionRow = z.object({
  campaign: Group.nullable().describe('null where rows are channels'),
  channel: Group.nullable().describe('null where rows are campaigns'),
  imported: z.boolean().describe('Figures were imported for it'),
  impressions: told,
  clicks: told,
  ctr: CountedShare.describe('Clicks ÷ impressions, of the days on which both were told'),
  sends: told,
  replies: told,
  replyRate: CountedShare.describe('Replies ÷ sends, of the days on which both were told'),
  cost: estimateOf(z.int()).describe('In whole cents (smallest units of the currency)'),
  customers: z.int().describe('Began in the range and name it'),
  costPerCustomer: estimateOf(z.number()).describe('In cents, not rounded'),
  stayed: CountedShare.describe('Of those whose last day to be judged is over'),
  open: z.int().describe('Customers who cannot be judged yet'),
  value: Worth.nullable().describe('null where no value was asked for'),
  mismatch: CountedShare.describe('Left again, of those who can be judged on it'),
  enough: z.boolean().describe('At least 30 can be judged: else we cannot say yet'),
  against: z.object({
    ctr: Against.nullable(),
    replyRate: Against.nullable(),
    stayed: Against.nullable(),
  }),
  flag: z
    .enum(['best_clicks_worst_stay', 'best_replies_worst_stay'])
    .nullable()
    .describe('Attracts best, by 10 % of the others’ rate at least, and keeps worst, both beyond chance'),
  words: Words.nullable().describe('What may be said of it'),
});
export type AcquisitionRow = z.output<typeof AcquisitionRow>;

/** A channel (or campaign) and how many it brings who leave again. */
export const MismatchRow = z.object({
  group: Group,
  people: z.int(),
  left: z.int(),
  share: estimateOf(z.number()),
  low: z.number().nullable(),
  high: z.number().nullable(),
  against: Against.nullable().describe('All other channels together; null below 30 on either side'),
  excess: estimateOf(z.number()).describe('How many more left than at the share of the others'),
  alert: z.boolean().describe('More than the others, beyond chance'),
  words: Words,
});
export type MismatchRow = z.output<typeof MismatchRow>;

/** The answer of `acquisition.table`. */
export const AcquisitionTable = z.object({
  ...saidFields,
  currency: z.string(),
  state: z.enum(['complete', 'running']).describe('running: somebody may still begin, or is not judged yet'),
  rows: z
    .array(AcquisitionRow)
    .describe('Imported or with customers; most customers first, others and missing last'),
  total: AcquisitionRow,
  mismatchBy: z.enum(['campaign', 'channel']),
  mismatch: z.array(MismatchRow).describe('Alerts first, by how many more left; then the others'),
  unmatched: z.object({
    imported: z.array(z.string()).describe('Imported names that no customer bears'),
    named: z.array(z.string()).describe('Names that customers bear and nobody imported'),
  }),
  verdict: Words,
  definition: Words,
  ...countedByField,
});
export type AcquisitionTable = z.output<typeof AcquisitionTable>;

/** The question of `acquisition.people`. */
export const AcquisitionPeopleAsk = z.object({
  ask: TableAsk,
  campaign: GroupRef.prefault({}),
  channel: GroupRef.prefault({}),
  which: z.enum([
    'customers',
    'judged',
    'stayed',
    'not_stayed',
    'open',
    'paying',
    'mismatch_judged',
    'mismatched',
  ]),
  ...pageFields,
});
export type AcquisitionPeopleAsk = z.output<typeof AcquisitionPeopleAsk>;
