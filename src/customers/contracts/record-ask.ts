import { z } from 'zod';
import {
  cancelKinds,
  isCurrency,
  type LocalTime,
  periods,
  readDate,
} from '#src/events/import-files/index.ts';
import type { ContractTerms } from '#src/events/imports/index.ts';

const shape = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;
/** Only to tell whether there is such a day: the workspace's zone comes later. */
const utc: LocalTime = { startOfDay: (day) => day * 86_400_000, instantOf: (wall) => wall };
const isInstant = (text: string): boolean => shape.test(text) && readDate(text, 'ymd', utc) !== null;

const Instant = z
  .string()
  .refine(isInstant, 'an instant such as 2026-03-01T09:30:00+01:00, or a day such as 2026-03-01')
  .describe('ISO 8601 with its zone; a day alone begins in the workspace’s zone');
const maybe = Instant.nullable().default(null);

const Id = z
  .string()
  .trim()
  .min(1)
  .refine((text) => Buffer.byteLength(text) <= 512 && text.isWellFormed(), 'an id of 1 to 512 bytes of text');
const largest = 9_000_000_000_000_000; // what JSON's numbers hold exactly, and room to add up
const Minor = z
  .int('a whole number of smallest units of the currency, such as 4900 for 49 €')
  .min(0)
  .max(largest)
  .nullable()
  .default(null)
  .describe('in smallest units of the currency, each period');

const Told = z.object({
  contract: Id.describe('Your id of the contract'),
  customer: Id.optional().describe('Whose it is: the user id of a person, …'),
  account: Id.optional().describe('… or the id of an account; one of the two'),
  offer: z.string().trim().max(200).default('').describe('What is sold, by the name of its offer'),
  startsAt: Instant,
  endsAt: maybe.describe('From when on it holds no more; null while nobody ended it'),
  paidThrough: maybe,
  renewsAt: maybe,
  noticeAt: maybe,
  cancelledAt: maybe.describe('When its end was asked for'),
  cancelKind: z
    .enum(cancelKinds)
    .nullable()
    .default(null)
    .describe('Whether somebody wanted that, or did not pay'),
  pausedAt: maybe,
  resumesAt: maybe,
  trialEndsAt: maybe,
  pastDueSince: maybe,
  price: Minor,
  currency: z
    .string()
    .refine(isCurrency, 'a currency code of ISO 4217, such as EUR')
    .optional()
    .describe('The workspace’s where absent'),
  period: z.enum(periods).nullable().default(null).describe('How often the price is paid; null: once'),
  seats: z.int().min(0).max(1_000_000_000).nullable().default(null),
  discount: Minor,
  discountEndsAt: maybe,
  details: z
    .record(z.string(), z.json())
    .default({})
    .refine((details) => JSON.stringify(details).length <= 32_768, 'at most 32 KB of JSON')
    .describe('Whatever else is worth keeping of it'),
  effectiveAt: Instant.optional().describe(
    'From when on these terms hold; where absent: a first version from the start, a cancellation from its date, other changes from now',
  ),
});
type Told = z.output<typeof Told>;

/** All that is known of a contract now: what is left out counts as not known, not as unchanged. */
export const ToldContract = Told.superRefine((told, context) => {
  const wrong = (path: keyof Told, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  if ((told.customer === undefined) === (told.account === undefined))
    wrong('customer', 'a customer or an account, one of the two');
  if (before(told.endsAt, told.startsAt)) wrong('endsAt', 'an instant not before startsAt');
  if (told.cancelKind !== null && told.cancelledAt === null)
    wrong('cancelKind', 'null where cancelledAt is not told');
  if (told.resumesAt !== null && told.pausedAt === null)
    wrong('resumesAt', 'null where pausedAt is not told');
  if (before(told.resumesAt, told.pausedAt)) wrong('resumesAt', 'an instant not before pausedAt');
  if (told.discount !== null && told.discount > (told.price ?? -1))
    wrong('discount', 'an amount not above the price');
  if (told.discountEndsAt !== null && told.discount === null)
    wrong('discountEndsAt', 'null where there is no discount');
});

/** Compares days with instants as if in UTC: who tells both in one contract may be refused a day too strictly or not at all. */
const before = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && isInstant(one) && isInstant(other) && Date.parse(one) < Date.parse(other);

/** What was told, as the ledger keeps it. */
export function termsTold(
  told: Told,
  { row, local, currency }: { readonly row: number; readonly local: LocalTime; readonly currency: string },
): ContractTerms {
  const at = (text: string): number => readDate(text, 'ymd', local)?.at ?? Date.parse(text);
  const maybeAt = (text: string | null): number | null => (text === null ? null : at(text));
  const { customer, account } = told;
  return {
    outcome: 'contract',
    row,
    contract: told.contract,
    holder:
      customer === undefined ? { kind: 'account', id: account ?? '' } : { kind: 'customer', id: customer },
    offer: told.offer,
    start: at(told.startsAt),
    end: maybeAt(told.endsAt),
    paidThrough: maybeAt(told.paidThrough),
    renewal: maybeAt(told.renewsAt),
    notice: maybeAt(told.noticeAt),
    cancelled: maybeAt(told.cancelledAt),
    cancelKind: told.cancelKind,
    paused: maybeAt(told.pausedAt),
    resumes: maybeAt(told.resumesAt),
    trialEnd: maybeAt(told.trialEndsAt),
    pastDueSince: maybeAt(told.pastDueSince),
    amount: told.price?.toString() ?? null,
    currency: told.currency ?? currency,
    period: told.period,
    seats: told.seats,
    discount: told.discount?.toString() ?? null,
    discountEnd: maybeAt(told.discountEndsAt),
    details: JSON.stringify(told.details),
    ...(told.effectiveAt === undefined ? {} : { effectiveAt: at(told.effectiveAt) }),
  };
}
