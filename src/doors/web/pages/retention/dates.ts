import type { PeriodName, RetentionSearch } from './search.ts';

/** Local dates are computed as UTC dates: no zone, no hour, no surprise. */
const dayMs = 86_400_000;
const utc = (date: string) => new Date(`${date}T00:00:00Z`);
const iso = (date: Date) => date.toISOString().slice(0, 10);

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

/** What is known of the workspace's events, most frequent first. */
export type Counted = readonly { readonly event: string; readonly count: number }[];

/**
 * The question that a new reader sees: purchases where they are a good part of what is known, else anything;
 * periods that fit how long the workspace has been watched.
 */
export function firstQuestion(span: Span, events: Counted): RetentionSearch {
  const event = mostlyPurchases(events) ? 'Order Completed' : undefined;
  const length = daysBetween(span.first, span.last) + 1;
  const rows: PeriodName = length > 170 ? 'month' : length > 21 ? 'week' : 'day';
  // Up to two years everything is shown, longer histories begin with their last twelve months.
  const from = {
    month: length > 740 ? addMonths(span.last, -11) : monthStart(span.first),
    week: laterOf(addDays(span.last, -83), span.first),
    day: span.first,
  }[rows];
  return {
    ...(event ? { start: event, back: event } : {}),
    rows,
    steps: rows === 'day' ? 14 : 12,
    from,
    to: rows === 'month' ? monthEnd(span.last) : span.last,
  };
}

/** A gym sells once and is visited often: there a purchase is not what coming back means. */
function mostlyPurchases(events: Counted): boolean {
  const all = events.reduce((sum, { count }) => sum + count, 0);
  const purchases = events.find(({ event }) => event === 'Order Completed')?.count ?? 0;
  return purchases > 0.2 * all;
}

const laterOf = (one: string, other: string) => (one > other ? one : other);
