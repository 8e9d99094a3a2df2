import { type Estimate, unknown } from '#src/basics/estimate.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { dateText, periodIn } from '#src/customers/calendar/index.ts';
import { int, listedBy, type PeopleBehind } from '#src/customers/frame/index.ts';
import {
  bitmapOf,
  type Engines,
  eachCurrency,
  type Holders,
  halfEven,
  minorOf,
  moneyLimits,
  movesOf,
  partsOf,
  quotient,
  type Scope,
  saidOfMoney,
  scopeOf,
  unitAsked,
} from '#src/insights/revenue/index.ts';
import type { CohortPeopleAsk, Cohorts, CohortsAsk } from './ask.ts';
import { begins, bookNamed, cellMissing, lastDayOf, monthNamed, monthSaid, monthsOf } from './months.ts';
import { cohortsVerdict } from './words.ts';

/**
 * Which share of the revenue of those whose first contract began in a month is there at the end of each later one. Whoever
 * leaves and returns stays in the month of the first contract.
 *
 * Turned into one currency, a row is told at the rates of the end of its first month: rates keep and lose nobody.
 *
 * @throws DomainError those of `scopeOf`, `insights.empty_range`, `insights.too_many_periods`
 */
export async function cohortsOf(engines: Engines, ask: CohortsAsk): Promise<Cohorts> {
  const said = await scopeOf(engines, ask);
  const scope = eachCurrency(said);
  const { numbers } = monthsOf(scope, ask);
  const isAsked = numbers.length > 0 && scope.books.length > 0;
  const rows = isAsked ? await engines.warehouse.rows(changes(scope, said), moneyLimits(engines)) : [];
  const currencies = [...new Set(said.books.map(({ currency }) => currency))];
  const books = currencies
    .map((currency) => ({
      currency,
      rows: numbers
        .map((month) => cohortOf({ said, scope, currency, rows }, month))
        .filter(({ cells }) => cells.some(({ amount }) => !amount.known || amount.value > 0)),
    }))
    .filter((book) => book.rows.length > 0);
  return { books, verdict: cohortsVerdict(books), ...saidOfMoney(said, ask) };
}

interface ChangeRow {
  readonly cohort: number;
  readonly month: number;
  readonly book: number;
  readonly amount: string;
  readonly customers: string;
  readonly accounts: string;
}

/** What each month changed of each cohort, over all history. Grain: (cohort, month, book); months² ÷ 2 × books. */
function changes(scope: Scope, said: Scope): Sql<ChangeRow> {
  const month = (day: Sql) => periodIn(day, 'month', 'monday');
  const [was, is] =
    said.conversion === null
      ? [sql`held > 0`, sql`held + live > 0`] // in this currency
      : [sql`place = 1 and before > 0`, sql`place = 1 and after > 0`]; // in any
  const more = (who: number) => sql`
    toInt64(countIf(who = ${int(who)} and ${is} and not (${was}))) - toInt64(countIf(who = ${int(who)} and ${was} and not (${is})))`;
  return sql<ChangeRow>`
    select ${month(sql`toInt32(first_day)`)} as cohort, ${month(sql`day`)} as month, toUInt16(book) as book,
      toString(sum(amount)) as amount, toString(${more(1)}) as customers, toString(${more(2)}) as accounts
    from ${movesOf(scope)}
    where day <= ${int(scope.frame.known.lastBegun)}
    group by cohort, month, book`;
}

interface Telling {
  readonly said: Scope;
  readonly scope: Scope;
  readonly currency: string;
  readonly rows: readonly ChangeRow[];
}

type CohortRow = Cohorts['books'][number]['rows'][number];

function cohortOf({ said, scope, currency, rows }: Telling, month: number): CohortRow {
  const { conversion } = said;
  const rateDay = lastDayOf(scope, month);
  const weight = (book: number): bigint | undefined => {
    const own = scope.books[book]?.currency ?? '';
    if (conversion === null) return own === currency ? 1n : 0n;
    const rate = conversion.rates.on(own, rateDay);
    const shift = conversion.shifts[conversion.currencies.indexOf(own)] ?? 0;
    return rate === undefined ? undefined : rate * BigInt(shift);
  };
  const own = rows.filter((row) => row.cohort === month);
  const isRated = own.every(({ book, amount }) => weight(book) !== undefined || BigInt(amount) === 0n);
  const at = (last: number) => {
    const until = own.filter((row) => row.month <= last);
    const counted = until.filter(({ book }) => conversion !== null || weight(book) !== 0n);
    return {
      amount: until.reduce((sum, row) => sum + BigInt(row.amount) * (weight(row.book) ?? 0n), 0n),
      holders: {
        customer: counted.reduce((sum, row) => sum + Number(row.customers), 0),
        account: counted.reduce((sum, row) => sum + Number(row.accounts), 0),
      } satisfies Holders,
    };
  };
  const parts = partsOf(said);
  const begun = at(month);
  const months = Math.max(0, monthOf(scope) - month + 1);
  const cells = Array.from({ length: months }, (_, after) => {
    const { amount, holders } = at(month + after);
    const share: Estimate<number> = isRated ? quotient(amount, begun.amount) : unknown('no_rate');
    return {
      at: after,
      state: monthSaid(scope, month + after).state,
      amount: isRated ? minorOf(halfEven(amount, parts)) : unknown('no_rate'),
      share,
      holders,
    };
  });
  return { month: dateText(begins(month)), cells };
}

const monthOf = ({ frame }: Scope): number => {
  const date = dateText(frame.known.lastBegun);
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
};

type Which = Omit<CohortPeopleAsk, 'limit' | 'cursor'>;

/** @throws DomainError those of the question, `insights.no_such_period`, `revenue.other_holders` */
async function whoBegan(
  engines: Engines,
  { ask, currency, month, at, holders }: Which,
): Promise<PeopleBehind> {
  const scope = await scopeOf(engines, { ...ask, currency: undefined });
  const cohort = monthNamed(scope, monthsOf(scope, ask), month);
  if (cohort + at > monthOf(scope)) throw cellMissing(at);
  const unit = unitAsked(scope, holders);
  const inBook = ask.currency === undefined ? sql`book = ${bookNamed(scope, currency)}` : sql`true`;
  const until = int(lastDayOf(scope, cohort + at));
  const rows = sql`
    select who, key
    from ${movesOf(scope)}
    where first_day between ${int(begins(cohort))} and ${int(begins(cohort + 1) - 1)}
      and day <= ${until}
      and ${inBook}
    group by who, key
    having sum(live) > 0`;
  return { frame: { ...scope.frame, unit }, people: bitmapOf(unit, rows) };
}

export const { page: cohortPage, everyone: everyoneOfCohort } = listedBy(whoBegan);
