import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { type DayNumber, dateText, dayNumber } from '#src/customers/calendar/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';

/** Rates are kept with so many decimals, and multiplied as whole numbers of this part. */
export const rateScale = 1_000_000_000_000n;
const decimals = 12;

/** Weekends and holidays have no rate: that of the last day before holds for so many days. */
export const mostDaysOld = 7;

/** What one unit of a currency was worth in another, day by day. */
export interface Rates {
  /** The currency that all others are told in. */
  readonly into: string;
  /** In parts of {@link rateScale}; undefined where no rate is known for the day or the seven before it. */
  readonly on: (currency: string, day: DayNumber) => bigint | undefined;
}

/** A rate as it is kept. */
export interface KeptRate {
  readonly day: string;
  readonly from: string;
  readonly to: string;
  /** Decimal text. */
  readonly rate: string;
  readonly source: string;
}

/** @returns a rate in parts of {@link rateScale}. @throws DomainError `rates.bad_rate` for what is no number above zero */
export function rateParts(text: string, field = 'rate'): bigint {
  const found = /^(\d{1,12})(?:\.(\d{1,12}))?$/.exec(text);
  const parts =
    found === null
      ? 0n
      : BigInt(found[1] ?? '0') * rateScale + BigInt((found[2] ?? '').padEnd(decimals, '0'));
  if (parts > 0n) return parts;
  throw new DomainError('rates.bad_rate', {
    field,
    expected: 'a number above 0 with at most 12 decimals, such as "0.9213"',
    got: text,
  });
}

/** One divided by a rate, rounded half-even at the twelfth decimal. */
export function inverse(parts: bigint): bigint {
  const square = rateScale * rateScale;
  const [whole, rest] = [square / parts, square % parts];
  const up = 2n * rest > parts || (2n * rest === parts && whole % 2n === 1n);
  return up ? whole + 1n : whole;
}

/**
 * What currencies were worth in one of them, as it was told before an instant.
 *
 * A rate told the other way round is turned over; none is made of two others.
 *
 * @param until the last local day that is asked for
 * @param asOf  epoch milliseconds; what was told at or after it is not known
 */
export async function ratesInto(
  records: Transaction,
  into: string,
  {
    currencies,
    until,
    asOf,
  }: { readonly currencies: readonly string[]; readonly until: DayNumber; readonly asOf: number },
): Promise<Rates> {
  const rows = await records.rows(kept(into, currencies, { until: dateText(until), asOf: new Date(asOf) }));
  const days = new Map<string, { day: number; parts: bigint }[]>();
  for (const { currency, day, rate, direct } of rows) {
    const parts = direct ? rateParts(rate) : inverse(rateParts(rate));
    const own = days.get(currency) ?? [];
    if (own.at(-1)?.day !== dayNumber(day)) own.push({ day: dayNumber(day), parts });
    days.set(currency, own);
  }
  return {
    into,
    on: (currency, day) => (currency === into ? rateScale : latestOn(days.get(currency) ?? [], day)),
  };
}

/** The last of some days that is not after a day and not too old. */
function latestOn(own: readonly { day: number; parts: bigint }[], day: DayNumber): bigint | undefined {
  let [low, high] = [0, own.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((own[middle]?.day ?? 0) <= day) low = middle + 1;
    else high = middle;
  }
  const found = own[low - 1];
  return found !== undefined && day - found.day <= mostDaysOld ? found.parts : undefined;
}

interface RateRow {
  readonly currency: string;
  readonly day: string;
  readonly rate: string;
  readonly direct: boolean;
}

/** Grain: (currency, day, direction), the direct one first; some thousand rows. */
const kept = (
  into: string,
  currencies: readonly string[],
  { until, asOf }: { readonly until: string; readonly asOf: Date },
): Sql<RateRow> => sql<RateRow>`
  select distinct on (currency, day, direct) case when to_currency = ${into} then from_currency else to_currency end as currency, day::text as day,
    rate::text, to_currency = ${into} as direct
  from currency_rates
  where currency_rates.day <= ${until}::date
    and recorded_at < ${asOf}
    and ((to_currency = ${into} and from_currency = any(${[...currencies]}::text[]))
      or (from_currency = ${into} and to_currency = any(${[...currencies]}::text[])))
  order by currency, day, direct desc, recorded_at desc`;
