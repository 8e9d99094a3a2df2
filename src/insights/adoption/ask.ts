import { z } from 'zod';
import { EventMatch } from '#src/customers/event-match/index.ts';
import {
  estimateOf,
  frameFields,
  LocalDate,
  Period,
  pageFields,
  saidFields,
  Words,
} from '#src/customers/frame/index.ts';

/** A feature: what using it is, and who may use it. */
export const Feature = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('How answers call it; else the name of its event'),
  used: z.array(EventMatch).min(1).max(10).describe('Events of using it; any one is enough'),
  seen: z
    .array(EventMatch)
    .max(10)
    .default([])
    .describe('Events of seeing it, which make eligible; none: everyone known who passes the conditions'),
});
export type Feature = z.output<typeof Feature>;

/** A question about the adoption of features. */
export const AdoptionAsk = z.object({
  features: z.array(Feature).min(1).max(20),
  period: Period.default('week'),
  from: LocalDate.describe('Whole periods that the range touches are counted'),
  to: LocalDate.describe('Last local day, included'),
  ...frameFields,
});
export type AdoptionAsk = z.output<typeof AdoptionAsk>;
export type AdoptionAskInput = z.input<typeof AdoptionAsk>;

/** Of the eligible, those who used the feature. */
export const AdoptionFigure = z.object({
  eligible: z.int().describe('Who had seen the feature, or was known, by the end of the period'),
  used: z.int().describe('Of the eligible, those who used it'),
  notUsed: z.int().describe('Of the eligible, those who did not'),
  outside: z.int().describe('Who used it without being eligible: seen is perhaps not sent everywhere'),
  share: estimateOf(z.number()).describe('used ÷ eligible, 0–1'),
  low: z.number().nullable().describe('Wilson interval, 95 %'),
  high: z.number().nullable(),
});
export type AdoptionFigure = z.output<typeof AdoptionFigure>;

/** The answer of `adoption.grid`. */
export const AdoptionGrid = z.object({
  features: z.array(
    z.object({
      name: z.string(),
      rows: z.array(
        z.object({
          period: LocalDate,
          state: z.enum(['complete', 'running']),
          inPeriod: AdoptionFigure.describe('Used within the period'),
          toDate: AdoptionFigure.describe('Used at any time until the end of the period'),
        }),
      ),
      verdict: Words,
      path: z.enum(['bitmaps', 'events']),
    }),
  ),
  definition: Words,
  ...saidFields,
});
export type AdoptionGrid = z.output<typeof AdoptionGrid>;

/** The question of `adoption.people`. */
export const AdoptionPeopleAsk = z.object({
  ask: AdoptionAsk,
  feature: z.int().min(0).max(19).default(0).describe('Its place in the question, from 0'),
  period: LocalDate.describe('First local day of the row'),
  span: z.enum(['in_period', 'to_date']),
  which: z.enum(['eligible', 'used', 'not_used', 'outside']),
  ...pageFields,
});
export type AdoptionPeopleAsk = z.output<typeof AdoptionPeopleAsk>;
