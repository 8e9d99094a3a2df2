import type { Context } from '#src/access/index.ts';
import { decimalsOf } from '#src/basics/currency.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { type DayNumber, dayNumber } from '#src/customers/calendar/index.ts';
import { type Frame, type FrameAsk, framed, limits } from '#src/customers/frame/index.ts';
import { type Rates, ratesInto } from '#src/customers/rates/index.ts';
import type { Unit } from '#src/customers/traits/index.ts';
import type { Book, NotCounted } from './ask.ts';
import { type Counting, countingOf, type Preset } from './counting.ts';
import { daysApart, mostBooks } from './keys.ts';

/** What every question about money asks, as `revenueFields` describes it. */
export interface RevenueAsk extends Pick<FrameAsk, 'unit' | 'people' | 'asOf'> {
  readonly offers?: readonly string[] | undefined;
  readonly currency?: string | undefined;
  readonly preset: Preset;
  readonly counting: { readonly [Setting in keyof Counting]?: Counting[Setting] | undefined };
}

/** How amounts are turned into one currency, as statements take it. */
export interface Conversion {
  readonly rates: Rates;
  readonly currencies: readonly string[];
  /** What an amount of each currency is multiplied by, besides the rate: a power of ten. */
  readonly shifts: readonly number[];
  /** Place of the currency (from 1) × {@link daysApart} + day. */
  readonly days: readonly number[];
  /** The rate of each, in parts of `rateScale`. */
  readonly parts: readonly bigint[];
}

/** Which offers and currencies there are, and which book each stands in. */
export interface Term {
  readonly currency: string;
  readonly offer: string;
  readonly book: number;
}

/** Whose contracts a question is about and how they are counted, settled. */
export interface Scope {
  readonly frame: Frame;
  readonly kinds: readonly Unit[];
  /** True where conditions say whose contracts: holders of whom no event has come pass none. */
  readonly conditioned: boolean;
  readonly counting: Counting;
  readonly offers: readonly string[] | undefined;
  readonly byOffer: boolean;
  readonly terms: readonly Term[];
  readonly books: readonly Book[];
  readonly conversion: Conversion | null;
  readonly notCounted: NotCounted;
}

/** The engines an answer about money is read from. */
export type Engines = Pick<Context, 'workspace' | 'records' | 'warehouse' | 'clock' | 'signal'>;

/** Answers about money read the latest row of each version, whatever was merged. */
export const moneyLimits = (engines: Engines) => {
  const common = limits(engines);
  return { ...common, settings: { ...common.settings, final: 1 } };
};

/**
 * Settles whose contracts are counted, by which settings, in which books.
 *
 * @throws DomainError those of `framed`, `revenue.too_many_books`
 */
export async function scopeOf(engines: Engines, ask: RevenueAsk, byOffer = false): Promise<Scope> {
  const frame = await framed(engines, { ...ask, includeMarked: false });
  const conditioned = ask.unit !== undefined || ask.people.length > 0;
  const kinds: readonly Unit[] = conditioned ? [frame.unit] : ['customer', 'account'];
  const rows = await engines.warehouse.rows(termsFound(frame.asOf, ask.offers), moneyLimits(engines));
  const own = rows.filter(({ kind, counts }) => kinds.includes(kind) && Number(counts) > 0);
  const { terms, books } = booksOf(own, { byOffer, into: ask.currency });
  return {
    frame,
    kinds,
    conditioned: ask.people.length > 0,
    counting: countingOf(ask.preset, ask.counting),
    offers: ask.offers,
    byOffer,
    terms,
    books,
    conversion: ask.currency === undefined ? null : await conversionInto(engines, frame, own, ask.currency),
    notCounted: notCountedOf(rows, kinds),
  };
}

interface TermRow {
  readonly kind: Unit;
  readonly currency: string;
  readonly offer: string;
  readonly counts: string;
  readonly contracts: string;
  readonly noPrice: string;
  readonly once: string;
  readonly unnamed: string;
  readonly first: string;
}

