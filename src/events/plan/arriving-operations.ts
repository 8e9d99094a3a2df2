import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { ActionAnswer, NoticedField, StatusField, SuggestionField, WhichField } from './ask.ts';
import { suggestions } from './clicks.ts';
import { mostEvents, PlannedEvent, UiAction } from './document.ts';
import { noticedSince } from './findings.ts';
import { type Found, inferred } from './infer.ts';
import { changed } from './operations.ts';
import { requireSoundEvent } from './sound.ts';
import { statusOf } from './status.ts';
import { changeDraft, planOf } from './versions.ts';

const dayMs = 86_400_000;
const days = z.int().min(1).max(366).default(30);

const infer = operation({
  name: 'plan.infer',
  asks: { fr: 'Proposer un plan d’après ce qui arrive déjà', en: 'Propose a plan from what already arrives' },
  needs: 'data:write',
  writes: true,
  input: z.object({
    days,
    events: z.int().min(1).max(500).default(200).describe('At most so many, the most frequent'),
    only: z
      .array(PlannedEvent.shape.name)
      .min(1)
      .max(500)
      .optional()
      .describe('Only events of these names; one that is not stored is proposed by its name alone'),
  }),
  output: ActionAnswer.extend({
    added: z.array(
      z.object({
        event: z.string(),
        events: z.number(),
        examples: z
          .array(z.object({ property: z.string(), values: z.array(z.string()).readonly() }))
          .readonly()
          .describe('JSON texts; shown, never kept'),
      }),
    ),
    left: z.array(z.string()).describe(`Found and not added: a plan holds ${mostEvents} events`),
  }),
  run: async (context, wish) => {
    const known = new Set((await planOf(context.records, 'draft')).events.map(({ name }) => name));
    const found = [...(await inferred(context, { ...wish, known }))];
    const told = new Set([...known, ...found.map(({ event }) => event.name)]);
    for (const name of (wish.only ?? []).filter((one) => !told.has(one)))
      found.push({ event: PlannedEvent.parse({ name }), events: 0, examples: [] }); // set aside, or sent long ago
    let fits: readonly Found[] = [];
    let left: readonly Found[] = [];
    const draft = await changeDraft(context, undefined, (plan) => {
      const there = new Set(plan.events.map(({ name }) => name));
      const fresh = found.filter(({ event }) => !there.has(event.name));
      fits = fresh.slice(0, mostEvents - plan.events.length);
      left = fresh.slice(fits.length);
      return { ...plan, events: [...plan.events, ...fits.map(({ event }) => event)] };
    });
    const added = fits.map(({ event, events, examples }) => ({ event: event.name, events, examples }));
    return { ...changed(context, 'inferred', draft), added, left: left.map(({ event }) => event.name) };
  },
});

const status = operation({
  name: 'plan.status',
  asks: { fr: 'Le plan est-il dans le code ?', en: 'Is the plan in the code?' },
  needs: 'data:read',
  input: z.object({ which: WhichField.default('approved') }),
  output: z.object({ events: z.array(StatusField) }),
  run: async (context, { which }) => ({ events: await statusOf(context, which) }),
});

const noticed = operation({
  name: 'plan.noticed',
  asks: { fr: 'Qu’ont fait les règles du plan ?', en: 'What did the rules of the plan do?' },
  needs: 'data:read',
  input: z.object({ days: days.describe('Days of loading, in UTC, today included') }),
  output: z.object({ noticed: z.array(NoticedField).describe('Most frequent first, at most 1,000') }),
  run: async ({ records, clock }, ask) => {
    const since = new Date(clock.now() - (ask.days - 1) * dayMs).toISOString().slice(0, 10);
    return { noticed: await noticedSince(records, since, 1000) };
  },
});

const clicks = operation({
  name: 'plan.suggestions',
  asks: {
    fr: 'Quels clics enregistrés n’ont pas de nom ?',
    en: 'Which recorded clicks have no name?',
  },
  needs: 'data:read',
  input: z.object({ days, limit: z.int().min(1).max(500).default(100) }),
  output: z.object({ suggestions: z.array(SuggestionField).describe('Most clicked first') }),
  run: async (context, ask) => ({
    suggestions: await suggestions(context, await planOf(context.records, 'draft'), ask),
  }),
});

const nameClick = operation({
  name: 'plan.name-click',
  asks: { fr: 'Donner un nom et un but à un clic', en: 'Give a click a name and a purpose' },
  needs: 'data:write',
  writes: true,
  input: z.object({
    click: UiAction,
    name: PlannedEvent.shape.name,
    purpose: PlannedEvent.shape.purpose,
    owner: PlannedEvent.shape.owner,
    metric: PlannedEvent.shape.metric,
    granularity: z.enum(['action', 'context']).default('action'),
  }),
  output: ActionAnswer,
  run: async (context, { click, ...said }) => {
    const event = PlannedEvent.parse({ ...said, uiAction: click, active: true });
    requireSoundEvent(event, 'event');
    const draft = await changeDraft(context, undefined, (plan) => ({
      ...plan,
      events: [...plan.events, event],
    }));
    return changed(context, event.name, draft);
  },
});

/** What can be asked of the plan against what arrives, by its verb. */
export const arrivingOperations = {
  infer,
  status,
  noticed,
  suggestions: clicks,
  'name-click': nameClick,
};
