import type { PeopleFilter } from '#src/customers/filters/index.ts';
import type { InternalRule } from '../../shapes.ts';

const domain = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** What was typed as a rule; undefined while it is none. « @Exemple.fr » is understood as « exemple.fr ». */
export function asRule(kind: InternalRule['kind'], typed: string): InternalRule | undefined {
  const text = typed.trim();
  if (kind === 'user_id') return text === '' ? undefined : { kind, value: text };
  const value = text.toLowerCase().replace(/^.*@/, '');
  return domain.test(value) ? { kind, value } : undefined;
}

export const sameRule = (one: InternalRule, other: InternalRule): boolean =>
  one.kind === other.kind && one.value.toLowerCase() === other.value.toLowerCase();

/** The search that finds the people a rule speaks of, as far as they are known by their e-mail address. */
export function peopleOfRule({ kind, value }: InternalRule): { text?: string; people?: PeopleFilter[] } {
  if (kind === 'user_id') return { text: value };
  return { people: [{ kind: 'trait', trait: 'email', how: 'contains', values: [`@${value}`] }] };
}
