import type { z } from 'zod';
import type { ActiveBy, Definition } from '#src/customers/value/index.ts';
import { eventWords } from '../words/events.ts';
import type { Figures } from '../words/figures.ts';
import type { Words } from '../words/index.ts';
import { always, isMadeOf, isMatch, isMaybeNull, isName, isOfKind } from './address.ts';
import { whereSaid } from './conditions.ts';

/** What « active » means in a question; any event where it is not said. */
export type Active = z.input<typeof ActiveBy>;

/** A part of an address that says what « active » means. */
export const isActive = isOfKind<Active>('by', {
  any: always,
  event: isMadeOf({ match: isMatch }),
  value: isMadeOf({ definition: isMaybeNull(isName) }),
});

/** « avoir acheté », « recevoir la valeur « Séance suivie » ». */
export function activeReads(
  active: Active,
  definitions: readonly Pick<Definition, 'id' | 'name' | 'isDefault'>[],
  words: Words,
  figures: Figures,
): string {
  if (active.by === 'any') return words.t('active.any');
  if (active.by === 'value') {
    const { definition } = active;
    const found = definitions.find(({ id, isDefault }) =>
      definition == null ? isDefault : id === definition,
    );
    return words.t('active.value', { name: found?.name ?? definition ?? words.t('active.default') });
  }
  const { event, where = [] } = active.match;
  if (event === null && where.length === 0) return words.t('active.any');
  const said = words.t('active.event', { event: eventWords(words, event, 'past') });
  if (where.length === 0) return said;
  return words.t('ask.event_condition', { event: said, conditions: whereSaid(where, words, figures) });
}
