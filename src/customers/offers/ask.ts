import { z } from 'zod';
import { EventMatch } from '#src/customers/event-match/index.ts';
import { isCurrency, periods } from '#src/events/import-files/index.ts';

/** By which kind of retention an offer is judged. */
export const kinds = ['continuous', 'discontinuous', 'intentional'] as const;
export const Kind = z
  .enum(kinds)
  .describe(
    'continuous: paid and used all along; discontinuous: by seasons or occasions; intentional: a mission with an end',
  );
export type Kind = z.output<typeof Kind>;

const Minor = z
  .string()
  .regex(/^\d{1,15}$/, 'a whole number of smallest units, such as "4900"')
  .describe('in smallest units of the currency');
export const Currency = z.string().refine(isCurrency, 'a currency code of ISO 4217, such as EUR');
const GraceDays = z.int().min(0).max(3660).default(30);

/** A day of every year: 29 February is none. */
const DayOfYear = z
  .string()
  .refine(isDayOfYear, 'a day of every year as MM-DD, such as 11-01')
  .describe('MM-DD');

const Season = z
  .object({ from: DayOfYear, to: DayOfYear })
  .describe('First and last day, both of the season; it may run over the new year');

const Price = z.object({
  amount: Minor,
  currency: Currency,
  period: z.enum(periods),
  seats: z
    .int()
    .min(1)
    .max(1_000_000)
    .nullable()
    .default(null)
    .describe('what it is the price of; null: of all'),
});

/** A feature that the offer entitles to, and how its use is seen. */
export const Entitlement = z
  .object({
    key: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'small letters, digits, - and _, at most 64')
      .describe('Its short name, by which it is compared between offers'),
    name: z.string().trim().min(1).max(200),
    match: EventMatch.describe('The event that its use is'),
    price: Minor.nullable()
      .default(null)
      .describe('What it costs a month, in smallest units; null: not told apart'),
    currency: Currency.nullable().default(null),
    differentiating: z
      .boolean()
      .default(false)
      .describe('It sets the offer apart: it counts for depth of use'),
    weight: z.number().min(0).max(1000).default(1),
    graceDays: GraceDays.describe('Days after the start before not using it is said'),
  })
  .refine(({ price, currency }) => (price === null) === (currency === null), {
    path: ['currency'],
    error: 'a currency where there is a price, and none where there is none',
  });
export type Entitlement = z.output<typeof Entitlement>;

const Terms = z
  .object({
    value: z
      .string()
      .min(1)
      .max(40)
      .nullable()
      .default(null)
      .describe(
        'val_…, the definition of value whose event is a visit; null: the definition for this offer, else the workspace’s default',
      ),
    season: Season.nullable().default(null).describe('Of a discontinuous offer'),
    termDays: z
      .int()
      .min(1)
      .max(36_600)
      .nullable()
      .default(null)
      .describe('How long an intentional one takes'),
    graceDays: GraceDays.describe('Renewed within these days after the end is retained'),
    prices: z.array(Price).max(50).default([]),
    entitlements: z.array(Entitlement).max(100).default([]),
    marginShare: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .default(null)
      .describe('What is left of the price, 0 to 1'),
  })
  .refine(({ entitlements }) => new Set(entitlements.map(({ key }) => key)).size === entitlements.length, {
    path: ['entitlements'],
    error: 'entitlements of different keys',
  });
export type Terms = z.output<typeof Terms>;
export { Terms };

/** What an offer nobody declared is judged by. */
export const defaultTerms: Terms = Terms.parse({});

/** One version of an offer. */
export const OfferVersion = z.object({
  version: z.int(),
  kind: Kind,
  terms: Terms,
  createdAt: z.string(),
  createdBy: z.string(),
});
export type OfferVersion = z.output<typeof OfferVersion>;

/** What is sold, as it is declared now, or as contracts alone tell of it. */
export const Offer = z.object({
  id: z.string().nullable().describe('off_…; null where contracts name it and nobody declared it'),
  name: z.string().describe('As contracts call it'),
  declared: z.boolean().describe('Else it is taken for continuous, with default terms'),
  kind: Kind,
  version: z.int().describe('0 where nobody declared it'),
  terms: Terms,
  retiredAt: z.string().nullable(),
});
export type Offer = z.output<typeof Offer>;

function isDayOfYear(text: string): boolean {
  if (!/^\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`2001-${text}T00:00:00Z`); // no leap year
  return !Number.isNaN(at) && new Date(at).toISOString().slice(5, 10) === text;
}
