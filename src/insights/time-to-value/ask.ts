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
import { countedByField, DeedAsk } from '#src/customers/value/index.ts';
import { GroupRef, TellApart } from '#src/insights/newcomers/index.ts';

/** From when on somebody waits for the first value. */
export const Begin = z.discriminatedUnion('by', [
  z.object({ by: z.literal('event'), match: EventMatch.describe('The first such event of all history') }),
  z
    .object({
      by: z.literal('contract'),
      offer: z.string().min(1).max(200).nullable().default(null).describe('Only contracts of this offer'),
    })
    .describe('The start of the first contract'),
]);
export type Begin = z.output<typeof Begin>;

/** How long do newcomers wait for the first value? */
export const CurveAsk = z.object({
  begin: Begin,
  value: DeedAsk.describe('What delivers the value: an event, or what a definition of value counts'),
  from: LocalDate.describe('First local day on which one may begin'),
  to: LocalDate.describe('Last local day on which one may begin, included'),
  apart: TellApart.default({ by: 'nothing' }).describe(
    'By what they are told apart; of a contract, the start property "offer"',
  ),
  within: z
    .array(z.int().min(1).max(3660))
    .min(1)
    .max(20)
    .default([1, 3, 7, 14, 30])
    .describe('Days of 24 hours at which the curve is read'),
  ...frameFields,
});
export type CurveAsk = z.output<typeof CurveAsk>;

const days = z.number().describe('Days of 24 hours');
const end = days.nullable().describe('null: not watched long enough to say');

const Waits = z.object({
  group: z.object({
    kind: z.enum(['all', 'period', 'value', 'others', 'missing']),
    value: z.string().nullable(),
  }),
  customers: z.int(),
  reached: z.int(),
  waiting: z.int(),
  median: estimateOf(z.object({ days, low: end, high: end })).describe(
    'By when half have got it, those still waiting counted as waiting (Kaplan–Meier)',
  ),
  quarter: estimateOf(z.object({ days, low: end, high: end })).describe('By when a quarter have'),
  ever: estimateOf(z.object({ share: z.number(), low: z.number(), high: z.number() })).describe(
    'Reached so far, of all: it can only rise',
  ),
  within: z.array(
    z.object({
      days: z.int(),
      share: estimateOf(z.number()).describe('Estimated share that has got it by then'),
      low: z.number().nullable(),
      high: z.number().nullable(),
      reached: z.int().describe('Who have got it within this time'),
      watched: z.int().describe('Still waiting and watched just before'),
    }),
  ),
  steps: z
    .array(
      z.object({
        days,
        share: z.number().describe('Share that has got it'),
        low: z.number().nullable(),
        high: z.number().nullable(),
        waiting: z.int().describe('Still waiting and watched just before'),
      }),
    )
    .describe('At most some 400, fewer of more than 60 groups; where there were more, the last of each day'),
});
export type Waits = z.output<typeof Waits>;

const named = z.object({ kind: z.string(), value: z.string().nullable() });

export const CurveAnswer = z.object({
  ...saidFields,
  everyone: Waits,
  groups: z.array(Waits).describe('Empty where nobody is told apart'),
  difference: z
    .object({
      groups: z
        .int()
        .describe(
          'Held against each other all at once: of every group with people, or the 60 largest, those not too small',
        ),
      tooSmall: z
        .array(named)
        .describe('Of them, those of fewer than 5 people, or than 5 expected to have got it: not judged'),
      times: z
        .enum(['hours', 'days'])
        .describe('days: of so many groups and hours, waits were tested by whole day'),
      p: estimateOf(z.number()).describe('Log-rank over these groups'),
      chiSquare: z.number().nullable(),
      degreesOfFreedom: z.int().nullable(),
      differ: z.boolean().describe('p < 5 %: the pairs only say which'),
      pairs: z
        .array(
          z.object({
            first: named,
            second: named,
            p: estimateOf(z.number()),
            correctedP: estimateOf(z.number()).describe('Benjamini–Hochberg over all pairs'),
            sooner: z
              .enum(['first', 'second', 'cannot_say'])
              .describe('cannot_say also where the groups do not differ as a whole'),
          }),
        )
        .describe('Of the 12 largest groups that are judged'),
    })
    .nullable(),
  naive: z.object({
    median: estimateOf(days).describe('Median of those who got it alone: too fine, never to be the headline'),
    words: Words,
  }),
  unknownHolders: z.int().describe('Holders of a contract of whom no event ever came: not counted'),
  verdict: Words,
  definition: Words,
  ...countedByField,
});
export type CurveAnswer = z.output<typeof CurveAnswer>;

export const WaitPeopleAsk = z.object({
  ask: CurveAsk,
  group: GroupRef.prefault({}),
  which: z.enum(['all', 'reached', 'waiting']),
  within: z.int().min(1).max(3660).nullable().default(null).describe('Reached within so many days'),
  ...pageFields,
});
export type WaitPeopleAsk = z.output<typeof WaitPeopleAsk>;
