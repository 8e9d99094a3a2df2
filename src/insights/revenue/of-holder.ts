import { type Estimate, unknown } from '#src/basics/estimate.ts';
import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { type DayNumber, dateText, dayNumber } from '#src/customers/calendar/index.ts';
import { daysAsked, int } from '#src/customers/frame/index.ts';
import type { Book, Move } from './ask.ts';
import { type Balances, balancesOf, partsOf } from './balances.ts';
import type { HolderMovements, HolderMovementsAsk } from './holder-ask.ts';
import { halfEven, minorOf } from './money.ts';
import { movesOf } from './moves.ts';
import { unitAsked } from './people.ts';
import { type Engines, moneyLimits, type Scope, scopeOf } from './scope.ts';
import { shownAlone } from './shown.ts';
import { definitionOf } from './words.ts';

/** More movements than anybody reads: the latest are listed. */
const most = 1_000;

/**
 * How the recurring revenue of one holder moved, by the statement that counts everybody's: over all holders the exact
 * amounts of a day, a movement and a book add up to those of `revenue.movements`, before these are rounded.
 *
 * @throws DomainError those of `scopeOf`, `insights.empty_range`, `revenue.other_holders`
 */
export async function movementsOfHolder(engines: Engines, ask: HolderMovementsAsk): Promise<HolderMovements> {
  const whole = await scopeOf(engines, ask, ask.by);
  unitAsked(whole, ask.holder.kind);
  const scope: Scope = { ...whole, only: isHolder(ask.holder) };
  const { conversion } = scope;
  const [rows, balances] = await Promise.all([
    scope.books.length === 0 ? [] : engines.warehouse.rows(byDay(scope), moneyLimits(engines)),
    conversion === null ? undefined : balancesOf(engines, scope, conversion),
  ]);
  const first = rows[0]?.day ?? scope.frame.known.lastBegun;
  const days = daysAsked(scope.frame, {
    from: ask.from ?? dateText(Math.min(first, ask.to === undefined ? first : dayNumber(ask.to, 'to'))),
    to: ask.to ?? dateText(Math.max(scope.frame.known.lastBegun, first)),
  });
  const own = Map.groupBy(rows, ({ book }) => book);
  return {
    books: scope.books.flatMap(
      (book, at) => bookOf({ book, balances, parts: partsOf(scope) }, own.get(at) ?? [], days) ?? [],
    ),
    parts: String(partsOf(scope)),
    counting: scope.counting,
    preset: ask.preset,
    definition: definitionOf(scope),
    asOf: new Date(scope.frame.asOf).toISOString(),
  };
}

/** A customer's contracts stand under each of their user ids. */
const isHolder = (holder: HolderMovementsAsk['holder']): Sql =>
  holder.kind === 'account'
    ? sql`holder_kind = 'account' and holder = ${holder.account}`
    : sql`holder_kind = 'customer' and holder in (
      select user_id
      from ${scoped('people_ids')}
      where customer = ${typed('UInt32', holder.customer)}
    )`;

interface DayRow {
  readonly day: DayNumber;
  readonly book: number;
  readonly move: Move;
  readonly amount: string;
}

/** Grain: (day, book) of one holder; about as many as versions of their contracts. */
const byDay = (scope: Scope): Sql<DayRow> => sql<DayRow>`
  select day, toUInt16(book) as book, move, toString(sum(amount)) as amount
  from ${movesOf(scope)}
  where day <= ${int(scope.frame.known.lastBegun)}
    and move != ''
  group by day, book, move
  order by day, book`;

interface Telling {
  readonly book: Book;
  /** Where amounts are turned into one currency. */
  readonly balances: Balances | undefined;
  readonly parts: bigint;
}

/** A book's movements in a range, what was there before those listed, and what is there after; undefined where there is nothing. */
function bookOf(
  telling: Telling,
  rows: readonly DayRow[],
  { from, to }: { readonly from: DayNumber; readonly to: DayNumber },
): HolderMovements['books'][number] | undefined {
  const { book, balances, parts } = telling;
  const within = rows.filter(({ day }) => day >= from && day <= to);
  const listed = within.slice(-most);
  const begins = listed.length < within.length ? (listed[0]?.day ?? from) : from;
  const at = (day: DayNumber) =>
    balances === undefined ? sumOf(rows.filter((row) => row.day <= day)) : balances.at(book, day);
  const [start, end] = [at(begins - 1), at(to)];
  if (listed.length === 0 && start === 0n && end === 0n) return undefined;
  const amounts = listed.map(({ day, amount }) =>
    balances === undefined || balances.areRated(book, day, day) ? BigInt(amount) : undefined,
  );
  const shown = shownOf({ start, amounts, end }, parts);
  return {
    ...book,
    start: shown.start,
    exactStart: start?.toString() ?? null,
    movements: listed.map(({ day, move }, n) => ({
      day: dateText(day),
      move,
      amount: shown.amounts[n] ?? unknown('no_rate'),
      exact: amounts[n]?.toString() ?? null,
    })),
    earlier: within.length - listed.length,
    rates: shown.rates,
    end: shown.end,
    exactEnd: end?.toString() ?? null,
  };
}

const sumOf = (rows: readonly DayRow[]): bigint => rows.reduce((sum, { amount }) => sum + BigInt(amount), 0n);

interface Exact {
  readonly start: bigint | undefined;
  readonly amounts: readonly (bigint | undefined)[];
  readonly end: bigint | undefined;
}

/** Amounts as they are read: so that they add up, unless a rate is missing; then each by itself. */
function shownOf({ start, amounts, end }: Exact, parts: bigint) {
  const moved = amounts.flatMap((amount) => amount ?? []);
  if (start === undefined || end === undefined || moved.length < amounts.length) {
    const alone = (amount: bigint | undefined): Estimate<number> =>
      amount === undefined ? unknown('no_rate') : minorOf(halfEven(amount, parts));
    return { start: alone(start), amounts: amounts.map(alone), rates: alone(undefined), end: alone(end) };
  }
  const rates = end - start - moved.reduce((sum, amount) => sum + amount, 0n);
  const told = shownAlone({ start, moved: [...moved, rates], end }, parts);
  return {
    start: minorOf(told.start),
    amounts: told.moved.slice(0, -1).map(minorOf),
    rates: minorOf(told.moved.at(-1) ?? 0n),
    end: minorOf(told.end),
  };
}
