import type { ContractRow } from './queries.ts';

/** What is paid a month in one currency. */
export interface Paid {
  /** ISO 4217 */
  readonly currency: string;
  /** Decimal text in smallest units, rounded half-even. */
  readonly amount: string;
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

/** How many twelfths of a period's price a month is: a yearly price is one, a weekly one 52, as a year has 52 weeks or 365 days. */
const twelfths: Readonly<Record<NonNullable<ContractRow['period']>, bigint>> = {
  day: 365n,
  week: 52n,
  month: 12n,
  quarter: 4n,
  semester: 2n,
  year: 1n,
};

/** Whether a contract has begun and not ended at an instant, epoch milliseconds. */
export const isRunning = ({ startsAt, endsAt }: Pick<Terms, 'startsAt' | 'endsAt'>, at: number): boolean =>
  Date.parse(startsAt) <= at && (endsAt === null || Date.parse(endsAt) > at);

/** Whether it is paid for then: it runs, and is neither paused nor on trial. */
export const isPaidFor = (terms: Terms, at: number): boolean => {
  const { pausedAt, resumesAt, trialEndsAt } = terms;
  const paused =
    pausedAt !== null && Date.parse(pausedAt) <= at && (resumesAt === null || Date.parse(resumesAt) > at);
  const onTrial = trialEndsAt !== null && Date.parse(trialEndsAt) > at;
  return isRunning(terms, at) && !paused && !onTrial;
};

/**
 * What contracts bring a month, discounts taken off, by currency; what is paid once is left out.
 *
 * Added up in twelfths and rounded once, so that what is shown of several is exact.
 *
 * @param at epoch milliseconds
 */
export function monthlyAmounts(contracts: readonly Terms[], at: number): Paid[] {
  const sums = new Map<string, bigint>();
  for (const terms of contracts) {
    const { price, period, currency, discount, discountEndsAt } = terms;
    if (price === null || period === null || !isPaidFor(terms, at)) continue;
    const discounted = discount !== null && (discountEndsAt === null || Date.parse(discountEndsAt) > at);
    const paid = BigInt(price) - (discounted ? BigInt(discount) : 0n);
    sums.set(currency, (sums.get(currency) ?? 0n) + paid * twelfths[period]);
  }
  return [...sums]
    .map(([currency, sum]) => ({ currency, amount: ofTwelve(sum).toString() }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** A twelfth, rounded half-even. */
function ofTwelve(sum: bigint): bigint {
  const [whole, rest] = [sum / 12n, sum % 12n];
  const size = rest < 0n ? -rest : rest;
  const up = size > 6n || (size === 6n && whole % 2n !== 0n);
  return up ? whole + (sum < 0n ? -1n : 1n) : whole;
}
