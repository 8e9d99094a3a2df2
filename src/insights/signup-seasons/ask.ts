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
import { PairCell } from '#src/insights/comparison/index.ts';

const anyEvent = { event: null, where: [] };

/** When in the year people sign up who then leave? */
export const SignupSeasonsAsk = z.object({
  from: LocalDate.describe('First local day of sign-ups'),
  to: LocalDate.describe('Last one, included'),
  start: EventMatch.default(anyEvent).describe(
    'What signing up is, the first time of somebody; unless told, their first event whatever it was, which is hardly a sign-up',
  ),
  return: DeedAsk.default(anyEvent).describe('What being active is'),
  seasons: z
    .array(
      z.object({
        name: z.string().trim().min(1).max(60).optional().describe('Its months unless told'),
        months: z.array(z.int().min(1).max(12)).min(1).max(11).describe('1 is January'),
      }),
    )
    .min(1)
    .max(6)
    .default([{ months: [1] }, { months: [4, 5, 6] }, { months: [9] }])
    .describe('No month in two of them; the others stand together'),
  at: z.int().min(1).max(730).default(90).describe('Days after the sign-up at which seasons are compared'),
  within: z
    .int()
    .min(1)
    .max(90)
    .default(28)
    .describe('Active at a day: in the so many days from it on, of 24 hours each since the sign-up'),
  ...frameFields,
});
export type SignupSeasonsAsk = z.output<typeof SignupSeasonsAsk>;
export type SignupSeasonsAskInput = z.input<typeof SignupSeasonsAsk>;

const share = estimateOf(z.number());
const bound = z.number().nullable();

const Point = z.object({
  day: z.int(),
  eligible: z.int().describe('Whose days are over'),
  returned: z.int(),
  share,
  low: bound.describe('Wilson interval, 95 %'),
  high: bound,
});

const ExpectedPoint = z.object({
  day: z.int(),
  share: share.describe('Of the earlier years together'),
  low: bound.describe('Band in which a group of this size is usual, 95 %'),
  high: bound,
  people: z.int().describe('Of the earlier years'),
});

const SeasonYear = z.object({ year: z.int(), size: z.int(), points: z.array(Point) });

export const SignupSeason = z.object({
  name: Words,
  months: z.array(z.int()),
  others: z.boolean().describe('The months that no season named takes'),
  size: z.int(),
  points: z.array(Point).describe('All years together, everybody whose days are over'),
  years: z.array(SeasonYear).describe('First to last'),
  latest: z
    .object({
      year: z.int(),
      day: z.int().nullable().describe('The last day known of it that earlier years know too'),
      expected: z.array(ExpectedPoint),
      verdict: z.enum(['below', 'usual', 'above', 'cannot_say']),
    })
    .nullable()
    .describe('The last year against the earlier ones; null where there is one alone'),
  risky: z.boolean().describe('Fewer of them stay than of another season, none than of them'),
});
export type SignupSeason = z.output<typeof SignupSeason>;

export const SignupSeasonsAnswer = z.object({
  days: z.array(z.int()).describe('Days of the points'),
  at: z.int(),
  seasons: z.array(SignupSeason).describe('As asked; the others last'),
  pairs: z
    .array(PairCell.omit({ interval: true, words: true }).extend({ first: z.int(), second: z.int() }))
    .describe('Every two seasons at `at`, by their places; corrected for their number'),
  next: Words.nullable().describe('What could be done next, where a season is risky'),
  verdict: Words,
  definition: Words,
  ...countedByField,
  ...saidFields,
});
export type SignupSeasonsAnswer = z.output<typeof SignupSeasonsAnswer>;

/** The people behind one number. */
export const SignupPeopleAsk = z.object({
  ask: SignupSeasonsAsk,
  season: z.int().min(0).max(6).describe('Its place; after the last asked, the other months'),
  year: z.int().nullable().default(null).describe('null: all years'),
  day: z.int().min(1).nullable().default(null).describe('One of the days of the answer; `at` unless told'),
  which: z.enum(['size', 'eligible', 'returned', 'not_returned']),
  ...pageFields,
});
export type SignupPeopleAsk = z.output<typeof SignupPeopleAsk>;