/** Which offers and currencies contracts have. Grain: (kind of holder, currency, offer); some hundred rows. */
const termsFound = (asOf: number, offers: readonly string[] | undefined): Sql<TermRow> => sql<TermRow>`
  select toString(holder_kind) as kind, toString(known.currency) as currency, toString(known.offer) as offer,
    uniqExactIf(contract, price is not null and known.currency != '' and period != '') as counts,
    uniqExact(contract) as contracts,
    uniqExactIf(contract, price is null) as noPrice,
    uniqExactIf(contract, price is not null and period = '') as once,
    uniqExactIf(holder, holder_kind = 'customer' and holder not in (select user_id from ${scoped('people_ids')})) as unnamed,
    toString(toDate32(min(least(known.starts_at, known.effective_at)))) as first
  from ${scoped('contract_versions')} as known
  where recorded_at < ${new Date(asOf)}
    and ${offers === undefined ? sql`true` : sql`known.offer in ${typed('Array(String)', offers)}`}
  group by kind, currency, offer
  order by counts desc, currency, offer`;

function booksOf(
  rows: readonly TermRow[],
  { byOffer, into }: { readonly byOffer: boolean; readonly into: string | undefined },
): Pick<Scope, 'terms' | 'books'> {
  const books: Book[] = [];
  const places = new Map<string, number>();
  const terms = rows
    .filter(({ currency }) => currency !== '')
    .map(({ currency, offer }): Term => {
      const book = { currency: into ?? currency, offer: byOffer ? offer : null };
      const name = JSON.stringify(book);
      const place = places.get(name) ?? books.push(book) - 1;
      places.set(name, place);
      return { currency, offer, book: place };
    });
  if (books.length > mostBooks) {
    throw new DomainError('revenue.too_many_books', {
      kind: 'too_large',
      field: 'by',
      expected: `at most ${mostBooks} offers in their currencies`,
      got: books.length,
    });
  }
  const seen = new Set<string>();
  const once = terms.filter(({ currency, offer }) => {
    const name = byOffer ? `${currency} ${offer}` : currency;
    return !seen.has(name) && seen.add(name);
  });
  return { terms: once, books };
}

async function conversionInto(
  { records }: Engines,
  { known }: Frame,
  rows: readonly TermRow[],
  into: string,
): Promise<Conversion> {
  const currencies = [...new Set(rows.map(({ currency }) => currency))].filter((one) => one !== '');
  const rates = await ratesInto(records, into, { currencies, until: known.lastBegun });
  const firsts = rows.map(({ first }) => dayNumber(first) - 2);
  const first = Math.min(known.lastBegun, ...firsts);
  const told = currencies.flatMap((currency, at) =>
    daysBetween(first, known.lastBegun).flatMap((day) => {
      const part = rates.on(currency, day);
      return part === undefined ? [] : [{ day: (at + 1) * daysApart + day, part }];
    }),
  );
  return {
    rates,
    currencies,
    shifts: currencies.map((currency) => 10 ** (3 + decimalsOf(into) - decimalsOf(currency))),
    days: told.map(({ day }) => day),
    parts: told.map(({ part }) => part),
  };
}

const daysBetween = (first: DayNumber, last: DayNumber): DayNumber[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

function notCountedOf(rows: readonly TermRow[], kinds: readonly Unit[]): NotCounted {
  const own = rows.filter(({ kind }) => kinds.includes(kind));
  const sum = (of: (row: TermRow) => string, among = own) =>
    among.reduce((total, row) => total + Number(of(row)), 0);
  return {
    noPrice: sum(({ noPrice }) => noPrice),
    noCurrency: sum(
      ({ contracts, noPrice }) => String(Number(contracts) - Number(noPrice)),
      own.filter(({ currency }) => currency === ''),
    ),
    once: sum(({ once }) => once),
    unnamed: sum(({ unnamed }) => unnamed),
    otherHolders: sum(
      ({ contracts }) => contracts,
      rows.filter(({ kind }) => !kinds.includes(kind)),
    ),
  };
}
