import { z } from 'zod';
import { frameFields, LocalDate, pageFields, saidFields, Words } from '#src/customers/frame/index.ts';
import { countedByField, DeedAsk } from '#src/customers/value/index.ts';

const EventName = z.string().min(1).max(200);

/** How long a path may be in time. A session here lasts 24 hours at most. */
export const PathLimit = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('window').describe('So long from the anchor, both ends included'),
    amount: z.int().min(1).max(100_000),
    of: z.enum(['second', 'minute', 'hour', 'day']),
  }),
  z.object({
    kind: z.literal('session').describe('To the end of the session, 24 hours at most'),
    gapMinutes: z.int().min(1).max(1440).default(30).describe('So long a silence ends a session'),
  }),
  z.object({ kind: z.literal('day').describe('To the end of the local day of the anchor') }),
]);
export type PathLimit = z.output<typeof PathLimit>;

/** What people do after an event, or before it. */
export const PathAsk = z.object({
  anchor: DeedAsk.describe(
    'The event that paths lead from or to; null for any event, or a definition of value that one event is enough for',
  ),
  direction: z
    .enum(['from', 'to'])
    .default('from')
    .describe('from: what follows the first such event of the range; to: what came before the last one'),
  steps: z.int().min(1, 'one step or more').max(10, 'at most 10 steps').default(5),
  limit: PathLimit.default({ kind: 'session', gapMinutes: 30 }),
  collapse: z.boolean().default(true).describe('The same thing several times in a row is one step'),
  leaveOut: z.array(EventName).max(200).default([]).describe('Events that are no steps'),
  groups: z
    .array(z.object({ name: EventName, events: z.array(EventName).min(1).max(200) }))
    .max(50)
    .default([])
    .describe('Events that count as one and the same step'),
  top: z.int().min(1).max(50).default(20).describe('How many stand alone per step; the rest are "others"'),
  from: LocalDate.describe('First local day of the anchor'),
  to: LocalDate.describe('Last local day of the anchor, included'),
  ...frameFields,
});
export type PathAsk = z.output<typeof PathAsk>;

/** A step of a path by its name, or all that stand not alone at that depth. */
export const PathPlace = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('named'), name: z.string() }),
  z.object({ kind: z.literal('others') }),
]);
export type PathPlace = z.output<typeof PathPlace>;

/** Where an edge leads: to a step; nowhere, as the time is over; or nowhere yet. */
export const PathNext = z.discriminatedUnion('kind', [
  ...PathPlace.options,
  z.object({ kind: z.literal('ended').describe('No further event within the limit') }),
  z.object({ kind: z.literal('open').describe('No further event so far; the limit is not over at asOf') }),
]);
export type PathNext = z.output<typeof PathNext>;

/** How a path stopped: all steps asked for were made; the time is over; or it may still go on. */
export const PathTail = z.enum(['full', 'ended', 'open']);
export type PathTail = z.output<typeof PathTail>;

export const PathNode = z.object({
  place: PathPlace,
  people: z.int(),
  share: z.number().describe('0–1, of all who entered'),
  ended: z.int().describe('Nothing came after it within the limit'),
  open: z.int().describe('Nothing came after it so far; the limit is not over'),
});
export type PathNode = z.output<typeof PathNode>;

export const PathStep = z.object({
  depth: z.int().describe('0 is the anchor'),
  people: z.int().describe('People who got here'),
  nodes: z.array(PathNode).describe('Most people first; others last'),
});
export type PathStep = z.output<typeof PathStep>;

export const PathEdge = z.object({
  depth: z.int().describe('Of the step it begins at'),
  from: PathPlace,
  to: PathNext,
  people: z.int(),
});
export type PathEdge = z.output<typeof PathEdge>;

export const WholePath = z.object({
  names: z.array(z.string()).describe('The anchor first, in the order in which they are read'),
  tail: PathTail,
  people: z.int(),
  share: z.number().describe('0–1, of all who entered'),
});
export type WholePath = z.output<typeof WholePath>;

/** The answer of `paths.tree`. */
export const PathTree = z.object({
  entered: z.int().describe('People with the anchor in the range'),
  steps: z.array(PathStep),
  edges: z.array(PathEdge).describe('By depth, most people first'),
  paths: z.array(WholePath).describe('The most frequent whole paths'),
  elsewhere: z.int().describe('People on a path that is not listed'),
  verdict: Words,
  definition: Words,
  ...countedByField,
  ...saidFields,
});
export type PathTree = z.output<typeof PathTree>;

/** Which people of a tree. */
export const PathWhich = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('entered').describe('Everybody with the anchor in the range') }),
  z.object({ kind: z.literal('node'), depth: z.int().min(0).max(10), place: PathPlace }),
  z.object({
    kind: z.literal('edge'),
    depth: z.int().min(0).max(9).describe('Of the step it begins at'),
    from: PathPlace,
    to: PathNext,
  }),
  z.object({ kind: z.literal('path'), names: z.array(z.string()).min(1).max(11), tail: PathTail }),
]);
export type PathWhich = z.output<typeof PathWhich>;

/** The question of `paths.people`. */
export const PathPeopleAsk = z.object({ ask: PathAsk, which: PathWhich, ...pageFields });
export type PathPeopleAsk = z.output<typeof PathPeopleAsk>;
