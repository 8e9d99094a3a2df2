import type { Figures } from '../words/figures.ts';
import type { Words } from '../words/index.ts';

/** The length of a period. */
export type PeriodName = 'day' | 'week' | 'month';

/** Local dates are computed as UTC dates: no zone, no hour, no surprise. */
const dayMs = 86_400_000;
const utc = (date: string) => new Date(`${date}T00:00:00Z`);
const iso = (date: Date) => date.toISOString().slice(0, 10);

/** True of a day that the calendar has, such as 2025-03-30, of the years that questions are about: 1900 to 2199. */
export function isCalendarDay(text: string): boolean {
  if (!/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const at = utc(text);
  return Number.isFinite(at.getTime()) && iso(at) === text;
}

export const addDays = (date: string, days: number): string =>
  iso(new Date(utc(date).getTime() + days * dayMs));
export const daysBetween = (from: string, to: string): number =>
  Math.round((utc(to).getTime() - utc(from).getTime()) / dayMs);
export const monthStart = (date: string): string => `${date.slice(0, 7)}-01`;

export const addMonths = (date: string, months: number): string => {
  const day = utc(monthStart(date));
  day.setUTCMonth(day.getUTCMonth() + months);
  return iso(day);
};

export const monthEnd = (date: string): string => addDays(addMonths(date, 1), -1);
export const isWholeMonths = (from: string, to: string): boolean =>
  from.endsWith('-01') && to === monthEnd(to);

/** The days of which something is known. */
export interface Span {
  readonly first: string;
  readonly last: string;
}

export const laterOf = (one: string, other: string): string => (one > other ? one : other);

/** A period by its first day, as people say it: « Sem. du 3 mars 25 ». */
export function periodLabel(
  first: string,
  period: PeriodName,
  { t }: Pick<Words, 't'>,
  figures: Pick<Figures, 'day'>,
): string {
  return t(`ask.row.${period}`, { date: figures.day(first, period === 'month' ? 'month' : 'short') });
}
