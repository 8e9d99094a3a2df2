import { type Estimate, unknown } from '#src/basics/estimate.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { type DayNumber, dateText } from '#src/customers/calendar/index.ts';
import { int, listedBy, type PeopleBehind } from '#src/customers/frame/index.ts';
import {
  bitmapOf,
  type Engines,
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
import type { Retention, RetentionAsk, RetentionPeopleAsk, RetentionRow } from './ask.ts';
import { begins, lastDayOf, monthNamed, monthSaid, monthsOf } from './months.ts';
import { currencyMissing, retentionFormulas, retentionVerdict } from './words.ts';

const monthsOver = { month: 1, quarter: 3, year: 12 } as const;

/** One comparison: what is there at the end of a month, of those who were there before another began. */
interface Pair {
  readonly month: number;
  /** First local day after the start. */
  readonly from: DayNumber;
  readonly to: DayNumber;
}

/**
 * Which share of the revenue at the start is there at the end, of the same holders: with their growth (NRR), and without it,
 * each holder capped at what they had (GRR).
 *
 * Turned into one currency, both ends are told at the rates of the start: rates neither keep nor lose anybody.
 *
 * @throws DomainError those of `scopeOf`, `insights.empty_range`, `insights.too_many_periods`
 */
export async function retentionOf(engines: Engines, ask: RetentionAsk): Promise<Retention> {
  const asked = await settled(engines, ask);
  const { scope, books, pairs } = asked;
  const rows =
    pairs.length === 0 || scope.books.length === 0
      ? []
      : await engines.warehouse.rows(sums(asked), moneyLimits(engines));
  const told = books
    .map((currency, book) => ({
      currency,
      rows: pairs.map((pair, at) =>
        rowOf(
          asked,
          pair,
          rows.find((row) => row.place === at && row.book === book),
        ),
      ),
    }))
    .filter((book) => book.rows.some(({ start }) => !start.known || start.value > 0));
  return {
    books: told,
    verdict: retentionVerdict(ask, told),
    formulas: retentionFormulas,
    ...saidOfMoney(asked.said, ask),
  };
}

interface Asked {
  /** Each currency by itself: amounts are turned by weights. */
  readonly scope: Scope;
  /** As it was asked. */
  readonly said: Scope;
  readonly books: readonly string[];
  readonly pairs: readonly Pair[];
  /** What an amount of each book counts for in each pair, pair by pair; 0 where a rate is missing. */
  readonly weights: readonly bigint[];
}

async function settled(engines: Engines, ask: RetentionAsk): Promise<Asked> {
  const said = await scopeOf(engines, ask);
  const scope = said.conversion === null ? said : await scopeOf(engines, { ...ask, currency: undefined });
  const pairs = monthsOf(scope, ask).numbers.map(
    (month): Pair => ({
      month,
      from: begins(month + 1 - monthsOver[ask.over]),
      to: lastDayOf(scope, month),
    }),
  );
  const { conversion } = said;
  const weight = (currency: string, { from }: Pair): bigint => {
    if (conversion === null) return 1n;
    const shift = conversion.shifts[conversion.currencies.indexOf(currency)] ?? 0;
    return (conversion.rates.on(currency, from - 1) ?? 0n) * BigInt(shift);
  };
  return {
    scope,
    said,
    books: conversion === null ? scope.books.map(({ currency }) => currency) : [conversion.rates.into],
    pairs,
    weights: pairs.flatMap((pair) => scope.books.map(({ currency }) => weight(currency, pair))),
  };
}

interface SumRow {
  readonly place: number;
  readonly book: number;
  readonly start: string;
  readonly end: string;
  readonly kept: string;
  readonly unrated: string;
  readonly counts: readonly (readonly [number, string, string])[];
}

const kinds = ['there', 'grown', 'same', 'shrunk', 'gone'] as const;
type Kind = (typeof kinds)[number];

/** Whom a count is of, by what they had and have. */
const kindTest: Readonly<Record<Kind, Sql>> = {
  there: sql`had > 0`,
  grown: sql`had > 0 and has > had`,
  same: sql`had > 0 and has = had`,
  shrunk: sql`had > 0 and has < had and has > 0`,
  gone: sql`had > 0 and has <= 0`,
};

/** Grain: (pair, book). */
function sums(asked: Asked): Sql<SumRow> {
  const counts = kinds.map(
    (kind, at) =>
      sql`(${int(at)}, toString(countIf(who = 1 and ${kindTest[kind]})), toString(countIf(who = 2 and ${kindTest[kind]})))`,
  );
  const [a, b, c, d, e] = counts as [Sql, Sql, Sql, Sql, Sql]; // one for each kind
  return sql<SumRow>`
    select toInt32(place) as place, toUInt16(book) as book, toString(sumIf(had, had > 0)) as start,
      toString(sumIf(has, had > 0)) as end, toString(sumIf(least(had, greatest(has, 0)), had > 0)) as kept,
      toString(sum(unrated)) as unrated,
      [${a}, ${b}, ${c}, ${d}, ${e}] as counts
    from (${ends(asked)})
    group by place, book`;
}

/** What each holder had and has, pair by pair: who, key, place, book, had, has, unrated. Grain: (holder, pair, book). */
function ends({ scope, said, pairs, weights }: Asked): Sql {
  const days = (of: (pair: Pair) => number) => typed('Array(Int32)', pairs.map(of));
  const weight = sql`arrayElement(${typed('Array(Int128)', weights)}, toInt32(place) * ${int(scope.books.length)} + toInt32(from_book) + 1)`;
  return sql`
    select who, key, place, ${said.conversion === null ? sql`from_book` : sql`0`} as book,
      sum(was * weight) as had, sum(now * weight) as has, countIf(weight = 0 and (was != 0 or now != 0)) as unrated
    from (
      select who, key, from_book, place, ${weight} as weight,
        arraySum((one, amount) -> if(one < arrayElement(${days(({ from }) => from)}, place + 1), amount, toInt128(0)), on_days, amounts) as was,
        arraySum((one, amount) -> if(one <= arrayElement(${days(({ to }) => to)}, place + 1), amount, toInt128(0)), on_days, amounts) as now
      from (
        select who, key, book as from_book, groupArray(day) as on_days, groupArray(toInt128(amount)) as amounts,
          arrayJoin(range(${typed('UInt64', pairs.length)})) as place
        from ${movesOf(scope)}
        group by who, key, from_book
      )
    )
    group by who, key, place, book`;
}

function rowOf({ said }: Asked, pair: Pair, row: SumRow | undefined): RetentionRow {
  const parts = partsOf(said);
  const isRated = Number(row?.unrated ?? 0) === 0;
  const [start, end, kept] = [row?.start, row?.end, row?.kept].map((amount) => BigInt(amount ?? 0));
  const told = (amount = 0n): Estimate<number> =>
    isRated ? minorOf(halfEven(amount, parts)) : unknown('no_rate');
  const share = (amount = 0n): Estimate<number> =>
    isRated ? quotient(amount, start ?? 0n) : unknown('no_rate');
  const count = (kind: Kind) => {
    const [, customer = '0', account = '0'] = row?.counts[kinds.indexOf(kind)] ?? [];
    return { customer: Number(customer), account: Number(account) };
  };
  return {
    ...monthSaid(said, pair.month),
    from: dateText(pair.from),
    start: told(start),
    end: told(end),
    nrr: share(end),
    grr: share(kept),
    there: count('there'),
    grown: count('grown'),
    same: count('same'),
    shrunk: count('shrunk'),
    gone: count('gone'),
  };
}

type Which = Omit<RetentionPeopleAsk, 'limit' | 'cursor'>;

/** @throws DomainError those of the question, `insights.no_such_period`, `revenue.no_such_book`, `revenue.other_holders` */
async function whoStays(
  engines: Engines,
  { ask, currency, month, which, holders }: Which,
): Promise<PeopleBehind> {
  const asked = await settled(engines, ask);
  const named = monthNamed(asked.scope, monthsOf(asked.scope, ask), month);
  const place = asked.pairs.findIndex((pair) => pair.month === named);
  const book = asked.books.indexOf(currency);
  if (book < 0) throw currencyMissing(currency);
  const unit = unitAsked(asked.scope, holders);
  const rows = sql`
    select who, key
    from (${ends(asked)})
    where place = ${int(place)}
      and book = ${int(book)}
      and ${kindTest[which]}`;
  return { frame: { ...asked.scope.frame, unit }, people: bitmapOf(unit, rows) };
}

export const { page: stayersPage, everyone: everyoneStaying } = listedBy(whoStays);
