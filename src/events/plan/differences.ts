import type { Plan, PlannedEvent } from './document.ts';
import { type Answerability, answerability } from './questions.ts';

/** One thing that differs between two plans. */
export interface Difference {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly what: 'rule' | 'question' | 'event' | 'property';
  /** The event, the question's id, or the rule. */
  readonly name: string;
  readonly property: string | null;
  /** Which field of it; null where the whole was added or removed. */
  readonly field: string | null;
  /** As JSON text; null where there was, or is, nothing. */
  readonly before: string | null;
  readonly after: string | null;
}

/** A question that can be answered by one of two plans and not by the other. */
export interface AnswerChange {
  readonly id: string;
  readonly question: string;
  readonly now: 'answerable' | 'no longer answerable';
  readonly lacks: Answerability['lacks'];
}

/** What differs, and nothing else: in the order of rules, questions, events and their properties. */
export function differences(before: Plan, after: Plan): Difference[] {
  return [
    ...fields(before.rules, after.rules).map((one) => ({
      ...one,
      what: 'rule' as const,
      name: one.field,
      property: null,
    })),
    ...matched(before.questions, after.questions, ({ id }) => id).flatMap(([name, was, is]) =>
      between({ what: 'question', name, property: null }, was, is),
    ),
    ...matched(before.events, after.events, ({ name }) => name).flatMap(([name, was, is]) =>
      ofEvent(name, was, is),
    ),
  ];
}

/** Questions whose answer is lost or won on the way from one plan to the other. */
export function answerChanges(before: Plan, after: Plan): AnswerChange[] {
  const was = new Map(answerability(before).map((one) => [one.id, one]));
  return answerability(after).flatMap(({ id, question, answerable, lacks }) => {
    const could = was.get(id)?.answerable ?? false;
    if (could === answerable) return [];
    return [
      { id, question, now: answerable ? ('answerable' as const) : ('no longer answerable' as const), lacks },
    ];
  });
}

function ofEvent(name: string, was: PlannedEvent | undefined, is: PlannedEvent | undefined): Difference[] {
  const own = between({ what: 'event', name, property: null }, without(was), without(is));
  if (was === undefined || is === undefined) return own; // its properties came or went with it
  const properties = matched(was.properties, is.properties, (property) => property.name);
  return [
    ...own,
    ...properties.flatMap(([property, before, after]) =>
      between({ what: 'property', name, property }, before, after),
    ),
  ];
}

const without = (event: PlannedEvent | undefined): Omit<PlannedEvent, 'properties'> | undefined => {
  if (event === undefined) return undefined;
  const { properties: _properties, ...own } = event;
  return own;
};

type Place = Pick<Difference, 'what' | 'name' | 'property'>;

function between(place: Place, was: object | undefined, is: object | undefined): Difference[] {
  if (was === undefined && is === undefined) return [];
  if (was === undefined) return [{ ...place, kind: 'added', field: null, before: null, after: said(is) }];
  if (is === undefined) return [{ ...place, kind: 'removed', field: null, before: said(was), after: null }];
  return fields(was, is).map((one) => ({ ...one, ...place }));
}

type FieldChange = Omit<Difference, 'what' | 'name' | 'property' | 'field'> & { readonly field: string };

function fields(was: object, is: object): FieldChange[] {
  const before = new Map<string, unknown>(Object.entries(was));
  const after = new Map<string, unknown>(Object.entries(is));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((field) => {
    const [one, other] = [said(before.get(field)), said(after.get(field))];
    return one === other ? [] : [{ kind: 'changed' as const, field, before: one, after: other }];
  });
}

/** JSON text with the fields of objects in one order: jsonb keeps another than they were written in. */
function said(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}

function matched<T>(
  before: readonly T[],
  after: readonly T[],
  key: (one: T) => string,
): (readonly [string, T | undefined, T | undefined])[] {
  const was = new Map(before.map((one) => [key(one), one]));
  const is = new Map(after.map((one) => [key(one), one]));
  return [...new Set([...was.keys(), ...is.keys()])]
    .sort()
    .map((name) => [name, was.get(name), is.get(name)]);
}
