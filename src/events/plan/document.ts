import { z } from 'zod';

/** Text that every engine can hold. */
const words = z
  .string()
  .trim()
  .refine((one) => !one.includes('\0') && one.isWellFormed(), 'text without NUL or half characters');
const text = words.max(1000).nullable().default(null);
const purpose = text.describe('The question or decision it serves');
const owner = text.describe('Who answers for it');
const metric = text.describe('The figure that is made of it');
const active = z
  .boolean()
  .default(false)
  .describe('True: collected; false: only proposed. Takes a purpose, an owner and a metric');
const name = words.min(1).max(200);

/** What a property holds; `date` is an ISO 8601 text, `any` is not looked at. */
export const PropertyType = z.enum(['text', 'number', 'integer', 'boolean', 'date', 'list', 'object', 'any']);
export type PropertyType = z.output<typeof PropertyType>;

/** A property of a planned event. */
export const PlannedProperty = z.strictObject({
  name,
  type: PropertyType,
  required: z.boolean().default(false),
  values: z
    .array(z.union([words.max(1000), z.number()]))
    .min(1)
    .max(200)
    .nullable()
    .default(null)
    .describe('The only values allowed; null: all of its type'),
  purpose,
  owner,
  metric,
  active,
});
export type PlannedProperty = z.output<typeof PlannedProperty>;

/** What was clicked: an event that a client records by itself, told apart by one of its properties. */
export const UiAction = z.strictObject({ event: name, property: name, value: words.min(1).max(500) });
export type UiAction = z.output<typeof UiAction>;

/** An event of the plan. */
export const PlannedEvent = z.strictObject({
  name,
  description: words.max(2000).default(''),
  purpose,
  owner,
  metric,
  granularity: z
    .enum(['action', 'context'])
    .default('context')
    .describe('action: that it happened, without properties; context: with what was around it'),
  review: z
    .object({
      everyDays: z.int().min(1).max(3650).default(180),
      lastOn: z.iso.date().nullable().default(null),
    })
    .default({ everyDays: 180, lastOn: null })
    .describe('How often somebody looks whether it is still worth collecting, and when that was last done'),
  active,
  uiAction: UiAction.nullable().default(null).describe('Recorded clicks that are stored under this name'),
  properties: z.array(PlannedProperty).max(200).default([]),
});
export type PlannedEvent = z.output<typeof PlannedEvent>;

/** A question that the plan is to answer. */
export const PlannedQuestion = z.strictObject({
  id: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9_-]{0,79}$/, 'a short name of a–z, 0–9, dashes'),
  question: words.min(1).max(1000),
  decision: words.max(1000).default('').describe('What is decided by its answer'),
  needs: z
    .array(z.strictObject({ event: name, properties: z.array(name).max(50).default([]) }))
    .min(1)
    .max(50),
});
export type PlannedQuestion = z.output<typeof PlannedQuestion>;

const keep = ['accept', 'flag', 'quarantine', 'refuse'] as const;

/** What becomes of what does not conform. What cannot be fixed without loss is quarantined. */
export const Rules = z.strictObject({
  unknownEvent: z.enum(keep).default('accept'),
  missingProperty: z.enum(keep).default('accept'),
  wrongType: z.enum([...keep, 'fix']).default('accept'),
  valueNotAllowed: z.enum(keep).default('accept'),
  unplannedProperty: z.enum(keep).default('accept'),
});
export type Rules = z.output<typeof Rules>;

/** How many events a plan holds. */
export const mostEvents = 1000;

/** The plan of events, whole. */
export const Plan = z.strictObject({
  rules: Rules.prefault({}),
  questions: z.array(PlannedQuestion).max(500).default([]),
  events: z.array(PlannedEvent).max(mostEvents).default([]),
});
export type Plan = z.output<typeof Plan>;

export const emptyPlan: Plan = Plan.parse({});

/** The same plan in its one order: events, properties, questions and needs by name. */
export const inOrder = (plan: Plan): Plan => ({
  rules: plan.rules,
  questions: byKey(plan.questions, ({ id }) => id).map((one) => ({
    ...one,
    needs: byKey(one.needs, ({ event }) => event).map(({ event, properties }) => ({
      event,
      properties: [...properties].sort(),
    })),
  })),
  events: byKey(plan.events, (event) => event.name).map((event) => ({
    ...event,
    properties: byKey(event.properties, (property) => property.name),
  })),
});

const byKey = <T>(list: readonly T[], key: (one: T) => string): T[] =>
  [...list].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
