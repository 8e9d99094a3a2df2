/** A rate as it is told: what one unit of `from` is worth in `to` on a local day. */
export interface ToldRate {
  readonly day: string;
  readonly from: string;
  readonly to: string;
  /** Decimal text. */
  readonly rate: string;
}

/** Pasted lines as rates, and the places of those that are none: 1 is the first. */
export interface ReadRates {
  readonly rates: ToldRate[];
  readonly wrong: number[];
}

/**
 * Reads pasted lines: day, from, to, rate, between tabs, semicolons, commas or spaces, with or without a line of names. A
 * day is 2025-03-30 or 30/03/2025; the rate has a point or, where no comma stands between the parts, a comma.
 *
 * @example readRates('2025-03-30;USD;EUR;0,9213') // { rates: [{ day: '2025-03-30', from: 'USD', to: 'EUR', rate: '0.9213' }], wrong: [] }
 */
export function readRates(text: string): ReadRates {
  const read: ReadRates = { rates: [], wrong: [] };
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const parts = partsOf(line);
    if (line.trim() === '' || (at === 0 && isNames(parts))) continue;
    const rate = rateOf(parts);
    if (rate === undefined) read.wrong.push(at + 1);
    else read.rates.push(rate);
  }
  return read;
}

/** The strongest separator of a line divides it. */
function partsOf(line: string): string[] {
  const by = line.includes('\t') ? /\t/ : line.includes(';') ? /;/ : /,.*,/.test(line) ? /,/ : /\s+/;
  return line
    .trim()
    .split(by)
    .map((part) => part.trim().replace(/^"(.*)"$/, '$1'));
}

/** A line of names holds no digit. */
const isNames = (parts: readonly string[]): boolean => parts.every((part) => !/\d/.test(part));

function rateOf([day = '', from = '', to = '', rate = '', ...more]: readonly string[]): ToldRate | undefined {
  const told = {
    day: dayOf(day),
    from: from.toUpperCase(),
    to: to.toUpperCase(),
    rate: rate.replace(',', '.'),
  };
  const isWhole =
    more.length === 0 &&
    /^\d{4}-\d{2}-\d{2}$/.test(told.day) &&
    /^[A-Z]{3}$/.test(told.from) &&
    /^[A-Z]{3}$/.test(told.to) &&
    /^\d+(\.\d+)?$/.test(told.rate);
  return isWhole ? told : undefined;
}

/** 30/03/2025 as 2025-03-30: the day first, as in France and Great Britain. */
const dayOf = (text: string): string => text.replace(/^(\d{2})[/.](\d{2})[/.](\d{4})$/, '$3-$2-$1');
