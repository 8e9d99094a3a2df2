import { z } from 'zod';
import { EventMatch } from '#src/customers/event-match/index.ts';
import {
  estimateOf,
  frameFields,
  LocalDate,
  pageFields,
  saidFields,
  Words,
} from '#src/customers/frame/index.ts';
import { Part } from '#src/insights/revenue/index.ts';

/** Which buyers buy again in time. */
export const RepurchaseAsk = z.object({
  match: EventMatch.default({ event: 'Order Completed', where: [] }).describe('What a purchase is'),
  from: LocalDate.describe('First local day on which the first purchase of all history may lie'),
  to: LocalDate.describe('Last one, included'),
  within: z
    .int()
    .min(1)
    .max(3660)
    .default(90)
    .describe('Days of 24 hours after the first purchase in which the second counts'),
  by: z
    .object({
      trait: z
        .string()
        .min(1)
        .max(200)
        .describe('Of the buyers; also perdure.phase, segment:seg_…, score:health:colour'),
      top: z.int().min(1).max(50).default(10).describe('How many values stand alone; the rest are "others"'),
    })
    .optional()
    .describe('Buyers told apart by a trait that each has one value of; all together unless told'),
  ...frameFields,
});
export type RepurchaseAsk = z.output<typeof RepurchaseAsk>;
export type RepurchaseAskInput = z.input<typeof RepurchaseAsk>;

const counted = {
  buyers: z.int().describe('First purchase within the range'),
  eligible: z.int().describe('Of those, watched for the whole window'),
  tooRecent: z.int().describe('Not watched for so long: in no rate'),
  again: z.int().describe('Of the eligible, those who bought again in time'),
  rate: estimateOf(z.number()).describe('again ÷ eligible'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  medianDays: estimateOf(z.number()).describe('Until the second purchase, of those who bought again in time'),
};

export const Repurchase = z.object({
  ...counted,
  parts: z
    .array(z.object({ group: Part.shape.group.unwrap().unwrap(), ...counted }))
    .describe(
      'The same of each group, most buyers first, others and those without a value last; none unless told apart',
    ),
  verdict: Words,
  definition: Words,
  ...saidFields,
});
export type Repurchase = z.output<typeof Repurchase>;

export const RepurchasePeopleAsk = z.object({
  ask: RepurchaseAsk,
  which: z.enum(['eligible', 'again', 'not_again', 'too_recent']),
  group: Part.shape.group.describe('One of the answer’s; null: all of them'),
  ...pageFields,
});
export type RepurchasePeopleAsk = z.output<typeof RepurchasePeopleAsk>;
