import { decimalsOf } from '#src/basics/currency.ts';

const known = new Set(Intl.supportedValuesOf('currency'));

/** True for a currency code that stands in ISO 4217. */
export const isCurrency = (code: string): boolean => known.has(code);

/** Which character parts the whole from the decimals. */
export type DecimalMark = '.' | ',';

/** An amount in the smallest units of its currency, never a binary fraction. */
export interface Amount {
  readonly minor: bigint;
  /** True where the text held more decimals than the currency has, by more than a computer's own rounding. */
  readonly rounded: boolean;
}

const largest = 9_223_372_036_854_775_807n; // what a bigint column holds
const shape = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/;
const around = /[\s\u00a0\u2009\u202f'’_]|[€$£¥₹]|[A-Za-z]{3}(?=$|[\s\u00a0\d-])|(?<=\d|\s)[A-Za-z]{3}$/gu;

/**
 * Reads an amount as people write it: thin spaces, currency signs, `1.234,50`, `(12.00)`, `12-`.
 *
 * @param digits decimals of the currency
 * @returns null where it is not an amount, or beyond 64 bits. More decimals than `digits` are rounded half-even.
 */
export function readAmount(text: string, mark: DecimalMark, digits: number): Amount | null {
  const { sign, plain } = bare(text, mark);
  const parts = shape.exec(plain);
  if (parts === null) return null;
  const [, ownSign = '', whole = '', fraction = '', exponent = '0'] = parts;
  if (whole === '' && fraction === '') return null;
  const all = whole + fraction;
  const shift = digits - fraction.length + Number(exponent);
  const magnitude = scaled(all, shift);
  if (magnitude === null || magnitude.minor > largest) return null;
  const negative = sign !== (ownSign === '-');
  return { minor: negative ? -magnitude.minor : magnitude.minor, rounded: magnitude.rounded };
}

/** The text with a point for decimals and nothing else but sign, digits and exponent. */
function bare(text: string, mark: DecimalMark): { readonly sign: boolean; readonly plain: string } {
  let plain = text.trim();
  if (/^[+-]?\d+(\.\d+)?$/.test(plain) && (mark === '.' || !plain.includes('.')))
    return { sign: false, plain };
  let sign = false;
  if (plain.startsWith('(') && plain.endsWith(')')) {
    sign = true;
    plain = plain.slice(1, -1);
  }
  plain = plain.replaceAll(around, '').replace('−', '-');
  if (plain.endsWith('-')) {
    sign = !sign;
    plain = plain.slice(0, -1);
  }
  if (mark === '.') return { sign, plain: ungrouped(plain, ',') };
  const decimalPoint = ungrouped(plain, '.');
  return { sign, plain: decimalPoint.includes('.') ? 'x' : decimalPoint.replace(',', '.') };
}

/** Without the thousands mark, where it stands between groups of three; otherwise left, and then not an amount. */
function ungrouped(text: string, group: ',' | '.'): string {
  if (!text.includes(group)) return text;
  const pattern = group === ',' ? /^[+-]?\d{1,3}(,\d{3})+(?=$|\.)/ : /^[+-]?\d{1,3}(\.\d{3})+(?=$|,)/;
  return pattern.test(text) ? text.replaceAll(group, '') : text;
}

/** Digits times ten to the `shift`, half-even. */
function scaled(digits: string, shift: number): Amount | null {
  if (digits.length > 60) return null;
  const value = BigInt(digits);
  if (shift >= 0) return { minor: value * 10n ** BigInt(shift), rounded: false };
  const unit = 10n ** BigInt(-shift);
  const below = value / unit;
  const rest = value % unit;
  const twice = rest * 2n;
  const up = twice > unit || (twice === unit && below % 2n === 1n);
  const distance = up ? unit - rest : rest;
  return { minor: up ? below + 1n : below, rounded: distance * 1_000_000n > unit };
}

/** Which mark the amounts of a file use, as `decimalMarkTold` says; a point where nothing tells. */
export const decimalMarkOf = (amounts: readonly string[]): DecimalMark => decimalMarkTold(amounts) ?? '.';

/**
 * Which mark the amounts of a file use, by those that can be told: where both stand, the last is the decimal mark;
 * a single one is too, unless exactly three digits follow as after thousands; one that stands twice is not.
 *
 * @returns null where no amount tells, as `2.500`, or as many tell the one as the other
 */
export function decimalMarkTold(amounts: readonly string[]): DecimalMark | null {
  let balance = 0;
  for (const raw of amounts) {
    const text = raw.replaceAll(around, '');
    if (isPartedBy(text, ',')) balance++;
    if (isPartedBy(text, '.')) balance--;
  }
  return balance > 0 ? ',' : balance < 0 ? '.' : null;
}

/** Whether a mark can only be the decimal one in an amount. */
function isPartedBy(text: string, mark: DecimalMark): boolean {
  const other = mark === ',' ? '.' : ',';
  const [own, others] = [text.lastIndexOf(mark), text.lastIndexOf(other)];
  if (own < 0) return text.indexOf(other) !== others; // the other one groups
  if (others >= 0) return own > others;
  const groups = mark === ',' ? /^[+-]?[1-9]\d{0,2}(,\d{3})+$/ : /^[+-]?[1-9]\d{0,2}(\.\d{3})+$/;
  return !groups.test(text);
}

/** An amount in whole units as JSON writes it: 1177 of EUR is `11.77`, 500 of JPY is `500`. */
export function majorText(minor: bigint, currency: string): string {
  const digits = decimalsOf(currency);
  const sign = minor < 0n ? '-' : '';
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  if (digits === 0) return sign + text;
  const fraction = text.slice(-digits).replace(/0+$/, '');
  return `${sign}${text.slice(0, -digits)}${fraction === '' ? '' : `.${fraction}`}`;
}
