import type { Context } from '#src/access/index.ts';
import { decimalsOf } from '#src/basics/currency.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { type DayNumber, dayNumber } from '#src/customers/calendar/index.ts';
import { type Frame, type FrameAsk, framed, limits } from '#src/customers/frame/index.ts';
import { type Rates, ratesInto } from '#src/customers/rates/index.ts';
import type { Unit } from '#src/customers/traits/index.ts';
import { groupsOf, rankedValues, requireHoldersTrait } from './apart.ts';
import { type Apart, type Book, type Group, type NotCounted, type Part, partName } from './ask.ts';
import { type Counting, countingOf, type Preset } from './counting.ts';
import { daysApart, mostBooks } from './keys.ts';
import type { Whose } from './whose.ts';

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

/** Which offers and currencies there are, and where the books of each begin: one for each group of holders. */
export interface Term {
  readonly currency: string;
  readonly offer: string;
  readonly book: number;
}

/** Whose contracts a question is about and how they are counted, settled. */
export interface Scope extends Whose {
  readonly counting: Counting;
  readonly by: Apart;
  /** Groups of holders in their order, where they are told apart by a trait. */
  readonly groups: readonly Group[];
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
export async function scopeOf(engines: Engines, ask: RevenueAsk, by: Apart = 'nothing'): Promise<Scope> {
  const frame = await framed(engines, { ...ask, includeMarked: false });
  const conditioned = ask.unit !== undefined || ask.people.length > 0;
  const kinds: readonly Unit[] = conditioned ? [frame.unit] : ['customer', 'account'];
  const whose = { frame, kinds, conditioned: ask.people.length > 0, offers: ask.offers };
  const [rows, values] = await Promise.all([
    engines.warehouse.rows(termsFound(frame.asOf, ask.offers), moneyLimits(engines)),
    typeof by === 'string' ? [] : engines.warehouse.rows(rankedValues(whose, by), moneyLimits(engines)),
    typeof by === 'string' ? undefined : requireHoldersTrait(engines, by.trait, kinds),
  ]);
  const own = rows.filter(({ kind, counts }) => kinds.includes(kind) && Number(counts) > 0);
  const groups = typeof by === 'string' ? [] : groupsOf(values.map(({ value }) => value));
  return {
    ...whose,
    counting: countingOf(ask.preset, ask.counting),
    by,
    groups,
    ...booksOf(own, { by, groups, into: ask.currency }),
    conversion: ask.currency === undefined ? null : await conversionInto(engines, frame, own, ask.currency),
    notCounted: notCountedOf(rows, kinds),
  };
}

/** The same question with each currency by itself. */
export const eachCurrency = (scope: Scope): Scope =>
  scope.conversion === null
    ? scope
    : { ...scope, ...booksOf(scope.terms, { ...scope, into: undefined }), conversion: null };

/** What contracts are told apart into, in the order of the books; one part of everything where they are not. */
export const partsIn = ({ books }: Pick<Scope, 'books'>): Part[] => [
  ...new Map(books.map(({ offer, group }) => [partName({ offer, group }), { offer, group }])).values(),
];

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
  rows: readonly Pick<TermRow, 'currency' | 'offer'>[],
  { by, groups, into }: Pick<Scope, 'by' | 'groups'> & { readonly into: string | undefined },
): Pick<Scope, 'terms' | 'books'> {
  const books: Book[] = [];
  const places = new Map<string, number>();
  const several: readonly (Group | null)[] = typeof by === 'string' ? [null] : groups;
  const terms = new Map<string, Term>();
  for (const { currency, offer } of rows.filter((row) => row.currency !== '')) {
    const stands = { currency: into ?? currency, offer: by === 'offer' ? offer : null };
    const name = JSON.stringify(stands);
    const place =
      places.get(name) ?? books.push(...several.map((group) => ({ ...stands, group }))) - several.length;
    places.set(name, place);
    const term = by === 'offer' ? `${currency} ${offer}` : currency;
    if (!terms.has(term)) terms.set(term, { currency, offer, book: place });
  }
  if (books.length > mostBooks) {
    throw new DomainError('revenue.too_many_books', {
      kind: 'too_large',
      field: 'by',
      expected: `at most ${mostBooks} offers or groups in their currencies`,
      got: books.length,
    });
  }
  return { terms: [...terms.values()], books };
}

async function conversionInto(
  { records }: Engines,
  { known, asOf }: Frame,
  rows: readonly TermRow[],
  into: string,
): Promise<Conversion> {
  const currencies = [...new Set(rows.map(({ currency }) => currency))].filter((one) => one !== '');
  const rates = await ratesInto(records, into, { currencies, until: known.lastBegun, asOf });
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
