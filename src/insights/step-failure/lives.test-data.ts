import type { ToldEvent } from '#src/insights/testing/index.ts';

export const day = 86_400_000;
/** A Monday. */
export const start = Date.parse('2025-03-03T09:00:00Z');

/** What somebody did so many days after the start. */
export const did = (customer: number, days: number, event: string, properties = {}): ToldEvent => ({
  customer,
  at: start + days * day,
  event,
  properties,
});
