import { type Estimate, unknown } from '#src/basics/estimate.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { periodIn } from '#src/customers/calendar/index.ts';
import { int, saidOf } from '#src/customers/frame/index.ts';
import {
  beginsOn,
  daysOf,
  periodDate,
  periodsIn,
  type Span,
  spanAsked,
  stateOf,
} from '#src/customers/value/index.ts';
import type { Book, Holders, Move, Movements, MovementsAsk, MovementsRow } from './ask.ts';
import { moves } from './ask.ts';
import { type Balances, balancesOf, partsOf } from './balances.ts';
import { halfEven, minorOf, quotient, wholeParts } from './money.ts';
import { movesOf } from './moves.ts';
import { type Engines, moneyLimits, type Scope, scopeOf } from './scope.ts';
import { definitionOf, movementsVerdict } from './words.ts';

/**
 * How monthly recurring revenue moves, period by period and book by book.
 *
 * @throws DomainError those of `scopeOf`, `insights.empty_range`, `insights.too_many_periods`
 */
export async function movementsOf(engines: Engines, ask: MovementsAsk): Promise<Movements> {
  const scope = await scopeOf(engines, ask, ask.by === 'offer');
  const span = spanAsked(scope.frame, ask);
  const isAsked = span.last >= span.first && scope.books.length > 0;
  const rows = isAsked ? await engines.warehouse.rows(byPeriod(scope, span), moneyLimits(engines)) : [];
  const { conversion } = scope;
  const balances =
    conversion === null || !isAsked
      ? undefined
      : await balancesOf(engines, ask, { conversion, byOffer: scope.byOffer });
  const books = scope.books
    .map((book, at) => {
      const own = rows.filter((row) => row.book === at);
      return { ...book, rows: rowsOf({ scope, span, balances, book }, own) };
    })
    .filter(({ rows: told }) => told.some(saysSomething))
    .sort((a, b) => endOf(b.rows) - endOf(a.rows));
  return {
    books,
    verdict: movementsVerdict(ask.period, books),
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

interface PeriodRow {
  /** One less than the first for all that lies before. */
  readonly period: number;
  readonly book: number;
  readonly move: Move | '';
  readonly amount: string;
  readonly customers: string;
  readonly accounts: string;
  readonly more_customers: string;
  readonly more_accounts: string;
}

/** Grain: (period, book, move), all before the first period as one. */
function byPeriod(scope: Scope, span: Span): Sql<PeriodRow> {
  const { from, to } = daysOf(scope.frame, span);
  const period = periodIn(sql`day`, span.period, scope.frame.weekStart);
  const more = (who: number) => sql`
    toInt64(countIf(who = ${int(who)} and held = 0 and held + live > 0)) - toInt64(countIf(who = ${int(who)} and held > 0 and held + live = 0))`;
  return sql<PeriodRow>`
    select if(day < ${int(from)}, ${int(span.first - 1)}, ${period}) as period, toUInt16(book) as book, move,
      toString(sum(amount)) as amount,
      uniqExactIf(key, who = 1 and day >= ${int(from)}) as customers,
      uniqExactIf(key, who = 2 and day >= ${int(from)}) as accounts,
      ${more(1)} as more_customers,
      ${more(2)} as more_accounts
    from ${movesOf(scope)}
    where day <= ${int(Math.min(to, scope.frame.known.lastBegun))}
    group by period, book, move`;
}

interface Telling {
  readonly scope: Scope;
  readonly span: Span;
  readonly balances: Balances | undefined;
  readonly book: Book;
}

function rowsOf(telling: Telling, own: readonly PeriodRow[]): MovementsRow[] {
  const { scope, span } = telling;
  const before = own.filter(({ period }) => period < span.first);
  let start = sumOf(before, ({ amount }) => BigInt(amount));
  let holders = { customer: 0, account: 0 };
  const joined = (rows: readonly PeriodRow[]): Holders => ({
    customer: holders.customer + rows.reduce((sum, row) => sum + Number(row.more_customers), 0),
    account: holders.account + rows.reduce((sum, row) => sum + Number(row.more_accounts), 0),
  });
  holders = joined(before);
  return periodsIn(span).map((period) => {
    const rows = own.filter((row) => row.period === period);
    const end = start + sumOf(rows, ({ amount }) => BigInt(amount));
    holders = joined(rows);
    const row = rowOf(telling, period, { rows, start, end, holders });
    start = end;
    return { period: periodDate(scope.frame, span.period, period), ...row };
  });
}

const sumOf = <One>(all: readonly One[], of: (one: One) => bigint): bigint =>
  all.reduce((sum, one) => sum + of(one), 0n);

interface Counted {
  readonly rows: readonly PeriodRow[];
  readonly start: bigint;
  readonly end: bigint;
  readonly holders: Holders;
}

function rowOf(
  telling: Telling,
  period: number,
  { rows, holders, ...counted }: Counted,
): Omit<MovementsRow, 'period'> {
  const { scope, span } = telling;
  const { start, end, isRated } = valued(telling, period, counted);
  const parts = partsOf(scope);
  const amounts = moves.map((move) =>
    sumOf(
      rows.filter((row) => row.move === move),
      ({ amount }) => BigInt(amount),
    ),
  );
  const allKnown = isRated && start !== undefined && end !== undefined;
  const rates = allKnown ? end - start - sumOf(amounts, (one) => one) : 0n;
  const [first, last] = [start ?? 0n, end ?? 0n].map((value) => halfEven(value, parts));
  const whole = allKnown
    ? wholeParts([...amounts, rates], parts, (last ?? 0n) - (first ?? 0n))
    : [...amounts, rates].map((amount) => halfEven(amount, parts));
  const told = (amount: bigint | undefined, isKnown: boolean): Estimate<number> =>
    isKnown ? minorOf(amount ?? 0n) : unknown('no_rate');
  const movement = (at: number) => {
    const own = rows.filter(({ move }) => move === moves[at]);
    const count = (of: (row: PeriodRow) => string) => own.reduce((sum, row) => sum + Number(of(row)), 0);
    return {
      amount: told(whole[at], isRated),
      holders:
        isRated || at === 0 || at > 2 // who arrives, leaves and returns is told by contracts, not by amounts
          ? { customer: count(({ customers }) => customers), account: count(({ accounts }) => accounts) }
          : null,
    };
  };
  const state = stateOf(scope.frame, span.period, period);
  return {
    state,
    start: told(first, start !== undefined),
    new: movement(0),
    expansion: movement(1),
    contraction: movement(2),
    churn: movement(3),
    reactivation: movement(4),
    rates: told(whole[moves.length], allKnown),
    end: told(last, end !== undefined),
    holders,
    ...ratiosOf(amounts, { state, isRated }),
  };
}

/** What is there at the beginning and at the end, in parts; undefined where a rate is missing. */
function valued(
  { scope: { frame }, span, balances, book }: Telling,
  period: number,
  { start, end }: Pick<Counted, 'start' | 'end'>,
): { start: bigint | undefined; end: bigint | undefined; isRated: boolean } {
  if (balances === undefined) return { start, end, isRated: true };
  const from = beginsOn(frame, span.period, period);
  const to = Math.min(beginsOn(frame, span.period, period + 1) - 1, frame.known.lastBegun);
  return {
    start: balances.at(book.offer, from - 1),
    end: balances.at(book.offer, to),
    isRated: balances.areRated(book.offer, from, to),
  };
}

function ratiosOf(
  [gained = 0n, expanded = 0n, contracted = 0n, lost = 0n, back = 0n]: readonly bigint[],
  { state, isRated }: { readonly state: MovementsRow['state']; readonly isRated: boolean },
): Pick<MovementsRow, 'quickRatio' | 'quickRatioWithReactivation'> {
  const told = (amount: bigint): Estimate<number> => {
    if (!isRated) return unknown('no_rate');
    return state === 'running' ? unknown('not_watched_long_enough') : quotient(amount, -(contracted + lost));
  };
  return {
    quickRatio: told(gained + expanded),
    quickRatioWithReactivation: told(gained + expanded + back),
  };
}
