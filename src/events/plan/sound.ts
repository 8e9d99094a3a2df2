import { DomainError } from '#src/basics/errors.ts';
import { mostEvents, type Plan, type PlannedEvent, type PlannedProperty } from './document.ts';

/** A field without which nothing is collected, and which is empty. */
export interface Missing {
  /** As a path: `events[0].purpose`. */
  readonly field: string;
  readonly event: string;
  readonly property: string | null;
  readonly lacks: 'purpose' | 'owner' | 'metric';
}

/** What is still to be said before everything in the plan may be collected, in the plan's order. */
export const missingIn = (plan: Plan): Missing[] =>
  plan.events.flatMap((event, i) => lackingIn(event, `events[${i}]`));

/** What an event lacks, itself and its properties, in use or only proposed. */
const lackingIn = (event: PlannedEvent, at: string): Missing[] => [
  ...lacking(event, { field: at, event: event.name, property: null }),
  ...event.properties.flatMap((property, i) =>
    lacking(property, { field: `${at}.properties[${i}]`, event: event.name, property: property.name }),
  ),
];

const lacking = (
  one: Pick<PlannedEvent, 'purpose' | 'owner' | 'metric'>,
  at: Omit<Missing, 'lacks'>,
): Missing[] =>
  (['purpose', 'owner', 'metric'] as const)
    .filter((lacks) => (one[lacks] ?? '') === '')
    .map((lacks) => ({ ...at, field: `${at.field}.${lacks}`, lacks }));

/**
 * Refuses a plan that contradicts itself, or that collects something without saying what for.
 *
 * @throws DomainError `plan.too_many_events`, `plan.named_twice`, and what `requireSoundEvent` refuses
 */
export function requireSound(plan: Plan): void {
  if (plan.events.length > mostEvents) {
    throw new DomainError('plan.too_many_events', {
      kind: 'too_large',
      field: 'events',
      expected: `at most ${mostEvents} events`,
      got: plan.events.length,
    });
  }
  requireOnce(plan.questions, 'questions', ({ id }) => id);
  requireOnce(plan.events, 'events', ({ name }) => name);
  const clicks = plan.events.flatMap(({ uiAction }) => (uiAction === null ? [] : [uiAction]));
  requireOnce(clicks, 'uiAction', ({ event, property, value }) => JSON.stringify([event, property, value]));
  plan.events.forEach((event, i) => {
    requireSoundEvent(event, `events[${i}]`);
  });
}

/**
 * Refuses an event that may not be collected as it is told.
 *
 * @param at where it stands, as a path
 * @throws DomainError `plan.incomplete`, `plan.named_twice`, `plan.action_only`, `plan.values_of_other_type`
 */
export function requireSoundEvent(event: PlannedEvent, at: string): void {
  requireOnce(event.properties, `${at}.properties`, ({ name }) => name);
  event.properties.forEach((property, i) => {
    requireValuesOfType(property, `${at}.properties[${i}].values`);
  });
  const kept = event.properties.findIndex((property) => property.active);
  if (event.active && event.granularity === 'action' && kept >= 0) {
    throw new DomainError('plan.action_only', {
      field: `${at}.properties[${kept}].active`,
      expected: 'no property in use on an event of which only the action is kept',
      got: event.properties[kept]?.name,
    });
  }
  const used = new Set(event.properties.filter((property) => property.active).map(({ name }) => name));
  const first = lackingIn(event, at).find(({ property }) =>
    property === null ? event.active : used.has(property),
  );
  if (first === undefined) return;
  throw new DomainError('plan.incomplete', {
    field: first.field,
    expected: 'a purpose, an owner and a metric for everything that is collected',
    got: first.property === null ? first.event : `${first.event}.${first.property}`,
  });
}

/** @throws DomainError `plan.named_twice` */
export function requireFreeName(events: readonly PlannedEvent[], name: string): void {
  if (!events.some((event) => event.name === name)) return;
  throw new DomainError('plan.named_twice', {
    field: 'event.name',
    expected: 'a name that no other event of the plan has',
    got: name,
  });
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
    expected: 'allowed values of the type of their property, text or number',
    got: values.find((value) => !fits(value)),
  });
}
