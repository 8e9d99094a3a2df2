import { type Estimate, unknown } from '#src/basics/estimate.ts';
import { saidOf } from '#src/customers/frame/index.ts';
import { periodDate, type Span, spanAsked, stateOf } from '#src/customers/value/index.ts';
import type { Book, Movements, MovementsAsk, MovementsRow } from './ask.ts';
import { moves } from './ask.ts';
import { balancesOf, partsOf } from './balances.ts';
import { byPeriod, type CountedRow, countedIn, isWhollyKnown } from './counted.ts';
import { halfEven, minorOf, quotient } from './money.ts';
import { type Engines, moneyLimits, type Scope, scopeOf } from './scope.ts';
import { type RowAmounts, shownAlone, shownTogether } from './shown.ts';
import { definitionOf, movementsVerdict } from './words.ts';

/**
 * How monthly recurring revenue moves, period by period and book by book.
 *
 * Where contracts are told apart, all of them together are told too, and the figures of the parts add up to theirs: a holder
 * has one value of a trait. Who goes from one offer to another contracts here and expands there: these two add up together.
 *
 * @throws DomainError those of `scopeOf`, `insights.empty_range`, `insights.too_many_periods`
 */
export async function movementsOf(engines: Engines, ask: MovementsAsk): Promise<Movements> {
  const whole = ask.by === 'nothing' ? undefined : await movementsOf(engines, { ...ask, by: 'nothing' });
  const scope = await scopeOf(engines, ask, ask.by);
  const span = spanAsked(scope.frame, ask);
  const counted = await countedBooks(engines, scope, span);
  const shown = shownBooks(scope, counted, whole?.books ?? []);
  const books = counted
    .map(({ book, rows }, at) => ({
      ...book,
      rows: rows.flatMap((row, n) => {
        const amounts = shown[at]?.[n];
        return amounts === undefined ? [] : [rowOf(scope, span, row, amounts)];
      }),
    }))
    .filter(({ rows: told }) => told.some(saysSomething))
    .sort((a, b) => endOf(b.rows) - endOf(a.rows));
  return {
    books,
    whole: whole?.books ?? [],
    verdict: whole?.verdict ?? movementsVerdict(ask.period, books),
    ...saidOfMoney(scope, ask),
  };
}

/** What every answer about money says. */
export const saidOfMoney = (scope: Scope, ask: Pick<MovementsAsk, 'asOf' | 'preset'>) => ({
  ...saidOf(scope.frame, ask),
  counting: scope.counting,
  preset: ask.preset,
  notCounted: scope.notCounted,
  definition: definitionOf(scope),
});

const saysSomething = ({ start, end, holders, ...row }: MovementsRow): boolean =>
  !(start.known && start.value === 0 && end.known && end.value === 0) ||
  holders.customer + holders.account > 0 ||
  moves.some(
    (move) => row[move].holders === null || row[move].holders.customer + row[move].holders.account > 0,
  );

const endOf = (rows: readonly MovementsRow[]): number => {
  const end = rows.at(-1)?.end;
  return end?.known ? end.value : 0;
};

interface CountedBook {
  readonly book: Book;
  readonly rows: readonly CountedRow[];
}

async function countedBooks(engines: Engines, scope: Scope, span: Span): Promise<CountedBook[]> {
  if (span.last < span.first || scope.books.length === 0) return [];
  const { conversion } = scope;
  const [rows, balances] = await Promise.all([
    engines.warehouse.rows(byPeriod(scope, span), moneyLimits(engines)),
    conversion === null ? undefined : balancesOf(engines, scope, conversion),
  ]);
  const own = Map.groupBy(rows, ({ book }) => book);
  return scope.books.map((book, at) => ({
    book,
    rows: countedIn({ scope, span, balances, book }, own.get(at) ?? []),
  }));
}

/** Figures that come to the whole's by themselves: each movement; of offers, expansion and contraction together. */
const among = (scope: Scope) =>
  scope.by === 'offer' ? [[0], [1, 2], [3], [4], [5]] : [[0], [1], [2], [3], [4], [5]];

