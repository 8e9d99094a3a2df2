import { z } from 'zod';
import { About } from '#src/customers/about/index.ts';
import { EventMatch } from '#src/customers/event-match/index.ts';
import { PeoplePage, pageFields, Words } from '#src/customers/frame/index.ts';
import { DeedAsk } from '#src/customers/value/index.ts';

const NamedMatch = EventMatch.extend({ event: z.string().min(1).max(200) });

/** What is reached. */
export const Rule = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('times'),
    match: NamedMatch,
    times: z.int().min(1).max(1_000_000).describe('At this one of such events: the 100th session'),
  }),
  z.object({
    kind: z.literal('quantity'),
    match: NamedMatch,
    property: z.string().min(1).max(200).describe('A number on the event, added up'),
    quantity: z.number().min(0.000001).max(1e12),
  }),
  z.object({
    kind: z.literal('days'),
    of: DeedAsk.describe('An event, or a definition of value'),
    days: z.int().min(1).max(36_500).describe('On this many different local days'),
  }),
  z.object({
    kind: z.literal('anniversary'),
    match: NamedMatch.describe('Counted from the first of these'),
    months: z.int().min(1).max(1_200).describe('12 for a year'),
  }),
]);
export type Rule = z.output<typeof Rule>;

/** One version of a milestone. */
export const MilestoneVersion = z.object({
  version: z.int(),
  rule: Rule,
  words: Words.describe('What is reached, in a sentence'),
  createdAt: z.string().describe('What was reached before is not announced'),
  createdBy: z.string(),
});
export type MilestoneVersion = z.output<typeof MilestoneVersion>;

/** Something worth celebrating. */
export const Milestone = z.object({
  id: z.string(),
  name: z.string(),
  claimable: z.boolean().describe('Whoever reached it may claim something for it, once'),
  retiredAt: z.string().nullable(),
  current: MilestoneVersion,
  versions: z.array(MilestoneVersion).describe('Latest first'),
  createdAt: z.string(),
  createdBy: z.string(),
  reached: z.int().describe('Who reached it since it is kept, and was told'),
  claimed: z.int(),
});
export type Milestone = z.output<typeof Milestone>;

/** How many a rule is about. */
export const Preview = z.object({
  reached: z.int().describe('Who has it already: nothing is announced for them'),
  near: z.int().describe('Who is at 80 % of it or further, or has its anniversary within 30 days'),
  words: Words,
});
export type Preview = z.output<typeof Preview>;

export const PreviewPeopleAsk = z.object({ rule: Rule, which: z.enum(['reached', 'near']) });
export type PreviewPeopleAsk = z.output<typeof PreviewPeopleAsk>;
export const PreviewPeoplePageAsk = PreviewPeopleAsk.extend(pageFields);

/** Who was told of a milestone. */
export const ReachedPage = z.object({
  ...PeoplePage.shape,
  people: z.array(
    PeoplePage.shape.people.element.extend({
      reachedAt: z.string(),
      claimedAt: z.string().nullable(),
    }),
  ),
});

/** Milestones of one person. */
export const OfAsk = z.object({ about: About });
export const OfAnswer = z.object({
  milestones: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      words: Words,
      claimable: z.boolean(),
      reachedAt: z.string().nullable().describe('Null where it is not reached'),
      announced: z
        .boolean()
        .describe('It was reached since it is kept, so that it was announced; only this can be claimed'),
      claimedAt: z.string().nullable(),
      soFar: z.number().describe('Of what it takes'),
      takes: z.number(),
      dueOn: z.string().nullable().describe('The day of an anniversary to come'),
    }),
  ),
});
