import { decimalsOf } from '#src/basics/currency.ts';
import { dateText } from '#src/customers/calendar/index.ts';
import { type DecimalMark, readAmount } from '#src/events/import-files/index.ts';
import { type CountName, countNames, type Imported, type RowField } from './import-ask.ts';

/** A campaign's day, as it is kept. Null: not told, which is not 0. */
export interface CampaignDay extends Readonly<Record<CountName, number | null>> {
  readonly campaign: string;
  /** '' where none was told. */
  readonly channel: string;
  readonly day: string;
  readonly currency: string;
  /** Smallest units of the currency. */
  readonly cost: number | null;
}

export type Refusal = Imported['refusals'][number];

/** A row as it came: cells as text or numbers, by field. */
export type Told = Readonly<Partial<Record<RowField, string | number | null | undefined>>>;

/** By what rows are judged. */
export interface Reading {
  readonly currency: string;
  /** The last local day that has begun: nobody knows later ones. */
  readonly lastDay: string;
  readonly mark: DecimalMark;
  readonly dates: 'ymd' | 'dmy' | 'mdy';
}

/** The largest count taken: a day of a campaign has fewer. */
const largest = 1_000_000_000_000;
const longestName = 200;

/**
 * Reads one row.
 *
 * @param at its place, told with each refusal
 * @returns the row as it is kept, or every cell at fault with what was expected and what came
 */
export function readRow(told: Told, at: number, reading: Reading): CampaignDay | readonly Refusal[] {
  const refusals: Refusal[] = [];
  const refuse = (field: RowField, expected: string): null => {
    refusals.push({ row: at, field, expected, got: textOf(told[field]).slice(0, 200) });
    return null;
  };
  const campaign = nameIn(textOf(told.campaign));
  const channel = nameIn(textOf(told.channel));
  if (campaign === '' || campaign.length > longestName)
    refuse('campaign', `a name of 1 to ${longestName} characters`);
  if (channel.length > longestName) refuse('channel', `a name of at most ${longestName} characters`);
  const day = dayIn(textOf(told.day), reading, (expected) => refuse('day', expected));
  const currency = textOf(told.currency).toUpperCase() || reading.currency;
  if (currency !== reading.currency) refuse('currency', `"${reading.currency}", the workspace's`);
  const cost = costIn(textOf(told.cost), reading, (expected) => refuse('cost', expected));
  const counts = Object.fromEntries(
    countNames.map((name) => [name, countIn(textOf(told[name]), (expected) => refuse(name, expected))]),
  ) as Record<CountName, number | null>; // one entry per name
  if (refusals.length === 0 && cost === null && countNames.every((name) => counts[name] === null))
    refuse('cost', 'at least one of cost, impressions, clicks, sends, replies');
  return day === null || refusals.length > 0
    ? refusals
    : { campaign, channel, day, currency, cost, ...counts };
}

/** True for a row that was read. */
export const isRead = (row: CampaignDay | readonly Refusal[]): row is CampaignDay => !Array.isArray(row);

const textOf = (cell: string | number | null | undefined): string =>
  cell == null ? '' : String(cell).trim();

/** A name as it is kept: the same however its accents were typed. */
export const nameIn = (text: string): string => text.trim().normalize('NFC');

type Refuse = (expected: string) => null;

const shapes = {
  ymd: { pattern: /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/, order: [1, 2, 3], example: '2026-01-31' },
  dmy: { pattern: /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/, order: [3, 2, 1], example: '31/01/2026' },
  mdy: { pattern: /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/, order: [3, 1, 2], example: '01/31/2026' },
} as const;

function dayIn(text: string, { dates, lastDay }: Reading, refuse: Refuse): string | null {
  const { pattern, order, example } = shapes[dates];
  const found = pattern.exec(text);
  const iso = found === null ? '' : order.map((at) => (found[at] ?? '').padStart(2, '0')).join('-');
  const at = Date.parse(`${iso}T00:00:00Z`) / 86_400_000;
  if (Number.isNaN(at) || dateText(at) !== iso || iso < '1900-01-02')
    return refuse(`a day such as ${example}`);
  return iso > lastDay ? refuse(`a day up to ${lastDay}, the last that has begun`) : iso;
}

function costIn(text: string, { mark, currency }: Reading, refuse: Refuse): number | null {
  if (text === '') return null;
  const digits = decimalsOf(currency);
  const read = readAmount(text, mark, digits);
  const expected = `an amount of ${currency} of at least 0, with at most ${digits} decimals`;
  if (read === null || read.rounded || read.minor < 0n || read.minor > BigInt(largest))
    return refuse(expected);
  return Number(read.minor);
}

function countIn(text: string, refuse: Refuse): number | null {
  if (text === '') return null;
  const plain = text.replaceAll(/[\s\u00a0\u2009\u202f]/gu, '');
  const value = /^\d{1,13}$/.test(plain) ? Number(plain) : Number.NaN;
  return value <= largest ? value : refuse('a whole number of at least 0');
}
