import type { Language } from './languages.ts';

/** Numbers, dates and durations as people of that language write them. Shares are 0–1. */
export interface Figures {
  readonly count: (value: number) => string;
  readonly share: (value: number, digits?: number) => string;
  /** An interval of shares: « 78,7–87 % ». */
  readonly shareRange: (low: number, high: number, digits?: number) => string;
  /** A difference of shares in points, with its sign: « +6 points ». */
  readonly points: (difference: number) => string;
  /** A relative change with its sign: « +12 % ». */
  readonly change: (share: number) => string;
  readonly decimal: (value: number, digits?: number) => string;
  readonly money: (value: number, currency: string, digits?: number) => string;
  /** A local date string (YYYY-MM-DD), as people say it; never re-read in the browser's zone. */
  readonly day: (date: string, style?: DayStyle) => string;
  /** An instant, in the zone given. */
  readonly moment: (instant: string, zone: string) => string;
  /** An instant; only its day where it is the first instant of one. */
  readonly dayOrMoment: (instant: string, zone: string) => string;
  readonly time: (instant: string, zone: string) => string;
  readonly ago: (instant: string, now: number) => string;
  readonly duration: (seconds: number) => string;
  readonly bytes: (size: number) => string;
  readonly list: (items: readonly string[]) => string;
  /** « a, b ou c » */
  readonly either: (items: readonly string[]) => string;
}

/** How a day is said: in full, short, its month, and both where there is little room. */
export type DayStyle = 'long' | 'short' | 'month' | 'month-name' | 'tiny' | 'tiny-month';

const locales: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };
const dayStyles = {
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short', year: '2-digit' },
  month: { month: 'long', year: 'numeric' },
  /** A month of every year. */
  'month-name': { month: 'long' },
  /** Where there is little room, as under a chart. */
  tiny: { day: 'numeric', month: 'short' },
  'tiny-month': { month: 'short', year: '2-digit' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;
const minute = 60;
const hour = 3600;
const dayLength = 86_400;

/** The figures of a language. */
export function figuresOf(language: Language): Figures {
  const locale = locales[language];
  const written = (value: number, options: Intl.NumberFormatOptions) =>
    // Nothing that is shown as 0 bears a minus; and the sign is a minus, where Intl writes a hyphen.
    new Intl.NumberFormat(locale, { signDisplay: 'negative', ...options }).format(value).replace('-', '−');
  const decimal = (value: number, digits = 1) => written(value, { maximumFractionDigits: digits });
  const share = (value: number, digits = 0) =>
    written(value, { style: 'percent', maximumFractionDigits: digits });
  return {
    count: (value) => decimal(value, 0),
    decimal,
    share,
    shareRange: (low, high, digits = 1) => `${decimal(low * 100, digits)}–${share(high, digits)}`,
    change: (share) =>
      written(share, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' }),
    points: (difference) =>
      written(difference * 100, { maximumFractionDigits: 1, signDisplay: 'exceptZero' }),
    money: (value, currency, digits) =>
      written(value, {
        style: 'currency',
        currency,
        ...(digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits }),
      }),
    day: (date, style = 'long') => dayOf(locale, date, style),
    moment: (instant, zone) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(
        new Date(instant),
      ),
    dayOrMoment: (instant, zone) => {
      const midnight =
        new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: zone }).format(
          new Date(instant),
        ) === '00:00:00';
      const timeStyle = midnight ? {} : { timeStyle: 'short' as const };
      return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...timeStyle, timeZone: zone }).format(
        new Date(instant),
      );
    },
    time: (instant, zone) =>
      new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone: zone }).format(new Date(instant)),
    ago: (instant, now) => agoOf(locale, (Date.parse(instant) - now) / 1000),
    duration: (seconds) => durationOf(locale, seconds),
    bytes: (size) => bytesOf(locale, size),
    list: (items) => new Intl.ListFormat(locale).format(items),
    either: (items) => new Intl.ListFormat(locale, { type: 'disjunction' }).format(items),
  };
}

function dayOf(locale: string, date: string, style: keyof typeof dayStyles): string {
  const format = new Intl.DateTimeFormat(locale, { ...dayStyles[style], timeZone: 'UTC' });
  const text = format.format(new Date(`${date.slice(0, 10)}T00:00:00Z`));
  // The first of a month is "1er" in French; Intl writes a bare 1.
  return locale.startsWith('fr') ? text.replace(/^1 /, '1er ') : text;
}

function agoOf(locale: string, seconds: number): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const size = Math.abs(seconds);
  if (size < minute) return format.format(Math.round(seconds), 'second');
  if (size < hour) return format.format(Math.round(seconds / minute), 'minute');
  if (size < dayLength) return format.format(Math.round(seconds / hour), 'hour');
  if (size < 60 * dayLength) return format.format(Math.round(seconds / dayLength), 'day');
  return format.format(Math.round(seconds / (30.4 * dayLength)), 'month');
}

function durationOf(locale: string, seconds: number): string {
  const unit = (value: number, name: 'second' | 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'long',
      maximumFractionDigits: 0,
    }).format(value);
  if (seconds < minute) return unit(Math.max(1, Math.round(seconds)), 'second');
  if (seconds < hour) return unit(Math.round(seconds / minute), 'minute');
  if (seconds < 2 * dayLength) return unit(Math.round(seconds / hour), 'hour');
  return unit(Math.round(seconds / dayLength), 'day');
}

function bytesOf(locale: string, size: number): string {
  const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(3, Math.floor(Math.log10(Math.max(1, size)) / 3));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: steps[step] ?? 'byte',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(size / 1000 ** step);
}
