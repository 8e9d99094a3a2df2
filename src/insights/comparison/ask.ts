import { z } from 'zod';
import { PeopleFilter } from '#src/customers/filters/index.ts';
import { estimateOf, Instant, LocalDate, Words } from '#src/customers/frame/index.ts';
import { countedByField } from '#src/customers/value/index.ts';
import { Cell, RetentionAsk } from '#src/insights/retention/index.ts';

/** One of the groups compared: a row of the grid, a value of the breakdown, a list, a range of dates. */
export const Arm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cohort'), period: LocalDate.describe('First local day of the row') }),
  z.object({
    kind: z.literal('value'),
    value: z.string().nullable().describe("A value of the question's breakdown; null where it is missing"),
  }),
  z.object({ kind: z.literal('list'), list: z.string().max(40) }),
  z.object({ kind: z.literal('range'), from: LocalDate, to: LocalDate }),
  z.object({
    kind: z.literal('people'),
    name: z.string().max(200),
    people: z.array(PeopleFilter).min(1).max(20),
  }),
]);
export type Arm = z.output<typeof Arm>;

/** The question of `retention.compare`. */
export const CompareAsk = z.object({
  ask: RetentionAsk,
  arms: z.array(Arm).min(2).max(12),
  interval: z
    .int()
    .min(1)
    .max(3660)
    .optional()
    .describe('The cell the headline speaks of; the last one both have seen unless told'),
});
export type CompareAsk = z.output<typeof CompareAsk>;

const Probability = estimateOf(z.number());

/** Two arms at one interval. */
export const PairCell = z.object({
  interval: z.int(),
  difference: estimateOf(z.number()).describe('First − second, in shares'),
  low: z.number().nullable().describe('Newcombe interval of the difference, 95 %'),
  high: z.number().nullable(),
  test: z.enum(['z', 'fisher']),
  z: estimateOf(z.number()),
  p: Probability.describe('Two-sided, of this comparison alone'),
  correctedP: Probability.describe('Benjamini–Hochberg over every pair and interval shown'),
  neededPerGroup: z.int().describe('For the smallest difference that matters, at 80 % power'),
  stillNeeded: z
    .int()
    .describe('How many more the smaller arm needs; 0 when it has enough, or a difference was found'),
  verdict: z.enum(['different', 'cannot_say', 'no_difference_found']),
  words: Words,
});
export type PairCell = z.output<typeof PairCell>;

export const ComparedArm = z.object({
  name: Words,
  arm: Arm,
  size: z.int(),
  cells: z.array(Cell).describe('Pooled over the rows of the arm, cell 0 first'),
});

export const ComparedPair = z.object({
  first: z.int().describe('Place of the first arm'),
  second: z.int(),
  overlap: z.int().describe('Customers in both arms: the tests take arms as separate'),
  cells: z.array(PairCell),
  curve: z
    .object({ statistic: z.number(), p: z.number(), correctedP: z.number() })
    .nullable()
    .describe(
      'Log-rank over the time until each customer was last seen; null where it cannot be computed, or a group is too small',
    ),
  verdict: z.enum(['different', 'cannot_say', 'no_difference_found']),
  words: Words,
});

/** Groups whose curves are drawn but not judged. */
export const CurveTooSmall = z
  .array(z.int())
  .describe(
    'Places of the groups of fewer than 5 people, or than 5 expected ends: their curves are not judged',
  );

/** The answer of `retention.compare`. */
export const Compared = z.object({
  arms: z.array(ComparedArm),
  pairs: z.array(ComparedPair),
  everyCurve: z
    .object({ statistic: z.number(), degrees: z.int(), p: z.number() })
    .nullable()
    .describe('Log-rank over all arms at once that are large enough'),
  curveTooSmall: CurveTooSmall,
  interval: z.int().nullable().describe('The cell the headline speaks of'),
  verdict: Words,
  smallestDifference: z.number(),
  asOf: Instant,
  definition: Words,
  ...countedByField,
});
export type Compared = z.output<typeof Compared>;
