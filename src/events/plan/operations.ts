import { z } from 'zod';
import { type Context, operation } from '#src/access/index.ts';
import { dayOf } from '#src/basics/calendar.ts';
import {
  ActionAnswer,
  AnswerChangeField,
  DifferenceField,
  DraftAnswer,
  MissingField,
  QuestionField,
  ReviewField,
  seenFields,
  VersionField,
  WhichField,
} from './ask.ts';
import { answerChanges, differences } from './differences.ts';
import { Plan, PlannedEvent, PlannedQuestion, Rules } from './document.ts';
import { answerability, dropped } from './questions.ts';
import { notedReviews, noteReviews, requirePlanned, reviewsOf } from './reviews.ts';
import { missingIn, requireFreeName, requireSoundEvent } from './sound.ts';
import {
  approveDraft,
  changeDraft,
  type Draft,
  discardDraft,
  draftOf,
  latestVersion,
  planOf,
  versionLines,
} from './versions.ts';

const eventName = z.string().trim().min(1).max(200);
const propertyName = z.string().min(1).max(200).nullable().default(null).describe('null: the event itself');

const get = operation({
  name: 'plan.get',
  asks: { fr: 'Que recueillons-nous, et pourquoi ?', en: 'What do we collect, and why?' },
  needs: 'data:read',
  input: z.object({ which: WhichField.default('draft') }),
  output: z.object({
    plan: Plan,
    approved: z.int().nullable().describe('The version in force; null: none'),
    draft: DraftAnswer.nullable().describe(
      'What is worked on; null: nothing, and the plan is the approved one',
    ),
    missing: z
      .array(MissingField)
      .describe('What has to be said before everything in this plan may be collected'),
    reviews: z.array(ReviewField),
  }),
  run: async (context, { which }) => {
    const { records } = context;
    const draft = await draftOf(records); // read once: a plan beside the revision of another would overwrite that one
    const plan =
      which === 'draft' ? (draft?.plan ?? (await planOf(records, 'approved'))) : await planOf(records, which);
    const approved = await latestVersion(records);
    const reviews = reviewsOf(plan, await notedReviews(records), today(context));
    return {
      plan,
      approved,
      draft: draft === undefined ? null : told(draft),
      missing: missingIn(plan),
      reviews,
    };
  },
});

const versions = operation({
  name: 'plan.versions',
  asks: { fr: 'Comment le plan a-t-il changé ?', en: 'How has the plan changed?' },
  needs: 'data:read',
  input: z.object({}),
  output: z.object({ versions: z.array(VersionField).describe('Latest first') }),
  run: async ({ records }) => ({ versions: await versionLines(records) }),
});

const diff = operation({
  name: 'plan.diff',
  asks: { fr: 'Qu’est-ce qui diffère entre deux plans ?', en: 'What differs between two plans?' },
  needs: 'data:read',
  input: z.object({ from: WhichField.default('approved'), to: WhichField.default('draft') }),
  output: z.object({ changes: z.array(DifferenceField), questions: z.array(AnswerChangeField) }),
  run: async ({ records }, { from, to }) => between(await planOf(records, from), await planOf(records, to)),
});

const saveDraft = operation({
  name: 'plan.save-draft',
  asks: { fr: 'Enregistrer le brouillon du plan', en: 'Save the draft of the plan' },
  needs: 'data:write',
  writes: true,
  input: z.object({ plan: Plan, ...seenFields }),
  output: ActionAnswer,
  run: async (context, { plan, ...seen }) =>
    changed(context, 'draft', await changeDraft(context, seen, () => plan)),
});

const setEvent = operation({
  name: 'plan.set-event',
  asks: { fr: 'Ajouter ou changer un événement du plan', en: 'Add or change an event of the plan' },
  needs: 'data:write',
  writes: true,
  input: z.object({
    event: PlannedEvent,
    was: eventName
      .optional()
      .describe('Its name until now, where it is renamed; questions that need it follow'),
  }),
  output: ActionAnswer,
  run: async (context, { event, was }) => {
    requireSoundEvent(event, 'event'); // names the field within what was asked
    const kept = await changeDraft(context, undefined, (plan) => withEvent(plan, event, was ?? event.name));
    return changed(context, event.name, kept);
  },
});

