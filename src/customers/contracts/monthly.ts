import type { ContractRow } from './queries.ts';
import { isPausedAt } from './stretches.ts';

/** What is paid a month in one currency. */
export interface Paid {
  /** ISO 4217 */
  readonly currency: string;
  /** Decimal text in smallest units, rounded half-even. */
  readonly amount: string;
}

/** How many times a year each period is paid: a year has 52 weeks or 365 days. In the warehouse they are 1, 2, 3 … in this order. */
export const timesAYear = { day: 365, week: 52, month: 12, quarter: 4, semester: 2, year: 1 } as const;

/** What is asked for a period, in smallest units. Instants are epoch milliseconds. */
export interface PricedTerms {
  readonly price: bigint | null;
  /** '' and null: paid once. */
  readonly period: keyof typeof timesAYear | '' | null;
  readonly discount: bigint | null;
  readonly discountEnds: number | null;
}

/** What decides whether anything is paid at an instant. */
export interface PaidTerms extends PricedTerms {
  readonly start: number;
  readonly end: number | null;
  readonly paused: number | null;
  readonly resumes: number | null;
  readonly trialEnds: number | null;
}

/**
 * What is asked for a year at an instant: the price less the discount while it lasts, never less than nothing; null where no
 * price was told or it is paid once. A twelfth of it is a month's.
 */
export function yearlyAt({ price, period, discount, discountEnds }: PricedTerms, at: number): bigint | null {
  if (price === null || period === null || period === '') return null;
  const isLess = discount !== null && (discountEnds === null || discountEnds > at);
  const asked = price - (isLess ? discount : 0n);
  return (asked > 0n ? asked : 0n) * BigInt(timesAYear[period]);
}

/** Whether a contract has begun and not ended at an instant. */
export const runsAt = ({ start, end }: Pick<PaidTerms, 'start' | 'end'>, at: number): boolean =>
  start <= at && (end === null || end > at);

/** Whether it is paid for then: it runs, and is neither paused nor on trial. */
export const isPaidAt = (terms: Omit<PaidTerms, keyof PricedTerms>, at: number): boolean =>
  runsAt(terms, at) && !isPausedAt(terms, at) && (terms.trialEnds === null || terms.trialEnds <= at);

/** When what is paid for a version changes next, after an instant; null: never. */
export function nextPriceChange(
  { start, end, paused, resumes, trialEnds, discountEnds }: PaidTerms,
  at: number,
): number | null {
  const ahead = [start, end, paused, resumes, trialEnds, discountEnds].filter((one) => one !== null);
  return ahead.reduce<number | null>(
    (next, one) => (one > at && (next === null || one < next) ? one : next),
    null,
  );
}

/** A month's part of an amount for a year, in smallest units, rounded half-even. */
export function monthOf(yearly: bigint): bigint {
  const [whole, rest] = [yearly / 12n, yearly % 12n];
  const size = rest < 0n ? -rest : rest;
  const up = size > 6n || (size === 6n && whole % 2n !== 0n);
  return up ? whole + (yearly < 0n ? -1n : 1n) : whole;
}

type Terms = Pick<
  ContractRow,
  | 'startsAt'
  | 'endsAt'
  | 'pausedAt'
  | 'resumesAt'
  | 'trialEndsAt'
  | 'price'
  | 'period'
  | 'currency'
  | 'discount'
  | 'discountEndsAt'
>;

const parsed = (at: string | null): number | null => (at === null ? null : Date.parse(at));
const units = (text: string | null): bigint | null => (text === null ? null : BigInt(text));

const termsOf = (row: Omit<Terms, 'currency'>): PaidTerms => ({
  start: Date.parse(row.startsAt),
  end: parsed(row.endsAt),
  paused: parsed(row.pausedAt),
  resumes: parsed(row.resumesAt),
  trialEnds: parsed(row.trialEndsAt),
  price: units(row.price),
  period: row.period,
  discount: units(row.discount),
  discountEnds: parsed(row.discountEndsAt),
});

/** Whether a contract of the records has begun and not ended at an instant, epoch milliseconds. */
export const isRunning = ({ startsAt, endsAt }: Pick<Terms, 'startsAt' | 'endsAt'>, at: number): boolean =>
  runsAt({ start: Date.parse(startsAt), end: parsed(endsAt) }, at);

/**
 * What contracts bring a month, discounts taken off, by currency; what is paid once is left out.
 *
 * Added up for a year and rounded once, so that what is shown of several is exact.
 *
 * @param at epoch milliseconds
 */
export function monthlyAmounts(contracts: readonly Terms[], at: number): Paid[] {
  const sums = new Map<string, bigint>();
  for (const row of contracts) {
    const terms = termsOf(row);
    const yearly = yearlyAt(terms, at);
    if (yearly === null || !isPaidAt(terms, at)) continue;
    sums.set(row.currency, (sums.get(row.currency) ?? 0n) + yearly);
  }
  return [...sums]
    .map(([currency, sum]) => ({ currency, amount: monthOf(sum).toString() }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
