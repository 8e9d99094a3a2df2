import { z } from 'zod';
import { DomainError } from '#src/basics/errors.ts';

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
export const PlannedProperty = z.object({
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
export const UiAction = z.object({ event: name, property: name, value: words.min(1).max(500) });
export type UiAction = z.output<typeof UiAction>;

/** An event of the plan. */
export const PlannedEvent = z.object({
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
export const PlannedQuestion = z.object({
  id: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9_-]{0,79}$/, 'a short name of a–z, 0–9, dashes'),
  question: words.min(1).max(1000),
  decision: words.max(1000).default('').describe('What is decided by its answer'),
  needs: z
    .array(z.object({ event: name, properties: z.array(name).max(50).default([]) }))
    .min(1)
    .max(50),
});
export type PlannedQuestion = z.output<typeof PlannedQuestion>;

const keep = ['accept', 'flag', 'quarantine', 'refuse'] as const;

/** What becomes of what does not conform. What cannot be fixed without loss is quarantined. */
export const Rules = z.object({
  unknownEvent: z.enum(keep).default('accept'),
  missingProperty: z.enum(keep).default('accept'),
  wrongType: z.enum([...keep, 'fix']).default('accept'),
  valueNotAllowed: z.enum(keep).default('accept'),
  unplannedProperty: z.enum(keep).default('accept'),
});
export type Rules = z.output<typeof Rules>;

/** The plan of events, whole. */
export const Plan = z.object({
  rules: Rules.prefault({}),
  questions: z.array(PlannedQuestion).max(500).default([]),
  events: z.array(PlannedEvent).max(1000).default([]),
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

/** A field without which nothing is collected, and which is empty. */
export interface Missing {
  /** As a path: `events[0].purpose`. */
  readonly field: string;
  readonly event: string;
  readonly property: string | null;
  readonly lacks: 'purpose' | 'owner' | 'metric';
}

/** What is still to be said before everything in the plan may be collected, in the plan's order. */
export function missingIn(plan: Plan, which: 'active' | 'all'): Missing[] {
  return plan.events.flatMap((event, i) => [
    ...lacking(event, { field: `events[${i}]`, event: event.name, property: null }, which),
    ...event.properties.flatMap((property, j) =>
      lacking(
        property,
        { field: `events[${i}].properties[${j}]`, event: event.name, property: property.name },
        which,
      ),
    ),
  ]);
}

type Answerable = Pick<PlannedEvent, 'purpose' | 'owner' | 'metric' | 'active'>;

function lacking(one: Answerable, at: Omit<Missing, 'lacks'>, which: 'active' | 'all'): Missing[] {
  if (which === 'active' && !one.active) return [];
  return (['purpose', 'owner', 'metric'] as const)
    .filter((lacks) => (one[lacks] ?? '') === '')
    .map((lacks) => ({ ...at, field: `${at.field}.${lacks}`, lacks }));
}

/**
 * Refuses a plan that contradicts itself, or that collects something without saying what for.
 *
 * @throws DomainError `plan.incomplete`, `plan.named_twice`, `plan.action_only`, `plan.values_of_other_type`
 */
export function requireSound(plan: Plan): void {
  requireOnce(plan.questions, 'questions', ({ id }) => id);
  requireOnce(plan.events, 'events', (event) => event.name);
  requireOnce(plan.events, 'events', ({ uiAction, name: own }) => JSON.stringify(uiAction ?? own));
  plan.events.forEach((event, i) => {
    requireOnce(event.properties, `events[${i}].properties`, (property) => property.name);
    event.properties.forEach((property, j) => {
      requireValuesOfType(property, `events[${i}].properties[${j}].values`);
    });
    const kept = event.properties.findIndex((property) => property.active);
    if (event.active && event.granularity === 'action' && kept >= 0) {
      throw new DomainError('plan.action_only', {
        field: `events[${i}].properties[${kept}].active`,
        expected: 'no property in use on an event of which only the action is kept',
        got: event.properties[kept]?.name,
      });
    }
  });
  const [first] = missingIn(plan, 'active');
  if (first !== undefined) {
    throw new DomainError('plan.incomplete', {
      field: first.field,
      expected: 'a purpose, an owner and a metric for everything that is collected',
      got: first.property === null ? first.event : `${first.event}.${first.property}`,
    });
  }
}

function requireOnce<T>(list: readonly T[], field: string, key: (one: T) => string): void {
  const seen = new Set<string>();
  list.forEach((one, i) => {
    if (seen.has(key(one))) {
      throw new DomainError('plan.named_twice', {
        field: `${field}[${i}]`,
        expected: 'each event, property, question and recorded click once',
        got: key(one),
      });
    }
    seen.add(key(one));
  });
}

function requireValuesOfType({ type, values }: PlannedProperty, field: string): void {
  const numbers = type === 'number' || type === 'integer';
  const texts = type === 'text' || type === 'date';
  const fits = (value: string | number) =>
    typeof value === 'number' ? numbers && (type === 'number' || Number.isInteger(value)) : texts;
  if (type === 'any' || values === null || values.every(fits)) return;
  throw new DomainError('plan.values_of_other_type', {
    field,
    expected: 'allowed values of the property’s own type, text or number',
    got: values.find((value) => !fits(value)),
  });
}
