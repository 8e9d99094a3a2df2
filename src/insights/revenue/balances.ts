import { type Sql, sql } from '#src/basics/sql.ts';
import type { DayNumber } from '#src/customers/calendar/index.ts';
import { int } from '#src/customers/frame/index.ts';
import { rateScale } from '#src/customers/rates/index.ts';
import { type Part, partName } from './ask.ts';
import { movesOf } from './moves.ts';
import { type Conversion, type Engines, eachCurrency, moneyLimits, type Scope } from './scope.ts';

/** Amounts are kept for a year: a month's smallest unit is twelve parts. */
const monthsAYear = 12n;

/** How many parts of an amount make a smallest unit a month. */
export const partsOf = ({ conversion }: Pick<Scope, 'conversion'>): bigint =>
  conversion === null ? monthsAYear : monthsAYear * rateScale * 1000n;

/** What is there in each currency at the end of each day, turned into one currency. */
export interface Balances {
  /**
   * The recurring revenue of a part at the end of a day, in parts of a smallest unit; undefined where a rate is missing.
   * Of all parts: null.
   */
  readonly at: (part: Part | null, day: DayNumber) => bigint | undefined;
  /** Whether all that moved between two days, both included, has a rate. */
  readonly areRated: (part: Part | null, from: DayNumber, to: DayNumber) => boolean;
}

/**
 * The balances of a question whose amounts are turned into one currency: each currency's own, at the rate of the day.
 *
 * What they change by beside all movements is what changes of rates made.
 */
export async function balancesOf(engines: Engines, said: Scope, conversion: Conversion): Promise<Balances> {
  const scope = eachCurrency(said);
  const rows = await engines.warehouse.rows(byDay(scope), moneyLimits(engines));
  const changes = rows.flatMap(({ day, book: place, amount }) => {
    const book = scope.books[place];
    return book === undefined ? [] : [{ day, amount: BigInt(amount), part: partName(book), ...book }];
  });
  const byPart = Map.groupBy(changes, ({ part }) => part);
  const of = (part: Part | null) => (part === null ? changes : (byPart.get(partName(part)) ?? []));
  const valued = (currency: string, amount: bigint, day: DayNumber): bigint | undefined => {
    if (amount === 0n) return 0n;
    const rate = conversion.rates.on(currency, day);
    const shift = conversion.shifts[conversion.currencies.indexOf(currency)] ?? 0;
    return rate === undefined ? undefined : amount * rate * BigInt(shift);
  };
  return {
    at: (part, day) => {
      const held = new Map<string, bigint>();
      for (const one of of(part))
        if (one.day <= day) held.set(one.currency, (held.get(one.currency) ?? 0n) + one.amount);
      const values = [...held].map(([currency, amount]) => valued(currency, amount, day));
      return values.some((value) => value === undefined)
        ? undefined
        : values.reduce<bigint>((sum, value) => sum + (value ?? 0n), 0n);
    },
    areRated: (part, from, to) =>
      of(part).every(
        (one) => one.day < from || one.day > to || conversion.rates.on(one.currency, one.day) !== undefined,
      ),
  };
}

/** What one day changed. */
interface DayRow {
  readonly day: number;
  readonly book: number;
  readonly amount: string;
}

/** Grain: (day, book). */
const byDay = (scope: Scope): Sql<DayRow> => sql<DayRow>`
  select day, toUInt16(book) as book, toString(sum(amount)) as amount
  from ${movesOf(scope)}
  where day <= ${int(scope.frame.known.lastBegun)}
  group by day, book
  order by day, book`;
