import { z } from 'zod';
import { EventMatch } from '#src/customers/event-match/index.ts';

const Days = (most: number) => z.int().min(1).max(most);

/** How often somebody comes who comes regularly. */
export const Regularity = z
  .object({
    visits: z.int().min(1).max(1000).describe('At least so many visits in a period …'),
    days: Days(92).describe('… of so many local days, …'),
    periods: z.int().min(1).max(60).describe('… in at least so many …'),
    of: z.int().min(1).max(60).describe('… of the latest so many periods'),
  })
  .refine(({ periods, of }) => periods <= of, {
    path: ['periods'],
    error: 'at most as many as are looked at',
  })
  .refine(({ days, of }) => days * of <= 1100, { path: ['of'], error: 'three years in all at most' });
export type Regularity = z.output<typeof Regularity>;

/** The two ways of coming regularly that are offered ready. */
export const regularityPresets = {
  /** At least one visit in 9 of the last 13 weeks. */
  weekly: { visits: 1, days: 7, periods: 9, of: 13 },
  /** At least four visits in each of the last three months of 30 days: the clubs’ rate of active visiting. */
  four_a_month: { visits: 4, days: 30, periods: 3, of: 3 },
} as const satisfies Record<string, Regularity>;

const Matches = (events: readonly string[], what: string) =>
  z
    .array(EventMatch)
    .max(40)
    .default(events.map((event) => ({ event, where: [] })))
    .describe(what);

/** Which events are meant. The standard names unless told. */
export const Meant = z.object({
  touched: Matches(
    [
      'Push Opened',
      'Push Notification Opened',
      'Push Notification Tapped',
      'SMS Clicked',
      'SMS Link Clicked',
      'Email Opened',
      'Email Clicked',
      'Email Link Clicked',
      'perdure.message_opened',
      'perdure.message_clicked',
    ],
    'They reacted to a push notification, a text or an e-mail',
  ),
  cart: Matches(['Product Added'], 'They put something into a cart'),
  purchase: Matches(['Order Completed'], 'They bought; the start of a contract is a purchase too'),
  refund: Matches(['Order Refunded'], 'They were paid back'),
});
export type Meant = z.output<typeof Meant>;

/** When somebody is in which phase of life. Days are rolling local days. */
export const PhaseRule = z.object({
  meant: Meant.prefault({}),
  tenureDays: Days(1100).default(90).describe('Nobody is loyal before so many days'),
  regularity: Regularity.default(regularityPresets.weekly),
  attrition: z
    .object({
      visits: z.int().min(0).max(1000).describe('At most so many visits …'),
      days: Days(1100).describe('… in the last so many days, which must all lie after the start'),
    })
    .default({ visits: 2, days: 90 }),
  refundDays: z.int().min(0).max(366).default(30).describe('A purchase paid back in full by then is undone'),
  cartHours: z.number().min(0.1).max(720).default(2).describe('A cart left alone for so long is abandoned'),
  recoveryDays: Days(366).default(60).describe('In reconquest without a visit for so long is lost'),
  warning: z
    .object({
      level: z
        .number()
        .min(0.8)
        .max(0.999)
        .describe('Share of somebody’s own gaps that are within their rhythm'),
      leastGaps: z.int().min(3).max(50).describe('Fewer gaps tell no rhythm'),
      leastDays: z.int().min(1).max(90).describe('Never before so many days of silence'),
    })
    .default({ level: 0.995, leastGaps: 5, leastDays: 5 }),
  seasonsInRow: z
    .int()
    .min(2)
    .max(10)
    .default(2)
    .describe('Seasons in a row that make a customer of a seasonal offer loyal'),
});
export type PhaseRule = z.output<typeof PhaseRule>;

/** The rule that holds unless a workspace settles another. */
export const defaultRule: PhaseRule = PhaseRule.parse({});