/** The amounts of every book and period as they are shown: with those of the whole where there is one. */
function shownBooks(
  scope: Scope,
  counted: readonly CountedBook[],
  whole: Movements['books'],
): RowAmounts[][] {
  const parts = partsOf(scope);
  const shown = counted.map(({ rows }) => rows.map((row) => alone(row, parts)));
  for (const { currency, rows } of whole) {
    const places = counted.flatMap(({ book }, at) => (book.currency === currency ? [at] : []));
    for (const [n, row] of rows.entries()) {
      const total = amountsIn(row);
      const own = places.flatMap((at) => counted[at]?.rows[n] ?? []);
      if (total === undefined || !own.every(isWhollyKnown)) continue;
      const together = shownTogether(
        own.map(({ exact }) => exact),
        total,
        { parts, among: among(scope) },
      );
      for (const [i, at] of places.entries()) {
        const told = together[i];
        if (told !== undefined) shown[at]?.splice(n, 1, told);
      }
    }
  }
  return shown;
}

const alone = (row: CountedRow, parts: bigint): RowAmounts =>
  isWhollyKnown(row)
    ? shownAlone(row.exact, parts)
    : {
        start: halfEven(row.exact.start, parts),
        moved: row.exact.moved.map((amount) => halfEven(amount, parts)),
        end: halfEven(row.exact.end, parts),
      };

/** The amounts of a row as they are shown; undefined where one of them is unknown. */
function amountsIn({ start, end, rates, ...row }: MovementsRow): RowAmounts | undefined {
  const told = [start, ...moves.map((move) => row[move].amount), rates, end];
  const [first, ...others] = told.flatMap((one) => (one.known ? [BigInt(one.value)] : []));
  const last = others.pop();
  if (first === undefined || last === undefined || others.length < moves.length + 1) return undefined;
  return { start: first, moved: others, end: last };
}

function rowOf(scope: Scope, span: Span, counted: CountedRow, shown: RowAmounts): MovementsRow {
  const { period, rows, holders, known } = counted;
  const told = (amount: bigint | undefined, isKnown: boolean): Estimate<number> =>
    isKnown ? minorOf(amount ?? 0n) : unknown('no_rate');
  const movement = (at: number) => {
    const own = rows.filter(({ move }) => move === moves[at]);
    const count = (of: (row: (typeof rows)[number]) => string) =>
      own.reduce((sum, row) => sum + Number(of(row)), 0);
    return {
      amount: told(shown.moved[at], known.moved),
      holders:
        known.moved || at === 0 || at > 2 // who arrives, leaves and returns is told by contracts, not by amounts
          ? { customer: count(({ customers }) => customers), account: count(({ accounts }) => accounts) }
          : null,
    };
  };
  const state = stateOf(scope.frame, span.period, period);
  return {
    period: periodDate(scope.frame, span.period, period),
    state,
    start: told(shown.start, known.start),
    new: movement(0),
    expansion: movement(1),
    contraction: movement(2),
    churn: movement(3),
    reactivation: movement(4),
    rates: told(shown.moved[moves.length], isWhollyKnown(counted)),
    end: told(shown.end, known.end),
    holders,
    ...ratiosOf(counted, state),
  };
}

function ratiosOf(
  { exact, known }: CountedRow,
  state: MovementsRow['state'],
): Pick<MovementsRow, 'quickRatio' | 'quickRatioWithReactivation'> {
  const [gained = 0n, expanded = 0n, contracted = 0n, lost = 0n, back = 0n] = exact.moved;
  const told = (amount: bigint): Estimate<number> => {
    if (!known.moved) return unknown('no_rate');
    return state === 'running' ? unknown('not_watched_long_enough') : quotient(amount, -(contracted + lost));
  };
  return {
    quickRatio: told(gained + expanded),
    quickRatioWithReactivation: told(gained + expanded + back),
  };
}
