import { type Estimate, unknown } from '#src/basics/estimate.ts';
import { join, type Sql, sql, typed } from '#src/basics/sql.ts';
import { type DayNumber, dateText, periodIn } from '#src/customers/calendar/index.ts';
import { int, listedBy, type PeopleBehind } from '#src/customers/frame/index.ts';
import {
  type Book,
  bitmapOf,
  type Engines,
  eachCurrency,
  entriesOf,
  halfEven,
  minorOf,
  moneyLimits,
  partName,
  partsOf,
  quotient,
  requireBook,
  type Scope,
  saidOfMoney,
  scopeOf,
  unitAsked,
  wholeParts,
} from '#src/insights/revenue/index.ts';
import type { Retention, RetentionAsk, RetentionPeopleAsk, RetentionRow } from './ask.ts';
import { begins, lastDayOf, monthNamed, monthSaid, monthsOf } from './months.ts';
import { retentionFormulas, retentionVerdict } from './words.ts';

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
 * Where contracts are told apart, what the parts have at the start adds up to what all have. By a trait everything does; of
 * an offer is what its holders have of it, so that who goes to another is lost to it.
 *
 * @throws DomainError those of `scopeOf`, `insights.empty_range`, `insights.too_many_periods`
 */
export async function retentionOf(engines: Engines, ask: RetentionAsk): Promise<Retention> {
  const whole = ask.by === 'nothing' ? undefined : await retentionOf(engines, { ...ask, by: 'nothing' });
  const asked = await settled(engines, ask);
  const { scope, books, pairs } = asked;
  const rows =
    pairs.length === 0 || scope.books.length === 0
      ? []
      : await engines.warehouse.rows(sums(asked), moneyLimits(engines));
  const own = books.map((_, book) => rows.filter((row) => row.book === book));
  const shown = shownAmounts(asked, own, whole?.books);
  const told = books
    .map((book, place) => ({
      ...book,
      rows: pairs.map((pair, at) => rowOf(asked, { pair, at, shown: shown[place]?.[at] }, own[place] ?? [])),
    }))
    .filter((book) => book.rows.some(({ start }) => !start.known || start.value > 0));
  const all = whole?.books ?? told.map(({ currency, rows: total }) => ({ currency, rows: total }));
  return {
    books: all,
    parts: whole === undefined ? [] : told.sort((a, b) => lastStart(b.rows) - lastStart(a.rows)),
    verdict: retentionVerdict(ask, all),
    formulas: retentionFormulas,
    ...saidOfMoney(asked.said, ask),
  };
}

const lastStart = (rows: readonly RetentionRow[]): number => {
  const start = rows.at(-1)?.start;
  return start?.known ? start.value : 0;
};

interface Asked {
  /** Each currency by itself: amounts are turned by weights. */
  readonly scope: Scope;
  /** As it was asked. */
  readonly said: Scope;
  /** As they are told: in one currency, one of each part. */
  readonly books: readonly Book[];
  readonly pairs: readonly Pair[];
  /** How many months apart both ends are. */
  readonly over: number;
  /** What an amount of each book counts for in each pair, book by book; 0 where a rate is missing. */
  readonly weights: readonly bigint[];
}

async function settled(engines: Engines, ask: RetentionAsk): Promise<Asked> {
  const said = await scopeOf(engines, ask, ask.by);
  const scope = eachCurrency(said);
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
    books: said.books,
    pairs,
    over: monthsOver[ask.over],
    weights: scope.books.flatMap(({ currency }) => pairs.map((pair) => weight(currency, pair))),
  };
}

