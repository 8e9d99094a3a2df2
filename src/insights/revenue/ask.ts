import { z } from 'zod';
import { DomainError } from '#src/basics/errors.ts';
import {
  estimateOf,
  frameFields,
  Instant,
  LocalDate,
  Period,
  pageFields,
  saidFields,
  Words,
} from '#src/customers/frame/index.ts';
import { Counting, Preset } from './counting.ts';

/** Whose contracts a question about money is about, and how they are counted: spread into each of them. */
export const revenueFields = {
  unit: frameFields.unit.describe(
    'Only contracts of these holders; of people and accounts unless told, or people are',
  ),
  people: frameFields.people,
  offers: z
    .array(z.string().max(200))
    .min(1)
    .max(50)
    .optional()
    .describe('Only contracts of these: who changes to another is lost to them; any unless told'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'a currency of ISO 4217, such as EUR')
    .optional()
    .describe('Turn all amounts into this one, at the rate of each day; else each currency stands by itself'),
  preset: Preset.default('perdure').describe('Whose definitions; the settings below may differ from them'),
  counting: Counting.partial().default({}).describe('Settings other than the preset’s'),
  asOf: Instant.optional().describe('Only what was recorded and happened before; now unless told'),
};

/** How contracts are told apart: not at all, by offer, or by a trait of their holders. */
export const Apart = z
  .union([
    z.enum(['nothing', 'offer']),
    z.object({
      trait: z
        .string()
        .min(1)
        .max(200)
        .describe('Of the holder, customer or account; also perdure.phase, and segment:seg_…'),
      top: z.int().min(1).max(50).default(10).describe('How many values stand alone; the rest are "others"'),
    }),
  ])
  .default('nothing')
  .describe('All together, offer by offer, or by a trait that each holder has one value of');
export type Apart = z.output<typeof Apart>;

const rangeFields = {
  period: Period.default('month'),
  from: LocalDate.describe('The whole periods that the range touches are told'),
  to: LocalDate.describe('Last local day, included'),
};

/** How recurring revenue moves. */
export const MovementsAsk = z.object({
  ...rangeFields,
  by: Apart,
  ...revenueFields,
});
export type MovementsAsk = z.output<typeof MovementsAsk>;
export type MovementsAskInput = z.input<typeof MovementsAsk>;

/** The ways in which recurring revenue moves. */
export const moves = ['new', 'expansion', 'contraction', 'churn', 'reactivation'] as const;
export type Move = (typeof moves)[number];

/** Smallest units of a currency, as shown; unknown where a rate is missing. */
export const Minor = estimateOf(z.int());

/** So many people and accounts. */
export const Holders = z.object({ customer: z.int(), account: z.int() });
export type Holders = z.output<typeof Holders>;

const Movement = z.object({
  amount: Minor.describe('Below 0 for contraction and churn'),
  holders: Holders.nullable().describe('Each once in a period; null where a missing rate hides who moved'),
});

/** One period of one book. start + new + expansion + contraction + churn + reactivation + rates = end, always. */
export const MovementsRow = z.object({
  period: LocalDate.describe('First local day'),
  state: z.enum(['complete', 'running']),
  start: Minor,
  new: Movement,
  expansion: Movement,
  contraction: Movement,
  churn: Movement,
  reactivation: Movement,
  rates: Minor.describe(
    'What changes of exchange rates made of what was there; 0 where nothing is turned into another currency',
  ),
  end: Minor,
  holders: Holders.describe('Under contract at the end'),
  quickRatio: estimateOf(z.number()).describe(
    '(new + expansion) ÷ (churn + contraction); reactivation is not counted; unknown while running',
  ),
  quickRatioWithReactivation: estimateOf(z.number()),
});
export type MovementsRow = z.output<typeof MovementsRow>;

/** Holders of one value of the trait by which they are told apart, of any other, or of none. */
export const Group = z.object({
  kind: z.enum(['value', 'others', 'missing']),
  value: z.string().max(1000).nullable().describe('Null unless kind is value'),
});
export type Group = z.output<typeof Group>;

/** One part of what is told apart: an offer, or a group of holders; both null where nothing is. */
export const Part = z.object({
  offer: z.string().nullable().default(null),
  group: Group.nullable().default(null),
});
export type Part = z.output<typeof Part>;

/** Which amounts stand together: of one currency, and of one part where contracts are told apart. */
export const Book = Part.extend({ currency: z.string() });
export type Book = z.output<typeof Book>;

const NotCounted = z.object({
  noPrice: z.int().describe('Contracts whose price is not told'),
  noCurrency: z.int().describe('Contracts whose currency is not told'),
  once: z.int().describe('Contracts without a period: paid once, not recurring'),
  unnamed: z.int().describe('Holders of whom no event has come: counted in amounts, not among the people'),
  otherHolders: z.int().describe('Contracts held by the other kind of holder, left out by the question'),
});
export type NotCounted = z.output<typeof NotCounted>;

