import { type Estimate, unknown } from '#src/basics/estimate.ts';
import type { DayNumber } from '#src/customers/calendar/index.ts';
import { type ChurnRow, type Part, partName } from './ask.ts';
import { type Balances, partsOf } from './balances.ts';
import { halfEven, minorOf, quotient, wholeParts } from './money.ts';
import type { Scope } from './scope.ts';

type Money = ChurnRow['money'][number];
type Shown = 'start' | 'lost' | 'gained';

/** Amounts of a book in a window, in parts of a smallest unit. */
type Amounts = Readonly<Record<Shown, bigint>>;

/** What the money of every part is told from. */
export interface Read {
  readonly parts: readonly Part[];
  readonly amounts: (window: number, book: number) => Amounts;
  /** Where amounts are turned into one currency. */
  readonly balances: Balances | undefined;
  /** All parts together, where contracts are told apart: what is shown of the parts adds up to it. */
  readonly whole: readonly ChurnRow[] | undefined;
}

/** The money that left and came, by part and window: each currency by itself. */
export function moneyOfParts(
  scope: Scope,
  windows: readonly { readonly from: DayNumber; readonly to: DayNumber }[],
  read: Read,
): Money[][][] {
  const told = read.parts.map(() => windows.map((): Money[] => []));
  for (const currency of new Set(scope.books.map((book) => book.currency))) {
    const books = scope.books.flatMap((book, at) => (book.currency === currency ? [at] : []));
    for (const [at, window] of windows.entries()) {
      const exact = books.map((book) => exactOf(scope, read, { book, at, ...window }));
      const whole = read.whole?.[at]?.money.find((one) => one.currency === currency);
      const shown = shownOf(scope, exact, whole);
      for (const [i, book] of books.entries()) {
        const stands = scope.books[book];
        const part = read.parts.findIndex(
          (one) => stands !== undefined && partName(one) === partName(stands),
        );
        const money = moneyOf(currency, exact[i], {
          start: shown.start[i],
          lost: shown.lost[i],
          gained: shown.gained[i],
        });
        if (money !== undefined) told[part]?.[at]?.push(money);
      }
    }
  }
  return told;
}

interface Exact extends Omit<Amounts, 'start'> {
  /** Undefined where a rate is missing. */
  readonly start: bigint | undefined;
  readonly isRated: boolean;
}

function exactOf(
  { books }: Scope,
  { amounts, balances }: Read,
  {
    book,
    at,
    from,
    to,
  }: { readonly book: number; readonly at: number; readonly from: DayNumber; readonly to: DayNumber },
): Exact {
  const own = { ...amounts(at, book), isRated: true };
  const part = books[book];
  if (balances === undefined || part === undefined) return own;
  return { ...own, start: balances.at(part, from - 1), isRated: balances.areRated(part, from, to) };
}

/** Whole smallest units; where there is a whole, parts of it: of offers only what is there at the start. */
function shownOf(
  scope: Scope,
  exact: readonly Exact[],
  whole: Money | undefined,
): Readonly<Record<Shown, readonly bigint[]>> {
  const unit = partsOf(scope);
  const shown = (of: Shown) => {
    const amounts = exact.map((one) => one[of] ?? 0n);
    const total = whole?.[of];
    const addsUp = of === 'start' || scope.by !== 'offer';
    const isKnown = exact.every((one) => (of === 'start' ? one.start !== undefined : one.isRated));
    return total?.known && isKnown && addsUp
      ? wholeParts(amounts, unit, BigInt(total.value))
      : amounts.map((amount) => halfEven(amount, unit));
  };
  return { start: shown('start'), lost: shown('lost'), gained: shown('gained') };
}

function moneyOf(
  currency: string,
  exact: Exact | undefined,
  shown: Readonly<Record<Shown, bigint | undefined>>,
): Money | undefined {
  if (exact === undefined) return undefined;
  const { start, lost, gained, isRated } = exact;
  const told = (amount: bigint | undefined, isKnown: boolean): Estimate<number> =>
    isKnown && amount !== undefined ? minorOf(amount) : unknown('no_rate');
  const share = (amount: bigint): Estimate<number> =>
    start === undefined || !isRated ? unknown('no_rate') : quotient(amount, start);
  return {
    currency,
    start: told(shown.start, start !== undefined),
    lost: told(shown.lost, isRated),
    gained: told(shown.gained, isRated),
    gross: share(lost),
    net: share(lost - gained),
  };
}
