import { z } from 'zod';
import { estimateOf, LocalDate, saidFields, Words } from '#src/customers/frame/index.ts';
import { Arm, CurveTooSmall, PairCell } from '#src/insights/comparison/index.ts';
import { eitherOf } from '#src/insights/keeping/index.ts';
import { comparables } from './comparables.ts';
import { whyNotCompared } from './not-compared.ts';

const [, , ListArm, RangeArm, PeopleArm] = Arm.options;

/** One of the groups compared: a list, a range of dates, people of conditions. */
export const GroupArm = z.discriminatedUnion('kind', [ListArm, RangeArm, PeopleArm]);
export type GroupArm = z.output<typeof GroupArm>;

/** The question of `compare.groups`. */
export const GroupsAsk = z.object({
  question: eitherOf(comparables, whyNotCompared).describe(
    'What is asked of each group: an operation and its question',
  ),
  arms: z.array(GroupArm).min(2).max(12),
  figure: z
    .string()
    .max(300)
    .optional()
    .describe('Key of the figure the headline speaks of; the one the insight leads with unless told'),
});
export type GroupsAsk = z.output<typeof GroupsAsk>;
export type GroupsAskInput = z.input<typeof GroupsAsk>;

const people = z.record(z.string(), z.unknown());

/** One figure of one group. */
const GroupShare = z.object({
  hits: z.int(),
  total: z.int().describe('People of whom it could hold, each once; nobody whose time is not over'),
  share: estimateOf(z.number()).describe('hits ÷ total, 0–1'),
  low: z.number().nullable().describe('Wilson interval, 95 %'),
  high: z.number().nullable(),
  behind: z
    .object({
      of: z.string().describe('The operation that tells the people'),
      hits: people,
      total: people,
    })
    .nullable()
    .describe('What to ask for the people of each number; null where there is nobody'),
});

/** Two groups by one figure. */
export const GroupPairCell = PairCell.omit({ interval: true, words: true }).extend({ figure: z.string() });
export type GroupPairCell = z.output<typeof GroupPairCell>;

export const GroupPair = z.object({
  first: z.int().describe('Place of the first group'),
  second: z.int(),
  overlap: z
    .int()
    .describe('People counted in both groups by the figure of the headline: the tests take them as separate'),
  cells: z.array(GroupPairCell).describe('In the order of the figures; corrected over every pair and figure'),
  curve: z
    .object({ statistic: z.number(), p: z.number(), correctedP: z.number() })
    .nullable()
    .describe(
      'Log-rank over the whole curve; null where the insight has none, it cannot be computed, or a group is too small',
    ),
  verdict: GroupPairCell.shape.verdict,
  words: Words,
});
export type GroupPair = z.output<typeof GroupPair>;

/** The answer of `compare.groups`. */
export const GroupsCompared = z.object({
  arms: z.array(z.object({ name: Words, arm: GroupArm })),
  figures: z.array(
    z.object({
      key: z.string(),
      name: Words.describe('A noun phrase for the share'),
      place: z
        .object({ at: z.number(), date: LocalDate.nullable() })
        .nullable()
        .describe(
          'Where it stands on the scale that the figures of this question share: days, times, or minus so many periods before the last; null where there is none',
        ),
      groups: z.array(GroupShare).describe('In the order of the arms'),
    }),
  ),
  figure: z.string().describe('Key of the figure the headline speaks of'),
  pairs: z.array(GroupPair),
  everyCurve: z
    .object({ name: Words, statistic: z.number(), degrees: z.int(), p: z.number() })
    .nullable()
    .describe('Log-rank over all groups at once that are large enough'),
  curveTooSmall: CurveTooSmall,
  verdict: Words,
  smallestDifference: z.number(),
  definition: Words,
  ...saidFields,
});
export type GroupsCompared = z.output<typeof GroupsCompared>;
