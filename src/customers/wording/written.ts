import type { Words } from '#src/customers/frame/index.ts';

/** A language that sentences are written in. */
type Language = keyof Words;

const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, DatesIn>();

/** Dates as a language writes them, from epoch milliseconds. */
export interface DatesIn {
  readonly format: (at: number) => string;
  readonly formatRange: (from: number, to: number) => string;
}

/** A number as a language writes it. Each way of writing is made once: making one takes a hundred times as long as using it. */
export function written(language: Language, value: number, way: Intl.NumberFormatOptions = {}): string {
  const key = JSON.stringify([language, way]);
  const format = numbers.get(key) ?? new Intl.NumberFormat(language, way);
  numbers.set(key, format);
  return format.format(value);
}

/**
 * How a language writes dates of the calendar, such as 2025-03-30 read in UTC; English as in Great Britain, and the first of
 * a month as the French say it, which Intl does not: 1er mars.
 */
export function datesIn(language: Language, parts: Intl.DateTimeFormatOptions): DatesIn {
  const key = JSON.stringify([language, parts]);
  const known = dates.get(key);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone: 'UTC',
    ...parts,
  });
  const first = language === 'fr' && parts.day === 'numeric' && parts.month === 'long';
  const joined = (written: readonly Intl.DateTimeFormatPart[]) =>
    written.map(({ type, value }) => (first && type === 'day' && value === '1' ? '1er' : value)).join('');
  const made: DatesIn = {
    format: (at) => joined(format.formatToParts(at)),
    formatRange: (from, to) => joined(format.formatRangeToParts(from, to)),
  };
  dates.set(key, made);
  return made;
}
