import { decimalsOf } from '#src/basics/currency.ts';
import { asBilled, periodOfMany } from './billing.ts';
import { type FieldName, fieldsOf, holders, type ImportKind, type Mapping } from './columns.ts';
import { type DateShape, readDate } from './dates.ts';
import { extraProperties } from './extras.ts';
import type { LocalTime } from './local-time.ts';
import { type DecimalMark, isCurrency, majorText, readAmount } from './money.ts';
import type { Period } from './periods.ts';
import type { RawRow } from './raw-row.ts';
import type { RowContract } from './row-contract.ts';

/** How the rows of one file are read: settled before the first row. */
export interface Reading {
  readonly kind: ImportKind;
  readonly columns: readonly string[];
  readonly mapping: Mapping;
  readonly dates: { readonly [field in FieldName]?: DateShape };
  readonly decimal: DecimalMark;
  /** Of amounts whose row names no currency. */
  readonly currency: string;
  readonly local: LocalTime;
}

/** Why a row is not stored: what was expected of which field, and what came. */
export interface RowRefusal {
  readonly outcome: 'refused';
  readonly reason: string;
  readonly field: string;
  readonly expected: string;
  readonly got: string;
}

/** A row that is an event. '' where it names none; times are epoch milliseconds. */
export interface RowEvent {
  readonly outcome: 'event';
  readonly event: string;
  readonly userId: string;
  readonly anonymousId: string;
  readonly groupId: string;
  readonly at: number;
  /** '' where the file gives none: the row is then known by its content. */
  readonly messageId: string;
  /** JSON text of an object. */
  readonly properties: string;
  readonly dateOnly: boolean;
  readonly rounded: boolean;
}

export type RowResult = RowEvent | RowContract | RowRefusal;

/** Reads one row after the other under one reading. */
export type RowReaderOf = (row: RawRow) => RowResult;

/** Settles a reading into a function, so that a row costs no look-ups by name. */
export function rowReader(reading: Reading): RowReaderOf {
  const text = fieldTexts(reading);
  const extras = extraProperties(reading);
  const row = new RowFields(reading, text);
  return (raw) => {
    if (raw.cells.length !== reading.columns.length) return row.wrongWidth(raw.cells.length);
    row.take(raw);
    const result = reading.kind === 'subscriptions' ? contract(row, extras(raw)) : event(row, extras(raw));
    return row.refusal ?? result;
  };
}

const largestEvent = 32 * 1024;
const longestId = 512;
const longestName = 200;

function event(row: RowFields, extras: string): RowEvent {
  const isPurchase = row.reading.kind === 'purchases';
  row.demandHolder();
  const date = row.date('date', true);
  const amount = isPurchase ? row.amount('amount', true) : null;
  const refund = amount !== null && amount.minor < 0n;
  const name = isPurchase ? (refund ? 'Order Refunded' : 'Order Completed') : row.name();
  const purchase = amount === null ? '' : purchaseProperties(row, amount.minor, refund);
  const properties = `{${[purchase, extras].filter((part) => part !== '').join(',')}}`;
  if (properties.length > largestEvent)
    row.refuse('imports.too_large', '', 'at most 32 KB a row', `${properties.length} characters`);
  return {
    outcome: 'event',
    event: name,
    userId: row.id('customer'),
    anonymousId: row.reading.kind === 'events' ? row.id('anonymous') : '',
    groupId: row.id('account'),
    at: date?.at ?? 0,
    messageId: row.reading.kind === 'events' ? row.id('id') : '',
    properties,
    dateOnly: date?.dateOnly ?? false,
    rounded: amount?.rounded ?? false,
  };
}

function purchaseProperties(row: RowFields, minor: bigint, refund: boolean): string {
  const order = row.id('order');
  const currency = row.currency();
  const revenue = majorText(refund ? -minor : minor, currency);
  return `${order === '' ? '' : `"orderId":${JSON.stringify(order)},`}"revenue":${revenue},"currency":"${currency}"`;
}

function contract(row: RowFields, extras: string): RowContract {
  row.demandHolder();
  const start = row.date('start', true)?.at ?? 0;
  const end = row.date('end', false)?.at ?? null;
  if (end !== null && end < start)
    row.refuse('imports.end_before_start', 'end', 'a day not before the start', row.text('end'));
  const customer = row.id('customer');
  const terms: RowContract = {
    outcome: 'contract',
    contract: row.id('contract'),
    holder: customer === '' ? { kind: 'account', id: row.id('account') } : { kind: 'customer', id: customer },
    offer: row.text('offer').slice(0, longestName),
    start,
    end,
    paidThrough: row.date('paidThrough', false)?.at ?? null,
    renewal: row.date('renewal', false)?.at ?? null,
    notice: row.date('notice', false)?.at ?? null,
    amount: row.amount('amount', false)?.minor.toString() ?? null,
    currency: row.currency(),
    period: row.period(),
    seats: row.count('seats'),
    discount: row.amount('discount', false)?.minor.toString() ?? null,
    discountEnd: row.date('discountEnd', false)?.at ?? null,
    cancelled: row.date('cancelled', false)?.at ?? null,
    cancelKind: null,
    paused: row.date('paused', false)?.at ?? null,
    resumes: row.date('resumes', false)?.at ?? null,
    trialEnd: row.date('trialEnd', false)?.at ?? null,
    pastDueSince: row.date('pastDueSince', false)?.at ?? null,
    details: `{${extras}}`,
  };
  return asBilled(terms, {
    status: row.text('status'),
    periodStart: row.date('periodStart', false)?.at ?? null,
    cancelAtEnd: /^(true|yes|oui|1)$/i.test(row.text('cancelAtEnd')),
    cancelReason: row.text('cancelReason'),
    perSeat: row.text('amountPer') === 'seat',
  });
}

