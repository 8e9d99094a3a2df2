import { z } from 'zod';
import { estimateOf, LocalDate, pageFields, Words } from '#src/customers/frame/index.ts';
import {
  Apart,
  Book,
  Holders,
  Minor,
  Part,
  revenueFields,
  revenueSaid,
} from '#src/insights/revenue/index.ts';

const months = {
  from: LocalDate.describe('The whole months that the range touches are told'),
  to: LocalDate.describe('Last local day, included'),
};
const holders = z
  .enum(['customer', 'account'])
  .optional()
  .describe(
    'Which kind of holder, where contracts of both are counted; the one the workspace counts unless told',
  );
const share = estimateOf(z.number());

/** How much of the revenue at the start is there at the end. */
export const RetentionAsk = z.object({
  ...months,
  over: z
    .enum(['month', 'quarter', 'year'])
    .default('month')
    .describe(
      'How far apart start and end are: each month’s end is held against that of 1, 3 or 12 months before',
    ),
  by: Apart,
  ...revenueFields,
});
export type RetentionAsk = z.output<typeof RetentionAsk>;
export type RetentionAskInput = z.input<typeof RetentionAsk>;

const RetentionRow = z.object({
  month: LocalDate.describe('First local day of the month at whose end is looked'),
  from: LocalDate.describe('First local day after the start'),
  state: z.enum(['complete', 'running']),
  start: Minor,
  end: Minor.describe('Of those who were there at the start'),
  nrr: share.describe('end ÷ start'),
  grr: share.describe('Σ min(start, end) of each holder ÷ start: nobody’s gain covers another’s loss'),
  there: Holders.describe('With revenue at the start'),
  grown: Holders,
  same: Holders,
  shrunk: Holders,
  gone: Holders.describe('Of whom nothing is left at the end'),
});
export type RetentionRow = z.output<typeof RetentionRow>;

export const Retention = z.object({
  books: z
    .array(z.object({ currency: z.string(), rows: z.array(RetentionRow) }))
    .describe('All contracts together, each currency by itself'),
  parts: z
    .array(Book.extend({ rows: z.array(RetentionRow) }))
    .describe('The same of each part, the largest at the last start first; none where nothing is told apart'),
  verdict: Words,
  formulas: z.object({ nrr: Words, grr: Words }),
  ...revenueSaid,
});
export type Retention = z.output<typeof Retention>;

export const RetentionPeopleAsk = z.object({
  ask: RetentionAsk,
  currency: z.string().describe('Of the book'),
  month: LocalDate,
  which: z.enum(['there', 'grown', 'same', 'shrunk', 'gone']),
  part: Part.nullable().default(null).describe('One of the answer’s; null: all of them'),
  holders,
  ...pageFields,
});
export type RetentionPeopleAsk = z.output<typeof RetentionPeopleAsk>;

/** What is left of the revenue of those who began in a month. */
export const CohortsAsk = z.object({ ...months, ...revenueFields });
export type CohortsAsk = z.output<typeof CohortsAsk>;
export type CohortsAskInput = z.input<typeof CohortsAsk>;

const CohortCell = z.object({
  at: z.int().describe('Months after the first; 0: its end'),
  state: z.enum(['complete', 'running']),
  amount: Minor,
  share: share.describe('Of the amount at the end of the first month'),
  holders: Holders.describe('Still, or again, under contract'),
});

export const Cohorts = z.object({
  books: z.array(
    z.object({
      currency: z.string(),
      rows: z.array(z.object({ month: LocalDate, cells: z.array(CohortCell) })),
    }),
  ),
  verdict: Words,
  ...revenueSaid,
});
export type Cohorts = z.output<typeof Cohorts>;

export const CohortPeopleAsk = z.object({
  ask: CohortsAsk,
  currency: z.string().describe('Of the book'),
  month: LocalDate.describe('In which they began'),
  at: z.int().min(0).max(1200).describe('Under contract at the end of so many months after it'),
  holders,
  ...pageFields,
});
export type CohortPeopleAsk = z.output<typeof CohortPeopleAsk>;

/** Of which kinds expansion is. */
export const UpsellAsk = z.object({ ...months, ...revenueFields });
export type UpsellAsk = z.output<typeof UpsellAsk>;
export type UpsellAskInput = z.input<typeof UpsellAsk>;

export const upsellKinds = ['more', 'changed', 'added'] as const;
export type UpsellKind = (typeof upsellKinds)[number];
const Grown = z.object({ amount: Minor, holders: Holders });

const UpsellRow = z.object({
  month: LocalDate,
  state: z.enum(['complete', 'running']),
  more: Grown.describe('Upsell: more of what they have: price, seats, a discount’s end'),
  changed: Grown.describe(
    'Upsell by another offer in the place of one they had, less what that one was worth',
  ),
  added: Grown.describe('Cross-sell: another offer beside those they have'),
  expansion: Minor.describe('more + changed + added'),
});

export const Upsell = z.object({
  books: z.array(z.object({ currency: z.string(), rows: z.array(UpsellRow) })),
  verdict: Words,
  ...revenueSaid,
});
export type Upsell = z.output<typeof Upsell>;

export const UpsellPeopleAsk = z.object({
  ask: UpsellAsk,
  currency: z.string().describe('Of the book'),
  month: LocalDate,
  which: z.enum(upsellKinds),
  holders,
  ...pageFields,
});
export type UpsellPeopleAsk = z.output<typeof UpsellPeopleAsk>;
