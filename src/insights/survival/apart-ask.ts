import { z } from 'zod';
import { estimateOf, Words } from '#src/customers/frame/index.ts';
import { ContractsAsk } from './ask.ts';
import { Curve } from './curves.ts';

/** Do contracts of one kind, or of one kind of holder, last longer? */
export const ApartAsk = ContractsAsk.extend({
  by: z
    .union([
      z.enum(['offer', 'period']),
      z.object({
        trait: z
          .string()
          .min(1)
          .max(200)
          .describe('Of the holder; also perdure.phase, and segment:seg_…: as it is at asOf'),
      }),
    ])
    .default('offer')
    .describe('By offer, by how often they are paid, or by a trait of their holders'),
  top: z.int().min(2).max(30).default(10).describe('How many groups stand alone; all others are one'),
});
export type ApartAsk = z.output<typeof ApartAsk>;

const p = estimateOf(z.number());

const Group = Curve.extend({
  kind: z.enum(['value', 'others', 'missing']),
  value: z
    .string()
    .nullable()
    .describe('Offer, period (empty: paid once) or value of the trait; null unless kind is value'),
  name: Words,
  expected: z
    .number()
    .nullable()
    .describe('Ends that one law for all groups would have brought here; null where it is not judged'),
});

/** The answer of `survival.apart`. */
export const ApartAnswer = z.object({
  groups: z
    .array(Group)
    .describe('The largest first; each holder once in a group, by the first stretch there'),
  difference: z.object({
    chiSquare: p,
    degreesOfFreedom: z.int().nullable(),
    p,
    verdict: z.enum(['different', 'no_difference_found', 'cannot_say']),
    tooSmall: z.array(z.int()).describe('Places of groups with fewer than 5 holders or 5 expected ends'),
  }),
  pairs: z
    .array(z.object({ first: z.int(), second: z.int(), p, correctedP: p }))
    .describe('Every two that are large enough, by their places; corrected for their number'),
  several: z.int().describe('Holders who stand in more than one group; the test takes these as separate'),
  verdict: Words,
  definition: Words,
  asOf: z.iso.datetime({ offset: true }),
});
export type ApartAnswer = z.output<typeof ApartAnswer>;
