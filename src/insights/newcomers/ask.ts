import { z } from 'zod';
import { EventMatch } from '#src/customers/event-match/index.ts';
import { LocalDate } from '#src/customers/frame/index.ts';

/** Who is looked at: spread into the input of questions about newcomers. */
export const newcomerFields = {
  start: EventMatch.describe('What a customer begins with: the first such event of all history'),
  from: LocalDate.describe('First local day on which one may begin'),
  to: LocalDate.describe('Last local day on which one may begin, included'),
};

/** By what newcomers are told apart. */
export const TellApart = z.discriminatedUnion('by', [
  z.object({ by: z.literal('nothing') }),
  z
    .object({ by: z.literal('period'), period: z.enum(['day', 'week', 'month']) })
    .describe('The period of the calendar in which they began'),
  z.object({
    by: z.enum(['trait', 'start_property']),
    name: z.string().min(1).max(200),
    top: z.int().min(1).max(50).default(10).describe('How many values stand alone; the rest are "others"'),
  }),
]);
export type TellApart = z.output<typeof TellApart>;