const remove = operation({
  name: 'plan.remove',
  asks: {
    fr: 'Retirer du plan un événement ou une propriété',
    en: 'Take an event or a property out of the plan',
  },
  needs: 'data:write',
  writes: true,
  input: z.object({ event: eventName, property: propertyName }),
  output: ActionAnswer,
  run: async (context, { event, property }) => {
    requireThere(await planOf(context.records, 'draft'), event, property);
    const kept = await changeDraft(context, undefined, (plan) => dropped(plan, event, property));
    return changed(context, property === null ? event : `${event}.${property}`, kept);
  },
});

const dropEffect = operation({
  name: 'plan.drop-effect',
  asks: {
    fr: 'Quelles questions resteraient sans réponse ?',
    en: 'Which questions would be left unanswered?',
  },
  needs: 'data:read',
  input: z.object({ event: eventName, property: propertyName, which: WhichField.default('draft') }),
  output: z.object({ questions: z.array(AnswerChangeField) }),
  run: async ({ records }, { event, property, which }) => {
    const plan = await planOf(records, which);
    requireThere(plan, event, property);
    return { questions: answerChanges(plan, dropped(plan, event, property)) };
  },
});

const questions = operation({
  name: 'plan.questions',
  asks: { fr: 'À quelles questions le plan répond-il ?', en: 'Which questions does the plan answer?' },
  needs: 'data:read',
  input: z.object({ which: WhichField.default('draft') }),
  output: z.object({ questions: z.array(QuestionField) }),
  run: async ({ records }, { which }) => ({ questions: answerability(await planOf(records, which)) }),
});

const setQuestions = operation({
  name: 'plan.set-questions',
  asks: {
    fr: 'Dire à quelles questions le plan doit répondre',
    en: 'Say which questions the plan is to answer',
  },
  needs: 'data:write',
  writes: true,
  input: z.object({ questions: z.array(PlannedQuestion).max(500) }),
  output: ActionAnswer,
  run: async (context, { questions: asked }) =>
    changed(
      context,
      'questions',
      await changeDraft(context, undefined, (plan) => ({ ...plan, questions: asked })),
    ),
});

const setRules = operation({
  name: 'plan.set-rules',
  asks: {
    fr: 'Dire ce que devient ce qui n’est pas conforme',
    en: 'Say what becomes of what does not conform',
  },
  needs: 'data:write',
  writes: true,
  input: z.object({ rules: Rules }),
  output: ActionAnswer,
  run: async (context, { rules }) =>
    changed(context, 'rules', await changeDraft(context, undefined, (plan) => ({ ...plan, rules }))),
});

const approve = operation({
  name: 'plan.approve',
  asks: { fr: 'Approuver le brouillon du plan', en: 'Approve the draft of the plan' },
  needs: 'data:write',
  writes: true,
  input: z.object({ revision: z.int(), note: z.string().trim().max(2000).default('') }),
  output: VersionField,
  run: async (context, wish) => {
    const approved = await approveDraft(context, wish);
    const before = await planOf(context.records, approved.version - 1);
    const old = new Set(before.events.filter(({ active }) => active).map(({ name }) => name));
    const plan = await planOf(context.records, approved.version);
    const fresh = plan.events.filter(({ active, name }) => active && !old.has(name)).map(({ name }) => name);
    await noteReviews(context.records, context, { events: fresh, on: today(context) }); // approving is its first review
    context.note?.({ subject: `plan:${approved.version}`, after: { changes: approved.changes } });
    return approved;
  },
});

