import type { Event, Plan, Property, Question } from './shapes.ts';

/** An event of which nothing is said yet. */
export const newEvent = (name = ''): Event => ({
  name,
  description: '',
  purpose: null,
  owner: null,
  metric: null,
  granularity: 'context',
  review: { everyDays: 180, lastOn: null },
  active: false,
  uiAction: null,
  properties: [],
});

/** A property of which nothing is said yet. */
export const newProperty = (name = ''): Property => ({
  name,
  type: 'text',
  required: false,
  values: null,
  purpose: null,
  owner: null,
  metric: null,
  active: false,
});

/**
 * The event as it is kept: a property that is collected without a reason of its own has the event's, and of an event
 * of which only the action is kept no property is collected.
 */
export function whole(event: Event): Event {
  const own = <T extends Pick<Event, 'purpose' | 'owner' | 'metric'>>(one: T): T => ({
    ...one,
    purpose: trimmed(one.purpose),
    owner: trimmed(one.owner),
    metric: trimmed(one.metric),
  });
  const { purpose, owner, metric } = own(event);
  const properties = event.properties.map((property) => {
    const said = own(property);
    const active = said.active && event.granularity === 'context';
    if (!active) return { ...said, active };
    return {
      ...said,
      active,
      purpose: said.purpose ?? purpose,
      owner: said.owner ?? owner,
      metric: said.metric ?? metric,
    };
  });
  return { ...own(event), name: event.name.trim(), properties };
}

const trimmed = (text: string | null): string | null => text?.trim() || null;

/** Allowed values as they are typed, one a line; null where any value of the type is allowed. */
export function valuesOf(text: string, type: Property['type']): Property['values'] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) return null;
  const numbers = type === 'number' || type === 'integer';
  return lines.map((line) => (numbers && Number.isFinite(Number(line)) ? Number(line) : line));
}

/** Types that may have a list of allowed values. */
export const mayList = (type: Property['type']): boolean =>
  type === 'text' || type === 'number' || type === 'integer' || type === 'date' || type === 'any';

/**
 * The planned questions that need an event, or a property of it.
 *
 * @param property null: the event itself
 */
export const servedBy = (plan: Plan, event: string, property: string | null): readonly Question[] =>
  plan.questions.filter(({ needs }) =>
    needs.some((need) => need.event === event && (property === null || need.properties.includes(property))),
  );

/** A short name for a question, which none of the others has. */
export function questionId(question: string, taken: ReadonlySet<string>): string {
  const stem =
    question
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+/, '')
      .slice(0, 60)
      .replace(/-+$/, '') || 'question';
  let id = stem;
  for (let i = 2; taken.has(id); i += 1) id = `${stem}-${i}`;
  return id;
}
