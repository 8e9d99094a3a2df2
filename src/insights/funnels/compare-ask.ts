import { z } from 'zod';
import { Instant, Words } from '#src/customers/frame/index.ts';
import { countedByField } from '#src/customers/value/index.ts';
import { Arm, PairCell } from '#src/insights/comparison/index.ts';
import { FunnelAsk, StepFigures } from './ask.ts';

const [, ValueArm, ListArm, RangeArm, PeopleArm] = Arm.options;

/** One of the groups compared: a value of the breakdown, a list, a range of dates, people of conditions. */
export const FunnelArm = z.discriminatedUnion('kind', [ValueArm, ListArm, RangeArm, PeopleArm]);
export type FunnelArm = z.output<typeof FunnelArm>;

/** The question of `funnels.compare`. */
export const FunnelCompareAsk = z.object({
  ask: FunnelAsk,
  arms: z.array(FunnelArm).min(2).max(12),
  step: z
    .int()
    .min(2)
    .max(20)
    .optional()
    .describe('The step the headline speaks of; the last one unless told'),
});
export type FunnelCompareAsk = z.output<typeof FunnelCompareAsk>;

/** Two arms at one step: the shares that got there, of those whose window is over. */
export const FunnelPairCell = PairCell.omit({ interval: true }).extend({ step: z.int() });
export type FunnelPairCell = z.output<typeof FunnelPairCell>;

export const FunnelComparedPair = z.object({
  first: z.int().describe('Place of the first arm'),
  second: z.int(),
  overlap: z.int().describe('People who entered in both arms: the tests take arms as separate'),
  cells: z.array(FunnelPairCell).describe('From the second step on; corrected over every pair and step'),
  verdict: FunnelPairCell.shape.verdict,
  words: Words,
});
export type FunnelComparedPair = z.output<typeof FunnelComparedPair>;

/** The answer of `funnels.compare`. */
export const FunnelCompared = z.object({
  steps: z.array(Words),
  arms: z.array(
    z.object({
      name: Words,
      arm: FunnelArm,
      entered: z.int(),
      over: z.int().describe('Of them, those whose window is over: the group that is compared'),
      steps: z.array(StepFigures),
    }),
  ),
  pairs: z.array(FunnelComparedPair),
  step: z.int().describe('The step the headline speaks of'),
  verdict: Words,
  smallestDifference: z.number(),
  asOf: Instant,
  definition: Words,
  ...countedByField,
});
export type FunnelCompared = z.output<typeof FunnelCompared>;
