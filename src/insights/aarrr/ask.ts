import { z } from 'zod';
import { EventMatch } from '#src/customers/event-match/index.ts';
import { frameFields, Period, pageFields, saidFields, Words } from '#src/customers/frame/index.ts';
import { ActiveBy, whichDefinition } from '#src/customers/value/index.ts';
import { Against, CountedShare, Worth } from '#src/insights/acquisition/index.ts';
import { GroupRef, newcomerFields, TellApart } from '#src/insights/newcomers/index.ts';

const days = z.int().min(1).max(366).describe('Local days, the start’s day being the first');

/** When a newcomer is activated: has been in contact with the product. */
export const Activation = z.discriminatedUnion('by', [
  z
    .object({
      by: z.literal('aha'),
      definition: z.string().min(1).max(40).describe('aha_…'),
      version: z.int().min(1).optional().describe('The latest unless told'),
    })
    .describe('An adopted aha moment, counted from the start asked for'),
  z
    .object({
      by: z.literal('value'),
      ...whichDefinition,
      period: Period.describe("The definition's"),
      periods: z
        .int()
        .min(1)
        .max(12)
        .default(2)
        .describe('In one of so many periods, that of the start being the first'),
    })
    .describe('A definition of value'),
  z.object({
    by: z.literal('event'),
    match: EventMatch,
    times: z.int().min(1).max(1000).default(1),
    days: days.default(7),
  }),
]);
export type Activation = z.output<typeof Activation>;

/** The question of `aarrr.board`. */
export const BoardAsk = z.object({
  ...newcomerFields,
  activation: Activation,
  retention: z
    .object({
      activeBy: ActiveBy.default({ by: 'any' }),
      period: Period.default('week'),
      nth: z.int().min(1).max(200).default(4).describe('Active in the n-th period after that of the start'),
    })
    .prefault({}),
  revenue: z
    .object({
      match: EventMatch,
      property: z.string().min(1).max(200).nullable().default(null).describe('A number on it that is money'),
      days: days.default(30),
    })
    .nullable()
    .default(null)
    .describe('What counts as buying'),
  referral: z
    .object({ match: EventMatch, days: days.default(30) })
    .nullable()
    .default(null)
    .describe('What counts as bringing somebody'),
  apart: TellApart.default({ by: 'nothing' }),
  ...frameFields,
});
export type BoardAsk = z.output<typeof BoardAsk>;
export type BoardAskInput = z.input<typeof BoardAsk>;

export const StageName = z.enum(['acquisition', 'activation', 'retention', 'revenue', 'referral']);
export type StageName = z.output<typeof StageName>;

/** One stage of some newcomers. */
export const Stage = z.object({
  stage: StageName,
  reached: CountedShare.describe(
    'Who got there, of those who can be judged; of acquisition: these newcomers, of all newcomers',
  ),
  open: z.int().describe('Newcomers who cannot be judged yet'),
  state: z.enum(['complete', 'running']).describe('running: somebody may still begin, or is not judged yet'),
  worth: Worth.nullable().describe('Of revenue, where a number was named'),
  against: Against.nullable().describe('All other groups together; null below 30 on either side'),
});
export type Stage = z.output<typeof Stage>;

const group = z.object({
  kind: z.enum(['all', 'period', 'value', 'others', 'missing']),
  value: z.string().nullable(),
});

/** Newcomers who are alike, stage by stage. */
export const BoardGroup = z.object({
  group,
  customers: z.int(),
  stages: z.array(Stage).describe('In the order of the stages; those not asked for are left out'),
  weak: z.boolean().describe('Clearly fewer are activated than elsewhere, by a difference that matters'),
  words: Words.nullable(),
});
export type BoardGroup = z.output<typeof BoardGroup>;

/** The answer of `aarrr.board`. */
export const Board = z.object({
  ...saidFields,
  currency: z.string(),
  worthDays: z
    .int()
    .nullable()
    .describe('Within so many first local days revenue is added up; null where no number was named'),
  total: BoardGroup,
  groups: z.array(BoardGroup).describe('Empty where nobody is told apart'),
  matters: z
    .object({
      activated: CountedShare.describe('Stayed, of those who were activated'),
      others: CountedShare.describe('Stayed, of those who were not'),
      against: Against.nullable().describe('Activated − others; null below 30 on either side'),
      words: Words,
    })
    .nullable()
    .describe('null where the days of the activation reach into the period of the retention'),
  activation: z.object({
    words: Words,
    definition: z.object({ id: z.string(), name: z.string(), version: z.int() }).nullable(),
  }),
  verdict: Words,
  definition: Words,
});
export type Board = z.output<typeof Board>;

/** The question of `aarrr.people`. */
export const BoardPeopleAsk = z.object({
  ask: BoardAsk,
  group: GroupRef.prefault({}),
  stage: StageName,
  which: z
    .enum(['reached', 'not_reached', 'judged', 'open'])
    .default('reached')
    .describe('Of acquisition: everybody is reached and judged'),
  ...pageFields,
});
export type BoardPeopleAsk = z.output<typeof BoardPeopleAsk>;
