import type { Word, Words } from './index.ts';
import { standard } from './standard-events.ts';

type Form = 'name' | 'past' | 'again';
const other: Record<Form, Word> = {
  name: 'event.other.name',
  past: 'event.other.past',
  again: 'event.other.again',
};
const any: Record<Form, Word> = { name: 'event.any.name', past: 'event.any.past', again: 'event.any.again' };

/**
 * An event as the sentence needs it: `name` (« Achat »), `past` (« acheté »), `again` (« rachètent »).
 *
 * @param event name as received; null for any event
 */
export function eventWords({ t, knows }: Words, event: string | null, form: Form): string {
  if (event === null) return t(any[form]);
  const word = `event.${standard[event] ?? ''}.${form}`;
  return knows(word) ? t(word) : t(other[form], { event });
}
