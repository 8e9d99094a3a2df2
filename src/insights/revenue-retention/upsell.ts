import { type Estimate, unknown } from '#src/basics/estimate.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { periodIn } from '#src/customers/calendar/index.ts';
import { int, listedBy, type PeopleBehind } from '#src/customers/frame/index.ts';
import {
  bitmapOf,
  type Engines,
  halfEven,
  minorOf,
  moneyLimits,
  movesOf,
  partsOf,
  type Scope,
  saidOfMoney,
  scopeOf,
  unitAsked,
  wholeParts,
} from '#src/insights/revenue/index.ts';
import { type Upsell, type UpsellAsk, type UpsellKind, type UpsellPeopleAsk, upsellKinds } from './ask.ts';
import { begins, lastDayOf, monthNamed, monthSaid, monthsOf } from './months.ts';
import { currencyMissing, upsellVerdict } from './words.ts';

/**
 * Of which kinds expansion is, month by month: more of what holders have, another offer in the place of one, or another beside.
 *
 * A holder's expansion of a day is split whole: what they lost of other offers is taken off what was added first (that is a
 * change of offer), then off what grew. The three add up to the expansion of `revenue.movements`.
 *
 * @throws DomainError those of `scopeOf`, `insights.empty_range`, `insights.too_many_periods`
 */
export async function upsellOf(engines: Engines, ask: UpsellAsk): Promise<Upsell> {
  const scope = await scopeOf(engines, ask, 'offer');
  const { numbers } = monthsOf(scope, ask);
  const isAsked = numbers.length > 0 && scope.books.length > 0;
  const rows = isAsked ? await engines.warehouse.rows(byMonth(scope, numbers), moneyLimits(engines)) : [];
  const books = currenciesOf(scope).map((currency, at) => ({
    currency,
    rows: numbers.map((month) =>
      rowOf(
        scope,
        month,
        rows.filter((row) => row.month === month && row.currency === at),
      ),
    ),
  }));
  return { books, verdict: upsellVerdict(books), ...saidOfMoney(scope, ask) };
}

const currenciesOf = ({ books }: Scope): string[] => [...new Set(books.map(({ currency }) => currency))];

interface UpsellMonth {
  readonly month: number;
  readonly currency: number;
  readonly kind: UpsellKind;
  readonly amount: string;
  readonly customers: string;
  readonly accounts: string;
}

/** Grain: (month, currency, kind). */
const byMonth = (scope: Scope, numbers: readonly number[]): Sql<UpsellMonth> => sql<UpsellMonth>`
  select ${periodIn(sql`day`, 'month', 'monday')} as month, toInt32(currency) as currency, kind,
    toString(sum(amount)) as amount, toString(uniqExactIf(key, who = 1)) as customers,
    toString(uniqExactIf(key, who = 2)) as accounts
  from (${kindRows(scope, numbers)})
  group by month, currency, kind`;

/** Each holder's expansion of a day by kind: who, key, day, currency, kind, amount. Grain: (holder, day, currency, kind). */
function kindRows(scope: Scope, numbers: readonly number[]): Sql {
  const currencies = currenciesOf(scope);
  const places = scope.books.map(({ currency }) => currencies.indexOf(currency));
  const from = int(begins(numbers[0] ?? 0));
  const to = int(lastDayOf(scope, numbers.at(-1) ?? 0));
  return sql`
    select who, key, day, currency, part.1 as kind, part.2 as amount
    from (
      select who, key, day, arrayElement(${typed('Array(Int32)', places)}, toInt32(book) + 1) as currency,
        sumIf(amount, amount > 0 and held > 0) as grown, sumIf(amount, amount > 0 and held = 0) as fresh,
        -sumIf(amount, amount < 0) as given_up
      from ${movesOf(scope)}
      where before > 0
        and after > 0
        and day between ${from} and ${to}
      group by who, key, day, currency
      having grown + fresh > given_up
    )
    array join [
      ('more', grown - greatest(given_up - fresh, 0)),
      ('changed', if(given_up > 0, greatest(fresh - given_up, 0), 0)),
      ('added', if(given_up > 0, 0, fresh))
    ] as part
    where amount > 0`;
}

function rowOf(
  scope: Scope,
  month: number,
  rows: readonly UpsellMonth[],
): Upsell['books'][number]['rows'][number] {
  const parts = partsOf(scope);
  const amounts = upsellKinds.map((kind) => BigInt(rows.find((row) => row.kind === kind)?.amount ?? 0));
  const whole = halfEven(
    amounts.reduce((sum, one) => sum + one, 0n),
    parts,
  );
  const shown = wholeParts(amounts, parts, whole);
  const told = (amount = 0n): Estimate<number> =>
    isRated(scope, month) ? minorOf(amount) : unknown('no_rate');
  const part = (at: number) => {
    const row = rows.find(({ kind }) => kind === upsellKinds[at]);
    return {
      amount: told(shown[at]),
      holders: { customer: Number(row?.customers ?? 0), account: Number(row?.accounts ?? 0) },
    };
  };
  return {
    ...monthSaid(scope, month),
    more: part(0),
    changed: part(1),
    added: part(2),
    expansion: told(whole),
  };
}

/** Whether each day of a month has a rate of each currency: else an amount of it may be missing. */
function isRated(scope: Scope, month: number): boolean {
  const { conversion } = scope;
  if (conversion === null) return true;
  const days = lastDayOf(scope, month) - begins(month) + 1;
  return conversion.currencies.every((currency) =>
    Array.from({ length: days }, (_, i) => begins(month) + i).every(
      (day) => conversion.rates.on(currency, day) !== undefined,
    ),
  );
}

type Which = Omit<UpsellPeopleAsk, 'limit' | 'cursor'>;

/** @throws DomainError those of the question, `insights.no_such_period`, `revenue.no_such_book`, `revenue.other_holders` */
async function whoGrew(
  engines: Engines,
  { ask, currency, month, which, holders }: Which,
): Promise<PeopleBehind> {
  const scope = await scopeOf(engines, ask, 'offer');
  const named = monthNamed(scope, monthsOf(scope, ask), month);
  const place = currenciesOf(scope).indexOf(currency);
  if (place < 0) throw currencyMissing(currency);
  const unit = unitAsked(scope, holders);
  const rows = sql`
    select who, key
    from (${kindRows(scope, [named])})
    where currency = ${int(place)}
      and kind = ${which}`;
  return { frame: { ...scope.frame, unit }, people: bitmapOf(unit, rows) };
}

export const { page: growersPage, everyone: everyoneGrowing } = listedBy(whoGrew);
