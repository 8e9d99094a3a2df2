import {
  addDays,
  addMonths,
  daysBetween,
  laterOf,
  monthEnd,
  monthStart,
  type PeriodName,
  type Span,
} from '../../ui/dates.ts';
import type { RetentionSearch } from './search.ts';

/** What is known of the workspace's events, most frequent first. */
export type Counted = readonly { readonly event: string; readonly count: number }[];

/**
 * The question that a new reader sees: purchases where they are a good part of what is known, else anything;
 * periods that fit how long the workspace has been watched.
 */
export function firstQuestion({ span, events }: { span: Span; events: Counted }): RetentionSearch {
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
