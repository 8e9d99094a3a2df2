import { z } from 'zod';
import { About } from '#src/customers/about/index.ts';
import { EventMatch } from '#src/customers/event-match/index.ts';
import { frameFields, pageFields, saidFields, Words } from '#src/customers/frame/index.ts';

export const Unit = z.enum(['customer', 'account']);

/** Of one name, which always stands: an action that any event is would be done by whoever comes. */
const NamedMatch = EventMatch.extend({ event: z.string().min(1).max(200) });

/** Something a customer does that leads to the goal. */
export const Action = z.object({
  name: z.string().trim().min(1).max(100),
  match: NamedMatch,
  times: z.int().min(1).max(1_000).default(1).describe('How often it is done'),
  days: z
    .int()
    .min(1)
    .max(3_650)
    .nullable()
    .default(null)
    .describe('Within so many days of the goal being told; null: whenever'),
});
export type Action = z.output<typeof Action>;

/** What a goal is measured by. */
export const Measured = z.object({
  toldAs: z
    .array(z.string().trim().min(1).max(200))
    .max(20)
    .default([])
    .describe('What customers or files call it, besides its name; capitals do not matter'),
  actions: z.array(Action).min(1).max(10).describe('The leading actions, in their order'),
  ordered: z.boolean().default(false).describe('An action counts only after the one before it'),
  counts: z
    .enum(['ever', 'since'])
    .default('ever')
    .describe('Whether what was done before the goal was told counts'),
});
export type Measured = z.output<typeof Measured>;

/** One version of a goal. */
export const GoalVersion = Measured.extend({
  version: z.int(),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type GoalVersion = z.output<typeof GoalVersion>;

/** What customers come for. */
export const Goal = z.object({
  id: z.string(),
  name: z.string(),
  unit: Unit,
  retiredAt: z.string().nullable(),
  current: GoalVersion,
  versions: z.array(GoalVersion).describe('Latest first'),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type Goal = z.output<typeof Goal>;

/** Where customers' goals are told. */
export const Source = z.object({
  unit: Unit,
  trait: z
    .string()
    .min(1)
    .max(200)
    .nullable()
    .describe('A trait that says the goal: imported, or told by an application'),
  answer: z
    .object({ match: NamedMatch, property: z.string().min(1).max(200) })
    .nullable()
    .describe('An event that bears the customer’s answer, and the property it stands in'),
});
export type Source = z.output<typeof Source>;

/** How a goal came to be known. */
export const How = z.enum(['hand', 'asked', 'imported']);

/** How far somebody is with one action. */
export const ActionProgress = z.object({
  name: z.string(),
  times: z.int().describe('How often it is to be done'),
  soFar: z.int(),
  done: z.boolean(),
  doneAt: z.string().nullable(),
  dueAt: z.string().nullable().describe('The instant at which its days are over'),
  late: z.boolean().describe('Done after its days, or not yet and they are over'),
});
export type ActionProgress = z.output<typeof ActionProgress>;

/** How far somebody is with their goal. */
export const Progress = z.object({
  goal: z.object({ id: z.string(), name: z.string(), version: z.int(), retired: z.boolean() }),
  how: How,
  said: z.string().nullable().describe('What was told, as it was told; null where it was set by hand'),
  since: z.string().describe('When it was told first, or set'),
  by: z.string().nullable().describe('Who set it by hand: user:…, key:…, cli'),
  byName: z.string().nullable(),
  done: z.int(),
  of: z.int(),
  share: z.number().describe('Actions done ÷ actions, 0–1'),
  actions: z.array(ActionProgress),
  next: z
    .object({ place: z.int().describe('1 for the first'), name: z.string() })
    .nullable()
    .describe('The next undone one'),
  words: Words.describe('What is suggested next'),
});
export type Progress = z.output<typeof Progress>;

/** Of one person or account. */
export const OfAsk = z.object({ about: About, asOf: frameFields.asOf });
export const OfAnswer = z.object({
  unit: Unit,
  progress: Progress.nullable().describe('Null where no goal is known'),
  history: z
    .array(
      z.object({
        goal: z.string().nullable().describe('The name of the goal set; null where it was let go'),
        at: z.string(),
        by: z.string(),
        byName: z.string().nullable(),
      }),
    )
    .describe('What was set by hand, latest first'),
});

export const BoardAsk = z.object(frameFields);
export type BoardAsk = z.output<typeof BoardAsk>;

/** One goal on the board. */
export const GoalRow = z.object({
  goal: z.string(),
  name: z.string(),
  version: z.int(),
  people: z.int().describe('Who has this goal'),
  byDone: z
    .array(z.object({ done: z.int(), people: z.int() }))
    .describe('By how many actions are done, from none to all'),
  share: z.number().nullable().describe('The mean of actions done ÷ actions; null where nobody has it'),
  actions: z.array(
    z.object({
      name: z.string(),
      done: z.int().describe('Who has done it'),
      next: z.int().describe('Whose next undone action it is'),
      late: z.int().describe('Who has not done it, and its days are over'),
    }),
  ),
});

export const Board = z.object({
  goals: z.array(GoalRow),
  unknown: z
    .array(z.object({ said: z.string(), people: z.int() }))
    .describe('What was told that is no goal, most frequent first; at most 50'),
  ...saidFields,
});
export type Board = z.output<typeof Board>;

/** Who stands behind a number of the board. */
export const BoardPeopleAsk = z.object({
  ask: BoardAsk,
  goal: z.string().min(1).max(40),
  which: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('all') }),
      z.object({ kind: z.literal('done_count'), done: z.int().min(0).max(10) }),
      z.object({ kind: z.literal('done'), place: z.int().min(1).max(10) }),
      z.object({ kind: z.literal('next'), place: z.int().min(1).max(10) }),
      z.object({ kind: z.literal('late'), place: z.int().min(1).max(10) }),
    ])
    .default({ kind: 'all' }),
});
export type BoardPeopleAsk = z.output<typeof BoardPeopleAsk>;

export const BoardPeoplePageAsk = BoardPeopleAsk.extend(pageFields);