/** What every answer about money says of how it counted. */
export const revenueSaid = {
  ...saidFields,
  counting: Counting,
  preset: Preset,
  notCounted: NotCounted,
  definition: Words,
};

/** The answer of `revenue.movements`. */
export const Movements = z.object({
  books: z.array(Book.extend({ rows: z.array(MovementsRow) })).describe('The largest at the end first'),
  whole: z
    .array(Book.extend({ rows: z.array(MovementsRow) }))
    .describe(
      'Where contracts are told apart: all of them together, each currency by itself; its figures are the sums of the books’',
    ),
  verdict: Words,
  ...revenueSaid,
});
export type Movements = z.output<typeof Movements>;

/** How many leave, and how much money with them. */
export const ChurnAsk = z.object({ ...rangeFields, by: Apart, ...revenueFields });
export type ChurnAsk = z.output<typeof ChurnAsk>;
export type ChurnAskInput = z.input<typeof ChurnAsk>;

const share = estimateOf(z.number());

const ChurnMoney = z.object({
  currency: z.string(),
  start: Minor,
  lost: Minor.describe(
    'Churn and contraction, above 0; what came and left in the period is left out where the preset says so',
  ),
  gained: Minor.describe('Expansion and reactivation'),
  gross: share.describe('lost ÷ start'),
  net: share.describe('(lost − gained) ÷ start'),
});

/** One period. */
export const ChurnRow = z.object({
  period: LocalDate,
  from: LocalDate.describe('First local day of the window'),
  to: LocalDate.describe('Last local day of the window'),
  state: z.enum(['complete', 'running']),
  start: Holders.describe('Under contract when the window begins'),
  new: Holders.describe('First contract ever within it'),
  lost: Holders.describe('Whose last contract ended within it'),
  lostOfStart: Holders.describe('Of those, the ones there when it began'),
  returned: Holders.describe('Began anew within it, having left at most 12 months before'),
  rate: share.describe('By the preset’s formula'),
  startBased: share.describe('lost ÷ start'),
  startAndNew: share.describe('lost ÷ (start + new)'),
  startCohort: share.describe('lostOfStart ÷ start'),
  net: share.describe('(lost − returned) ÷ start'),
  formula: Words.describe('The preset’s formula with the figures of the row'),
  money: z.array(ChurnMoney),
});
export type ChurnRow = z.output<typeof ChurnRow>;

/** The answer of `revenue.churn`. */
export const Churn = z.object({
  rows: z.array(ChurnRow),
  parts: z
    .array(Part.extend({ rows: z.array(ChurnRow) }))
    .describe(
      'The same of each part, the one with most holders at the start first; none where nothing is told apart',
    ),
  formulas: z.object({ rate: Words, gross: Words, net: Words }),
  verdict: Words,
  ...revenueSaid,
});
export type Churn = z.output<typeof Churn>;

const ofMovements = z.object({
  of: z.literal('movements'),
  ask: MovementsAsk,
  book: Book.describe('One of the answer’s, or of its whole'),
  period: LocalDate.describe('First local day of the row'),
  which: z.enum([...moves, 'end']),
});

const ofChurn = z.object({
  of: z.literal('churn'),
  ask: ChurnAsk,
  period: LocalDate.describe('First local day of the row'),
  which: z.enum(['start', 'new', 'lost', 'lostOfStart', 'returned']),
  part: Part.nullable().default(null).describe('One of the answer’s; null: all of them'),
});

/** Whose money a figure is. */
export const RevenuePeopleAsk = z.object({
  behind: z.discriminatedUnion('of', [ofMovements, ofChurn]),
  holders: z
    .enum(['customer', 'account'])
    .optional()
    .describe(
      'Which kind of holder, where contracts of both are counted; the one the workspace counts unless told',
    ),
  ...pageFields,
});
export type RevenuePeopleAsk = z.output<typeof RevenuePeopleAsk>;

/** Whose: without the page. */
export type RevenueWhich = Omit<RevenuePeopleAsk, 'limit' | 'cursor'>;

/** A part's name among others, for comparing. */
export const partName = ({ offer, group }: Part): string =>
  JSON.stringify([offer, group?.kind ?? null, group?.value ?? null]);

/** @throws DomainError `revenue.no_such_book` */
export const requireBook = (books: readonly Book[], asked: Book): number => {
  const at = books.findIndex(
    (book) => book.currency === asked.currency && partName(book) === partName(asked),
  );
  if (at >= 0) return at;
  throw new DomainError('revenue.no_such_book', {
    kind: 'not_found',
    field: 'book',
    expected: 'a currency and an offer or a group of the answer',
    got: asked,
  });
};

/** The places of a part's books, one for each currency. @throws DomainError `revenue.no_such_book` */
export function requirePart(books: readonly Book[], asked: Part): number[] {
  const name = partName(asked);
  const places = books.flatMap((book, at) => (partName(book) === name ? [at] : []));
  if (places.length > 0) return places;
  throw new DomainError('revenue.no_such_book', {
    kind: 'not_found',
    field: 'part',
    expected: 'an offer or a group of the answer',
    got: asked,
  });
}