const discard = operation({
  name: 'plan.discard-draft',
  asks: { fr: 'Abandonner le brouillon du plan', en: 'Put the draft of the plan away' },
  needs: 'data:write',
  writes: true,
  input: z.object({ revision: z.int() }),
  output: z.object({}),
  run: async (context, { revision }) => {
    await discardDraft(context, revision);
    return {};
  },
});

const overdue = operation({
  name: 'plan.overdue',
  asks: { fr: 'Quels événements est-il temps de revoir ?', en: 'Which events are overdue for review?' },
  needs: 'data:read',
  input: z.object({}),
  output: z.object({ today: z.string(), overdue: z.array(ReviewField).describe('Most overdue first') }),
  run: async (context) => {
    const plan = await planOf(context.records, 'approved');
    const reviews = reviewsOf(plan, await notedReviews(context.records), today(context));
    return { today: today(context), overdue: reviews.filter((review) => review.overdue) };
  },
});

const reviewed = operation({
  name: 'plan.reviewed',
  asks: { fr: 'Noter que des événements ont été revus', en: 'Note that events were reviewed' },
  needs: 'data:write',
  writes: true,
  input: z.object({
    events: z.array(eventName).min(1).max(1000),
    on: z.iso.date().optional().describe('Local day; today unless told'),
  }),
  output: z.object({ reviews: z.array(ReviewField) }),
  run: async (context, { events, on = today(context) }) => {
    const plan = await planOf(context.records, 'approved');
    requirePlanned(plan, events, 'events');
    const [day = on] = [on, today(context)].sort(); // nobody has looked tomorrow
    await noteReviews(context.records, context, { events, on: day });
    context.note?.({ after: { events: events.length, on: day } });
    return { reviews: reviewsOf(plan, await notedReviews(context.records), today(context)) };
  },
});

/** What can be asked of the plan itself, by its verb; what arrives against it is in `arriving-operations.ts`. */
export const planOperations = {
  get,
  versions,
  diff,
  'save-draft': saveDraft,
  'set-event': setEvent,
  remove,
  'drop-effect': dropEffect,
  questions,
  'set-questions': setQuestions,
  'set-rules': setRules,
  approve,
  'discard-draft': discard,
  overdue,
  reviewed,
};

const today = ({ workspace, clock }: Context): string => dayOf(workspace.timezone)(clock.now());

const told = ({ plan: _plan, ...draft }: Draft) => draft;

const between = (from: Plan, to: Plan) => ({
  changes: differences(from, to),
  questions: answerChanges(from, to).map((one) => ({ ...one, lacks: [...one.lacks] })),
});

/**
 * The plan with an event as it is told, under its new name where it has one; the questions that need it follow.
 *
 * @throws DomainError `plan.not_planned`, `plan.named_twice`
 */
function withEvent(plan: Plan, event: PlannedEvent, was: string): Plan {
  const others = plan.events.filter(({ name }) => name !== was);
  if (was === event.name) return { ...plan, events: [...others, event] };
  requirePlanned(plan, [was], 'was');
  requireFreeName(others, event.name);
  const questions = plan.questions.map((question) => ({
    ...question,
    needs: question.needs.map((need) => (need.event === was ? { ...need, event: event.name } : need)),
  }));
  return { ...plan, questions, events: [...others, event] };
}

/** What a change of the draft answers. Names of the plan alone enter the audit log. */
export function changed(context: Context, subject: string, draft: Draft) {
  context.note?.({ subject: `plan:${subject}`, after: { revision: draft.revision } });
  return { draft: told(draft), plan: draft.plan, missing: missingIn(draft.plan) };
}

/** @throws DomainError `plan.not_planned` */
function requireThere(plan: Plan, event: string, property: string | null): void {
  requirePlanned(plan, [event], 'event');
  const own = plan.events.find(({ name }) => name === event);
  if (property === null || own?.properties.some(({ name }) => name === property)) return;
  requirePlanned({ ...plan, events: [] }, [`${event}.${property}`], 'property');
}
