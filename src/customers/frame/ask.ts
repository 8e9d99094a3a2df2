import { z } from 'zod';
import type { Doubt } from '#src/basics/estimate.ts';
import { PeopleFilter } from '#src/customers/filters/index.ts';

/** A date of the workspace's calendar, `2025-03-30`. */
export const LocalDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2025-03-30');

/** A length of calendar; a rolling day is 24 h, a rolling week 7 × 24 h, a rolling month 30 × 24 h. */
export const Period = z.enum(['day', 'week', 'month']);
export type Period = z.output<typeof Period>;

/** An instant, ISO 8601 with its zone. */
export const Instant = z.iso.datetime({ offset: true });

const doubts = [
  'too_few_customers',
  'not_watched_long_enough',
  'no_events',
  'not_begun',
  'not_computable',
  'mixed_currencies',
  'no_rate',
] as const satisfies readonly Doubt[];

/** The schema of a figure that may be unknown. */
export const estimateOf = <T extends z.ZodType>(value: T) =>
  z.union([
    z.object({ known: z.literal(true), value }),
    z.object({ known: z.literal(false), why: z.enum(doubts) }),
  ]);

/** Words in both languages. */
export const Words = z.object({ fr: z.string(), en: z.string() });
export type Words = z.output<typeof Words>;

/** Whose question it is, whatever is asked: spread into the input of every insight. */
export const frameFields = {
  unit: z.enum(['customer', 'account']).optional().describe("The workspace's counting unit unless told"),
  people: z.array(PeopleFilter).max(20).default([]).describe('Only those whom all of these hold for'),
  includeMarked: z.boolean().default(false).describe('Count internal and bot traffic too'),
  asOf: Instant.optional().describe('Nothing at or after it is known; now unless told, never after now'),
};

/** What every answer says of its circumstances: spread into the output of every insight. */
export const saidFields = {
  asOf: Instant.describe('The instant used'),
  timezone: z.string(),
  weekStart: z.enum(['monday', 'sunday']),
  unit: z.enum(['customer', 'account']),
  traitsAt: z.enum(['now', 'as_of']).describe('Traits have the value of this time'),
};

/** Which page of the people behind a number. */
export const pageFields = {
  limit: z.int().min(1).max(1000).default(100),
  cursor: z.string().max(200).optional().describe('The `next` of the page before'),
};