/** For each field of the kind, how its text is taken from a row. */
function fieldTexts({ columns, mapping }: Reading): (field: FieldName) => number | string | undefined {
  const places = new Map<FieldName, number | string>();
  for (const field of Object.keys(mapping) as FieldName[]) {
    const origin = mapping[field];
    if (origin === undefined) continue;
    places.set(field, 'constant' in origin ? origin.constant : columns.indexOf(origin.column));
  }
  return (field) => places.get(field);
}

/** The fields of the row in hand; keeps the first thing that is wrong with it. */
class RowFields {
  readonly reading: Reading;
  readonly #place: (field: FieldName) => number | string | undefined;
  readonly #dates = new Map<string, ReturnType<typeof readDate>>();
  #raw: RawRow = { row: 0, cells: [] };
  refusal: RowRefusal | undefined;

  constructor(reading: Reading, place: (field: FieldName) => number | string | undefined) {
    this.reading = reading;
    this.#place = place;
  }

  take(raw: RawRow): void {
    this.#raw = raw;
    this.refusal = undefined;
  }

  refuse(reason: string, field: string, expected: string, got: string): void {
    this.refusal ??= { outcome: 'refused', reason, field, expected, got: shortened(got) };
  }

  wrongWidth(cells: number): RowRefusal {
    const expected = `${this.reading.columns.length} cells, as the first row has`;
    return { outcome: 'refused', reason: 'imports.cells', field: '', expected, got: `${cells} cells` };
  }

  text(field: FieldName): string {
    const place = this.#place(field);
    if (place === undefined) return '';
    return (typeof place === 'string' ? place : (this.#raw.cells[place] ?? '')).trim();
  }

  demandHolder(): void {
    const fields = holders[this.reading.kind];
    if (fields.some((field) => this.text(field) !== '')) return;
    this.refuse('imports.missing', fields[0] ?? '', `a ${fields.join(' or an ')}`, '');
  }

  id(field: FieldName): string {
    const text = this.text(field);
    if (Buffer.byteLength(text) > longestId || text.includes('\0') || !text.isWellFormed()) {
      this.refuse('imports.bad_id', field, 'an id of 1 to 512 bytes of text without NUL', text);
    }
    return text;
  }

  name(): string {
    const text = this.text('event');
    if (text === '' || text.length > longestName || !text.isWellFormed()) {
      this.refuse('imports.bad_name', 'event', 'the name of an event, at most 200 characters', text);
    }
    return text;
  }

  date(field: FieldName, needed: boolean): ReturnType<typeof readDate> {
    const text = this.text(field);
    const shape = this.reading.dates[field] ?? 'ymd';
    if (text === '') {
      if (needed) this.refuse('imports.missing', field, shapeWords[shape], '');
      return null;
    }
    const key = `${shape}${text}`;
    const kept = this.#dates.get(key);
    if (kept !== undefined) return kept;
    const read = readDate(text, shape, this.reading.local);
    if (read === null) this.refuse('imports.bad_date', field, shapeWords[shape], text);
    else if (this.#dates.size < 50_000) this.#dates.set(key, read);
    return read;
  }

  amount(field: FieldName, needed: boolean): ReturnType<typeof readAmount> {
    const text = this.text(field);
    if (text === '' && !needed) return null;
    const read = readAmount(text, this.reading.decimal, decimalsOf(this.currency()));
    if (read === null)
      this.refuse(
        text === '' ? 'imports.missing' : 'imports.bad_amount',
        field,
        `an amount such as 12${this.reading.decimal}50`,
        text,
      );
    return read;
  }

  currency(): string {
    const text = this.text('currency').toUpperCase();
    if (text === '') return this.reading.currency;
    if (!isCurrency(text))
      this.refuse('imports.bad_currency', 'currency', 'a code of ISO 4217, such as EUR', text);
    return text;
  }

  period(): Period | null {
    const text = this.text('period');
    if (text === '') return null;
    const count = this.text('periodCount');
    const read = periodOfMany(text, count);
    if (read === null)
      this.refuse(
        'imports.bad_period',
        'period',
        'day, week, month, quarter, semester or year',
        `${count} ${text}`.trim(),
      );
    return read;
  }

  count(field: FieldName): number | null {
    const text = this.text(field);
    if (text === '') return null;
    if (!/^\d{1,9}(\.0+)?$/.test(text)) this.refuse('imports.bad_number', field, 'a whole number', text);
    return Number.parseInt(text, 10);
  }
}

/** What a date of each shape looks like, for messages. */
export const shapeWords: Readonly<Record<DateShape, string>> = {
  ymd: 'a date such as 2024-12-31',
  compact: 'a date such as 20241231',
  dmy: 'a date such as 31/12/2024 (day first)',
  mdy: 'a date such as 12/31/2024 (month first)',
  epoch_s: 'seconds since 1970',
  epoch_ms: 'milliseconds since 1970',
};

/** The first 200 characters, as PostgreSQL can hold them. */
export const shortened = (text: string): string => text.slice(0, 200).replaceAll('\0', '␀').toWellFormed();

/** The fields that must be mapped and are not. */
export function missingFields(kind: ImportKind, mapping: Mapping): FieldName[][] {
  const needed = fieldsOf[kind].needed
    .filter((field) => mapping[field] === undefined)
    .map((field) => [field]);
  const held = holders[kind].some((field) => mapping[field] !== undefined);
  return held ? needed : [[...holders[kind]], ...needed];
}
