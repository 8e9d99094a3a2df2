import { z } from 'zod';
import { Plan } from './document.ts';

/** Which plan is meant. */
export const WhichField = z
  .union([z.enum(['draft', 'approved']), z.int().min(0).max(2_147_483_647)])
  .describe(
    'draft: what is worked on, else the approved one; approved: the one in force; or a version, 0 for the empty plan before the first',
  );

const Words = z.object({ fr: z.string(), en: z.string() });

/** What was seen of the plan that is changed: another's work is not overwritten. */
export const seenFields = {
  revision: z.int().nullable().describe('The draft’s revision that was seen; null: there was none'),
  approved: z
    .int()
    .nullable()
    .optional()
    .describe('The version in force that was seen; null: there was none; not told: whichever it is'),
};

/** The draft without its plan. */
export const DraftAnswer = z.object({
  revision: z.int(),
  basedOn: z.int().nullable(),
  changedAt: z.string(),
  changedBy: z.string(),
});

/** A field without which nothing is collected, and which is empty. */
export const MissingField = z.object({
  field: z.string().describe('events[0].purpose'),
  event: z.string(),
  property: z.string().nullable(),
  lacks: z.enum(['purpose', 'owner', 'metric']),
});

/** What every change of the draft answers. */
export const ActionAnswer = z.object({ draft: DraftAnswer, plan: Plan, missing: z.array(MissingField) });

/** An approved version. */
export const VersionField = z.object({
  version: z.int(),
  note: z.string(),
  changes: z.int().describe('How many things differ from the version before'),
  approvedAt: z.string(),
  approvedBy: z.string(),
});

/** One thing that differs between two plans. */
export const DifferenceField = z.object({
  kind: z.enum(['added', 'removed', 'changed']),
  what: z.enum(['rule', 'question', 'event', 'property']),
  name: z.string().describe('The event, the question’s id, or the rule'),
  property: z.string().nullable(),
  field: z.string().nullable().describe('null: the whole was added or removed'),
  before: z.string().nullable().describe('JSON text'),
  after: z.string().nullable(),
});

const Lacks = z.array(z.object({ event: z.string(), property: z.string().nullable() }));

/** A question whose answer is lost or won. */
export const AnswerChangeField = z.object({
  id: z.string(),
  question: z.string(),
  now: z.enum(['answerable', 'no longer answerable']),
  lacks: Lacks.readonly(),
});

/** A planned question, and whether the plan collects what it needs. */
export const QuestionField = z.object({
  id: z.string(),
  question: z.string(),
  decision: z.string(),
  answerable: z.boolean(),
  lacks: Lacks.readonly(),
});

/** When an event was last looked at, and when it is to be looked at again. */
export const ReviewField = z.object({
  event: z.string(),
  owner: z.string().nullable(),
  everyDays: z.int(),
  lastOn: z.string().nullable().describe('YYYY-MM-DD; null: never'),
  dueOn: z.string().nullable(),
  daysOver: z.int().nullable().describe('0 on the day and before; null: never reviewed'),
  overdue: z.boolean(),
});

/** How an event stands between plan and code. */
export const StatusField = z.object({
  event: z.string(),
  state: z
    .enum(['implemented', 'silent', 'seen'])
    .describe(
      'In the plan and received; in the plan and not received for 7 days; received and not in the plan',
    ),
  proposed: z.boolean().describe('Not collected, and proposed in the draft'),
  lastSeen: z.string().nullable(),
  events: z.number().describe('In the last 7 days'),
  noticed: z
    .object({ flagged: z.number(), fixed: z.number(), quarantined: z.number(), refused: z.number() })
    .describe('What the rules did in the last 7 days'),
  toDo: Words.nullable().describe('What a developer has to do'),
});

/** What the rules did to events of a name. */
export const NoticedField = z.object({
  event: z.string(),
  property: z.string(),
  reason: z.string(),
  did: z.enum(['flagged', 'fixed', 'quarantined', 'refused']),
  events: z.number(),
  lastAt: z.string(),
});

/** An element that is clicked and has no name in the plan. */
export const SuggestionField = z.object({
  event: z.string().describe('As the client records it'),
  property: z.string().describe('By which the element is told apart'),
  value: z.string(),
  name: z.string().describe('A free name'),
  clicks: z.number(),
  customers: z.number(),
});
