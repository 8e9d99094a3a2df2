import { type Sql, sql } from '#src/basics/sql.ts';
import type { DayNumber } from '#src/customers/calendar/index.ts';
import { int } from '#src/customers/frame/index.ts';
import { rateScale } from '#src/customers/rates/index.ts';
import { movesOf } from './moves.ts';
import { type Conversion, type Engines, moneyLimits, type RevenueAsk, type Scope, scopeOf } from './scope.ts';

/** Amounts are kept for a year: a month's smallest unit is twelve parts. */
const monthsAYear = 12n;

/** How many parts of an amount make a smallest unit a month. */
export const partsOf = ({ conversion }: Pick<Scope, 'conversion'>): bigint =>
  conversion === null ? monthsAYear : monthsAYear * rateScale * 1000n;

/** What is there in each currency at the end of each day, turned into one currency. */
export interface Balances {
  /** The recurring revenue of a book at the end of a day, in parts; undefined where a rate is missing. */
  readonly at: (offer: string | null, day: DayNumber) => bigint | undefined;
  /** Whether all that moved between two days, both included, has a rate. */
  readonly areRated: (offer: string | null, from: DayNumber, to: DayNumber) => boolean;
}

/**
 * The balances of a question whose amounts are turned into one currency: each currency's own, at the rate of the day.
 *
 * What they change by beside all movements is what changes of rates made.
 */
export async function balancesOf(
  engines: Engines,
  ask: RevenueAsk,
  { conversion, byOffer }: { readonly conversion: Conversion; readonly byOffer: boolean },
): Promise<Balances> {
  const scope = await scopeOf(engines, { ...ask, currency: undefined }, byOffer);
  const rows = await engines.warehouse.rows(byDay(scope), moneyLimits(engines));
  const changes = rows.map(({ day, book, amount }) => ({
    day,
    amount: BigInt(amount),
    offer: scope.books[book]?.offer ?? null,
    currency: scope.books[book]?.currency ?? '',
  }));
  const valued = (currency: string, amount: bigint, day: DayNumber): bigint | undefined => {
    if (amount === 0n) return 0n;
    const rate = conversion.rates.on(currency, day);
    const shift = conversion.shifts[conversion.currencies.indexOf(currency)] ?? 0;
    return rate === undefined ? undefined : amount * rate * BigInt(shift);
  };
  return {
    at: (offer, day) => {
      const held = new Map<string, bigint>();
      for (const one of changes)
        if (one.offer === offer && one.day <= day)
          held.set(one.currency, (held.get(one.currency) ?? 0n) + one.amount);
      const values = [...held].map(([currency, amount]) => valued(currency, amount, day));
      return values.some((value) => value === undefined)
        ? undefined
        : values.reduce<bigint>((sum, value) => sum + (value ?? 0n), 0n);
    },
    areRated: (offer, from, to) =>
      changes.every(
        (one) =>
          one.offer !== offer ||
          one.day < from ||
          one.day > to ||
          conversion.rates.on(one.currency, one.day) !== undefined,
      ),
  };
}

/** What one day changed: the amount of a book, and how many more (or fewer) are under contract at all. */
export interface DayRow {
  readonly day: number;
  readonly book: number;
  readonly amount: string;
  readonly customers: string;
  readonly accounts: string;
}

/** What each day changed. Grain: (day, book). */
export const byDay = (scope: Scope): Sql<DayRow> => sql<DayRow>`
  select day, toUInt16(book) as book, toString(sum(amount)) as amount, ${more(1)} as customers, ${more(2)} as accounts
  from ${movesOf(scope)}
  where day <= ${int(scope.frame.known.lastBegun)}
  group by day, book
  order by day, book`;

const more = (who: number): Sql => sql`
  toInt64(countIf(who = ${int(who)} and place = 1 and before = 0 and after > 0))
    - toInt64(countIf(who = ${int(who)} and place = 1 and before > 0 and after = 0))`;
