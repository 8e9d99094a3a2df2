import { z } from 'zod';
import { estimateOf, frameFields, pageFields, saidFields, Words } from '#src/customers/frame/index.ts';
import { Person } from '#src/customers/naming/index.ts';

/** What can be said of a feature somebody pays for. */
export const UseState = z
  .enum(['used', 'unused', 'in_grace', 'unknown'])
  .describe('in_grace: bought too recently to be said unused; unknown: what is sent does not tell');
export type UseState = z.output<typeof UseState>;

/** Whose paid features, and how long without use. */
export const UnusedAsk = z.object({
  ...frameFields,
  days: z
    .int()
    .min(1)
    .max(366)
    .default(90)
    .describe('Not used in the last so many days, or since it was bought'),
});
export type UnusedAsk = z.output<typeof UnusedAsk>;
export type UnusedAskInput = z.input<typeof UnusedAsk>;

export const UnusedPageAsk = UnusedAsk.extend(pageFields);

/** What one holder pays for. */
export const PaidOfAsk = UnusedAsk.extend({
  holder: z.string().min(1).max(500).describe('The account’s id, or the customer’s number as text'),
});
export type PaidOfAsk = z.output<typeof PaidOfAsk>;

/** An amount a month. */
const Amount = z.object({ currency: z.string(), amount: z.number() });

const Cell = z.object({
  key: z.string().describe('Of the feature'),
  state: UseState,
  why: z.enum(['no_events', 'never_received', 'not_watched_long_enough']).nullable(),
  price: Amount.nullable().describe('A month; null: not told apart, or paid once'),
  since: z.string().describe('Since when it is paid for'),
});

const money = {
  paid: z.array(Amount).describe('For features with a price, a month'),
  unused: z.array(Amount).describe('Of that, for those not used and past their grace'),
  share: estimateOf(z.number()).describe('unused ÷ paid, 0–1: of features with a price alone'),
};

export const UnusedRow = z.object({ holder: Person, ...money, cells: z.array(Cell) });
export type UnusedRow = z.output<typeof UnusedRow>;

export const PaidOfAnswer = z.object({
  holder: Person,
  ...money,
  features: z
    .array(Cell.extend({ name: z.string() }))
    .describe('As its contracts give them; none: none is declared'),
  verdict: Words,
  definition: Words,
  ...saidFields,
});
export type PaidOfAnswer = z.output<typeof PaidOfAnswer>;

const States = z.object({ used: z.int(), unused: z.int(), in_grace: z.int(), unknown: z.int() });

export const UnusedAnswer = z.object({
  holders: z.int().describe('Who pays for at least one declared feature'),
  withUnused: z.int(),
  rows: z.array(UnusedRow).describe('Candidates: who leaves something unused, most money first'),
  next: z.string().nullable(),
  features: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      states: States,
      adoption: estimateOf(z.number()).describe(
        'used ÷ (used + unused), 0–1: of those entitled, never of all',
      ),
      low: z.number().nullable().describe('Wilson interval, 95 %'),
      high: z.number().nullable(),
      atRisk: z.array(Amount),
    }),
  ),
  atRisk: z.array(Amount).describe('Paid a month for what is not used'),
  verdict: Words,
  definition: Words,
  ...saidFields,
});
export type UnusedAnswer = z.output<typeof UnusedAnswer>;

export const UnusedPeopleAsk = z.object({
  ask: UnusedAsk,
  which: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('paying') }),
    z.object({ kind: z.literal('unused') }).describe('Who leaves something unused'),
    z.object({ kind: z.literal('feature'), key: z.string(), state: UseState }),
  ]),
  ...pageFields,
});
export type UnusedPeopleAsk = z.output<typeof UnusedPeopleAsk>;
