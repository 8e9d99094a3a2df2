import { type Sql, sql } from '#src/basics/sql.ts';
import { periodIn } from '#src/customers/calendar/index.ts';
import { int } from '#src/customers/frame/index.ts';
import { beginsOn, daysOf, periodsIn, type Span } from '#src/customers/value/index.ts';
import { type Book, type Holders, type Move, moves } from './ask.ts';
import type { Balances } from './balances.ts';
import { movesOf } from './moves.ts';
import type { Scope } from './scope.ts';
import type { RowAmounts } from './shown.ts';

/** What one move made of a book in a period. */
export interface PeriodRow {
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
export function byPeriod(scope: Scope, span: Span): Sql<PeriodRow> {
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

/** One period of one book, before it is rounded. */
export interface CountedRow {
  readonly period: number;
  readonly rows: readonly PeriodRow[];
  /** In parts of a smallest unit; the start and the end are 0 where they have no rate. */
  readonly exact: RowAmounts;
  /** Of which figures all rates are known. */
  readonly known: { readonly start: boolean; readonly moved: boolean; readonly end: boolean };
  /** Under contract at the end. */
  readonly holders: Holders;
}

/** Whether every figure of a row is known. */
export const isWhollyKnown = ({ known }: Pick<CountedRow, 'known'>): boolean =>
  known.start && known.moved && known.end;

interface Counting {
  readonly scope: Scope;
  readonly span: Span;
  readonly balances: Balances | undefined;
  readonly book: Book;
}

/** The periods of a book from its movements, before they are rounded. */
export function countedIn(counting: Counting, own: readonly PeriodRow[]): CountedRow[] {
  const { span } = counting;
  const before = own.filter(({ period }) => period < span.first);
  let start = sumOf(before);
  let holders = joined({ customer: 0, account: 0 }, before);
  return periodsIn(span).map((period) => {
    const rows = own.filter((row) => row.period === period);
    const end = start + sumOf(rows);
    holders = joined(holders, rows);
    const row = { period, rows, holders, ...amountsOf(counting, period, { rows, start, end }) };
    start = end;
    return row;
  });
}

const joined = (holders: Holders, rows: readonly PeriodRow[]): Holders => ({
  customer: holders.customer + rows.reduce((sum, row) => sum + Number(row.more_customers), 0),
  account: holders.account + rows.reduce((sum, row) => sum + Number(row.more_accounts), 0),
});

const sumOf = (rows: readonly PeriodRow[]): bigint =>
  rows.reduce((sum, { amount }) => sum + BigInt(amount), 0n);

interface Moved {
  readonly rows: readonly PeriodRow[];
  readonly start: bigint;
  readonly end: bigint;
}

function amountsOf(counting: Counting, period: number, moved: Moved): Pick<CountedRow, 'exact' | 'known'> {
  const { start, end, isRated } = valued(counting, period, moved);
  const amounts = moves.map((move) => sumOf(moved.rows.filter((row) => row.move === move)));
  const known = { start: start !== undefined, moved: isRated, end: end !== undefined };
  const rates = isWhollyKnown({ known })
    ? (end ?? 0n) - (start ?? 0n) - amounts.reduce((sum, one) => sum + one, 0n)
    : 0n;
  return { known, exact: { start: start ?? 0n, moved: [...amounts, rates], end: end ?? 0n } };
}

/** What is there at the beginning and at the end, in parts; undefined where a rate is missing. */
function valued(
  { scope: { frame }, span, balances, book }: Counting,
  period: number,
  { start, end }: Moved,
): { start: bigint | undefined; end: bigint | undefined; isRated: boolean } {
  if (balances === undefined) return { start, end, isRated: true };
  const from = beginsOn(frame, span.period, period);
  const to = Math.min(beginsOn(frame, span.period, period + 1) - 1, frame.known.lastBegun);
  return {
    start: balances.at(book, from - 1),
    end: balances.at(book, to),
    isRated: balances.areRated(book, from, to),
  };
}
