import { z } from 'zod';
import { Instant, LocalDate, Words } from '#src/customers/frame/index.ts';
import { CustomerNumber } from '#src/customers/naming/index.ts';
import { Apart, Book, Minor, moves, revenueFields } from './ask.ts';
import { Counting, Preset } from './counting.ts';

/** How the recurring revenue of one holder moved: the question of `revenue.movements`, of one customer or account. */
export const HolderMovementsAsk = z.object({
  holder: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('customer'), customer: CustomerNumber }),
    z.object({ kind: z.literal('account'), account: z.string().min(1).max(512) }),
  ]),
  from: LocalDate.optional().describe('First local day; their first contract unless told'),
  to: LocalDate.optional().describe('Last one, included; today unless told'),
  by: Apart,
  ...revenueFields,
});
export type HolderMovementsAsk = z.output<typeof HolderMovementsAsk>;
export type HolderMovementsAskInput = z.input<typeof HolderMovementsAsk>;

const exact = z
  .string()
  .nullable()
  .describe(
    'In `parts` of a smallest unit, whole: these add up without rounding; null where a rate is missing',
  );

const HolderBook = Book.extend({
  start: Minor.describe('Before the first movement listed'),
  exactStart: exact,
  movements: z
    .array(z.object({ day: LocalDate, move: z.enum(moves), amount: Minor, exact }))
    .describe('By their days; below 0 for contraction and churn'),
  earlier: z.int().describe('Movements in the range before those listed'),
  rates: Minor.describe('What changes of exchange rates made of what was there'),
  end: Minor,
  exactEnd: exact,
});

/** The answer of `revenue.movements-of`. start + movements + rates = end, as shown and exactly. */
export const HolderMovements = z.object({
  books: z.array(HolderBook).describe('Those in which something moved or is there'),
  parts: z.string().describe('So many parts of `exact` are one smallest unit a month'),
  counting: Counting,
  preset: Preset,
  definition: Words,
  asOf: Instant,
});
export type HolderMovements = z.output<typeof HolderMovements>;