interface SumRow {
  readonly book: number;
  readonly who: number;
  /** Each pair by pair. */
  readonly start: readonly string[];
  readonly end: readonly string[];
  readonly kept: readonly string[];
  readonly unrated: readonly string[];
  readonly counts: readonly (readonly string[])[];
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

/** Grain: (book, kind of holder); each with a figure for every pair. */
function sums(asked: Asked): Sql<SumRow> {
  const each = (of: Sql) => sql`sumForEach(arrayMap((had, has) -> ${of}, had, has))`;
  const counts = kinds.map(
    (kind) => sql`arrayMap(one -> toString(one), ${each(sql`toUInt64(${kindTest[kind]})`)})`,
  );
  const amounts = (of: Sql) =>
    sql`arrayMap(one -> toString(one), ${each(sql`if(had > 0, ${of}, toInt128(0))`)})`;
  return sql<SumRow>`
    select toUInt16(book) as book, toInt32(who) as who, ${amounts(sql`had`)} as start, ${amounts(sql`has`)} as end,
      ${amounts(sql`least(had, greatest(has, toInt128(0)))`)} as kept,
      arrayMap(one -> toString(one), sumForEach(unrated)) as unrated,
      [${join(counts, ', ')}] as counts
    from (${ends(asked)})
    group by book, who`;
}

/**
 * What each holder had and has: who, key, book, and had, has, unrated with a place for every pair. Grain: (holder, book).
 *
 * Months are added up once for each holder; both ends of every pair are read off their running sum.
 */
function ends({ scope, said, pairs, over, weights }: Asked): Sql {
  const [first] = pairs;
  if (first === undefined) throw new Error('a question without months is not asked');
  const months = pairs.length + over;
  const place = sql`greatest(${periodIn(sql`day`, 'month', 'monday')} - ${int(first.month - over)}, 0)`;
  const count = typed('UInt64', pairs.length);
  const byBook = sql`
    select who, key, book,
      arrayCumSum(arrayReduce(${`sumResample(0, ${months}, 1)`}, arrayMap((amount, own) -> if(own = book, amount, toInt128(0)), amounts, books),
        arrayMap(day -> ${place}, days))) as sums,
      arraySlice(sums, 1, ${count}) as had,
      arraySlice(sums, ${int(over + 1)}, ${count}) as has
    from ${entriesOf(scope)}
    array join arrayDistinct(books) as book`;
  if (said.conversion === null)
    return sql`select who, key, book, had, has, arrayMap(one -> toUInt64(0), had) as unrated from (${byBook})`;
  const names = said.books.map(partName);
  const told = typed(
    'Array(UInt16)',
    scope.books.map((book) => names.indexOf(partName(book))),
  );
  const own = sql`arraySlice(${typed('Array(Int128)', weights)}, book * ${count} + 1, ${count})`;
  return sql`
    select who, key, arrayElement(${told}, place + 1) as book, sumForEach(arrayMap((one, weight) -> one * weight, was, own)) as had,
      sumForEach(arrayMap((one, weight) -> one * weight, now, own)) as has,
      sumForEach(arrayMap((one, other, weight) -> toUInt64(weight = 0 and (one != 0 or other != 0)), was, now, own)) as unrated
    from (
      select who, key, book as place, had as was, has as now, ${own} as own
      from (${byBook})
    )
    group by who, key, book`;
}

/** What a book has at the start and at the end of a pair, as it is shown. */
interface Shown {
  readonly start: bigint;
  readonly end: bigint;
}

const sumIn = (rows: readonly SumRow[], of: 'start' | 'end' | 'kept' | 'unrated', at: number): bigint =>
  rows.reduce((total, row) => total + BigInt(row[of][at] ?? 0), 0n);

/** Whole smallest units of every book and pair: where there is a whole, those of its parts add up to it. */
function shownAmounts(
  { said, books, pairs }: Asked,
  own: readonly (readonly SumRow[])[],
  whole: Retention['books'] | undefined,
): Shown[][] {
  const unit = partsOf(said);
  const alone = own.map((rows) =>
    pairs.map((_, at) => ({
      start: halfEven(sumIn(rows, 'start', at), unit),
      end: halfEven(sumIn(rows, 'end', at), unit),
    })),
  );
  for (const { currency, rows } of whole ?? []) {
    const places = books.flatMap((book, place) => (book.currency === currency ? [place] : []));
    for (const [at, total] of rows.entries()) {
      const level = (of: 'start' | 'end') => {
        const amounts = places.map((place) => sumIn(own[place] ?? [], of, at));
        const figure = total[of];
        return figure.known ? wholeParts(amounts, unit, BigInt(figure.value)) : undefined;
      };
      const starts = level('start');
      const ends = said.by === 'offer' ? undefined : level('end');
      for (const [i, place] of places.entries()) {
        const told = alone[place]?.[at];
        if (told !== undefined)
          alone[place]?.splice(at, 1, { start: starts?.[i] ?? told.start, end: ends?.[i] ?? told.end });
      }
    }
  }
  return alone;
}

function rowOf(
  { said }: Asked,
  { pair, at, shown }: { readonly pair: Pair; readonly at: number; readonly shown: Shown | undefined },
  rows: readonly SumRow[],
): RetentionRow {
  const isRated = sumIn(rows, 'unrated', at) === 0n;
  const [start, end, kept] = [sumIn(rows, 'start', at), sumIn(rows, 'end', at), sumIn(rows, 'kept', at)];
  const told = (amount = 0n): Estimate<number> => (isRated ? minorOf(amount) : unknown('no_rate'));
  const share = (amount: bigint): Estimate<number> =>
    isRated ? quotient(amount, start) : unknown('no_rate');
  const count = (kind: Kind) => {
    const of = (who: number) =>
      Number(rows.find((row) => row.who === who)?.counts[kinds.indexOf(kind)]?.[at] ?? 0);
    return { customer: of(1), account: of(2) };
  };
  return {
    ...monthSaid(said, pair.month),
    from: dateText(pair.from),
    start: told(shown?.start),
    end: told(shown?.end),
    nrr: share(end),
    grr: share(kept),
    there: count('there'),
    grown: count('grown'),
    same: count('same'),
    shrunk: count('shrunk'),
    gone: count('gone'),
  };
}

/** Whose number: without the page. */
export type StayWhich = Omit<RetentionPeopleAsk, 'limit' | 'cursor'>;

/** @throws DomainError those of the question, `insights.no_such_period`, `revenue.no_such_book`, `revenue.other_holders` */
export async function whoStays(
  engines: Engines,
  { ask, currency, month, which, part, holders }: StayWhich,
): Promise<PeopleBehind> {
  const asked = await settled(engines, part === null ? { ...ask, by: 'nothing' } : ask);
  const named = monthNamed(asked.scope, monthsOf(asked.scope, ask), month);
  const place = asked.pairs.findIndex((pair) => pair.month === named);
  const book = requireBook(asked.books, { currency, ...(part ?? { offer: null, group: null }) });
  const unit = unitAsked(asked.scope, holders);
  const at = int(place + 1);
  const rows = sql`
    select who, key
    from (
      select who, key, arrayElement(ends.had, ${at}) as had, arrayElement(ends.has, ${at}) as has
      from (${ends(asked)}) as ends
      where book = ${int(book)}
    )
    where ${kindTest[which]}`;
  return { frame: { ...asked.scope.frame, unit }, people: bitmapOf(unit, rows) };
}

export const { page: stayersPage, everyone: everyoneStaying } = listedBy(whoStays);
