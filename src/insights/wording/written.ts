import type { Words } from '#src/insights/frame/index.ts';

/** A language that sentences are written in. */
type Language = keyof Words;

const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

/** A number as a language writes it. Each way of writing is made once: making one takes a hundred times as long as using it. */
export function written(language: Language, value: number, way: Intl.NumberFormatOptions = {}): string {
  const key = JSON.stringify([language, way]);
  const format = numbers.get(key) ?? new Intl.NumberFormat(language, way);
  numbers.set(key, format);
  return format.format(value);
}

/** How a language writes dates of the calendar, such as 2025-03-30 read in UTC; English as in Great Britain. */
export function datesIn(language: Language, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([language, parts]);
  const format =
    dates.get(key) ??
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeZone: 'UTC', ...parts });
  dates.set(key, format);
  return format;
}
