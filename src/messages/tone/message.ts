import { z } from 'zod';
import { causeNames, causeSources, familyNames } from './families.ts';

/** A button or a link of a message. */
export const Call = z.object({
  label: z.string().max(300),
  url: z.string().max(4_000).optional().describe('Where it leads; Liquid may stand in it'),
  primary: z.boolean().optional().describe('The main one; a message’s only call is, unless told otherwise'),
});
export type Call = z.output<typeof Call>;

/** What is known of the message beyond its words; what is not told is not judged. */
export const ToneContext = z.object({
  purpose: z
    .enum(['transactional', 'contractual', 'service', 'marketing', 'survey'])
    .optional()
    .describe('Untold is judged as marketing, the strictest'),
  family: z.enum(familyNames).optional().describe('What kind of message it is'),
  cause: z
    .object({
      kind: z.enum(causeNames),
      source: z.enum(causeSources).describe('Where the cause was learned'),
    })
    .optional()
    .describe('Why the customer drifts away or was let down'),
  trigger: z
    .enum(['event', 'segment_entry', 'own_date', 'schedule', 'manual'])
    .optional()
    .describe('What sends it; own_date is a date of the customer’s, such as a renewal'),
  audience: z
    .object({ breadth: z.enum(['specific', 'broad']), name: z.string().max(300).optional() })
    .optional()
    .describe('Broad: chosen by inactivity or by nothing, such as “all inactive”'),
});
export type ToneContext = z.output<typeof ToneContext>;

/** A message as its author wrote it: plain text with Liquid in it, before it is rendered for anybody. */
export const ToneMessage = z.object({
  language: z.enum(['fr', 'en']),
  voice: z
    .enum(['tu', 'vous'])
    .optional()
    .describe('French only; the workspace’s unless told (`tone.check`)'),
  subject: z.string().max(1_000).optional(),
  text: z.string().max(100_000).optional(),
  blocks: z.array(z.string().max(20_000)).max(200).optional().describe('The text in parts, in their order'),
  calls: z.array(Call).max(50).optional(),
  variables: z
    .array(z.object({ name: z.string().max(200), benefit: z.boolean().optional() }))
    .max(200)
    .optional()
    .describe('Variables used beyond those read in the text; benefit: says why they came or what they gain'),
  context: ToneContext.optional(),
});
export type ToneMessage = z.output<typeof ToneMessage>;
