import type { LocalTime } from './local-time.ts';

/**
 * How a column writes its dates. `ymd` is year, month, day with any mark between (ISO 8601 too), `compact` is
 * YYYYMMDD; all may carry a time of day, and an offset or Z.
 */
export const dateShapes = ['ymd', 'compact', 'dmy', 'mdy', 'epoch_s', 'epoch_ms'] as const;
export type DateShape = (typeof dateShapes)[number];

/** A date as read: an instant, and whether the text named no time of day. */
export interface ReadDate {
  readonly at: number;
  readonly dateOnly: boolean;
}

const time = String.raw`(?:[T\s,]\s*(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp]\.?[Mm]\.?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?|UTC|GMT)?`;
const patterns: Readonly<Record<'ymd' | 'dmy' | 'mdy', RegExp>> = {
  ymd: new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${time}$`),
  dmy: new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})${time}$`),
  mdy: new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})${time}$`),
};
const compact = /^(\d{4})(\d{2})(\d{2})(?:[T\s]?(\d{2}):?(\d{2})(?::?(\d{2})(?:\.(\d{1,9}))?)?)?(Z)?$/;
// The tables' days begin with 1 January 1900: in zones behind UTC that day's first hours are still 1899.
const earliest = Date.UTC(1900, 0, 2);
const latest = Date.UTC(2299, 11, 31);

/**
 * Reads a date of a known shape. A date without a time is the first instant of that local day; a time without an
 * offset is local; where the clocks go back the first of the two is taken, where they go forward the time moves on.
 *
 * @returns null where the text is not of this shape, names no real day, or lies outside 2 January 1900 – 2299
 */
export function readDate(text: string, shape: DateShape, local: LocalTime): ReadDate | null {
  const trimmed = text.trim();
  const read =
    shape === 'epoch_s' || shape === 'epoch_ms' ? epoch(trimmed, shape) : calendar(trimmed, shape, local);
  return read !== null && read.at >= earliest && read.at <= latest ? read : null;
}

function epoch(text: string, shape: 'epoch_s' | 'epoch_ms'): ReadDate | null {
  if (!/^-?\d{1,14}(\.\d{1,9})?$/.test(text)) return null;
  const at = shape === 'epoch_s' ? Math.round(Number(text) * 1000) : Math.round(Number(text));
  return { at, dateOnly: false };
}

function calendar(
  text: string,
  shape: Exclude<DateShape, 'epoch_s' | 'epoch_ms'>,
  local: LocalTime,
): ReadDate | null {
  if (shape === 'compact') {
    const found = compact.exec(text);
    if (found === null) return null;
    const [, y, m, d, hour, minute, second, fraction, zone] = found;
    return instant({ y, m, d, hour, minute, second, fraction, half: undefined, zone }, local);
  }
  const found = patterns[shape].exec(text);
  if (found === null) return null;
  const [, a, b, c, hour, minute, second, fraction, half, zone] = found;
  const [y, m, d] = shape === 'ymd' ? [a, b, c] : shape === 'dmy' ? [c, b, a] : [c, a, b];
  return instant({ y, m, d, hour, minute, second, fraction, half, zone }, local);
}

type Text = string | undefined;
interface Pieces {
  readonly y: Text;
  readonly m: Text;
  readonly d: Text;
  readonly hour: Text;
  readonly minute: Text;
  readonly second: Text;
  readonly fraction: Text;
  readonly half: Text;
  readonly zone: Text;
}

function instant(pieces: Pieces, local: LocalTime): ReadDate | null {
  const year = fullYear(pieces.y ?? '');
  const day = dayNumber(year, Number(pieces.m), Number(pieces.d));
  if (day === null) return null;
  if (pieces.hour === undefined)
    return pieces.zone === undefined ? { at: local.startOfDay(day), dateOnly: true } : null;
  const hour = hourOf(Number(pieces.hour), pieces.half);
  const minute = Number(pieces.minute);
  const second = Number(pieces.second ?? 0);
  if (hour === null || minute > 59 || second > 60) return null;
  const ms = Number((pieces.fraction ?? '').slice(0, 3).padEnd(3, '0'));
  const wall = day * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1000 + ms;
  const at = pieces.zone === undefined ? local.instantOf(wall) : wall - offsetMs(pieces.zone);
  return { at, dateOnly: false };
}

/** Two digits mean 1970 to 2069. */
const fullYear = (text: string): number =>
  text.length > 2 ? Number(text) : Number(text) + (Number(text) >= 70 ? 1900 : 2000);

/** Days since 1970, or null where the calendar has no such day. */
function dayNumber(year: number, month: number, day: number): number | null {
  if (month < 1 || month > 12 || day < 1) return null;
  const at = new Date(Date.UTC(2000, month - 1, day)).setUTCFullYear(year, month - 1, day);
  return new Date(at).getUTCDate() === day ? at / 86_400_000 : null;
}

function hourOf(hour: number, half: Text): number | null {
  if (half === undefined) return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half[0]?.toLowerCase() === 'p' ? 12 : 0);
}

function offsetMs(zone: string): number {
  if (!/^[+-]/.test(zone)) return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
}

/** What a sample tells of a column's dates. */
export interface ShapeFound {
  readonly shape: DateShape;
  /** Share of the filled values that this shape reads, 0–1. */
  readonly share: number;
  /** Nothing in the sample tells day from month: the guess is day first. */
  readonly ambiguous: boolean;
}

/**
 * The shape that reads most of a sample; undefined where none reads half of it. Between day-first and month-first
 * the one that reads more wins, and day first where both read all.
 */
export function dateShapeOf(values: readonly string[], local: LocalTime): ShapeFound | undefined {
  const filled = values.filter((value) => value.trim() !== '');
  if (filled.length === 0) return undefined;
  const reads = (shape: DateShape): number =>
    filled.filter((value) => plausible(value, shape) && readDate(value, shape, local) !== null).length;
  let best: DateShape | undefined;
  let most = 0;
  for (const shape of dateShapes) {
    const count = reads(shape);
    if (count > most) [best, most] = [shape, count];
  }
  if (best === undefined || most * 2 < filled.length) return undefined;
  return { shape: best, share: most / filled.length, ambiguous: best === 'dmy' && reads('mdy') === most };
}

/** A bare number may be many things: as an instant it must lie between 1980 and 2100. */
function plausible(value: string, shape: DateShape): boolean {
  const trimmed = value.trim();
  if (shape === 'compact') return /^(19|20|21)\d{6}/.test(trimmed);
  if (shape === 'epoch_s') return /^\d{9,10}(\.\d+)?$/.test(trimmed) && Number(trimmed) >= 315_532_800;
  if (shape === 'epoch_ms') return /^\d{12,13}$/.test(trimmed);
  return true;
}
