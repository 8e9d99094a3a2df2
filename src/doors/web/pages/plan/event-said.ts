import { eventWords } from '../../words/events.ts';
import type { Words } from '../../words/index.ts';

/** An event of the plan: called as the other pages do, with the name by which it is sent where that differs. */
export function eventSaid(event: string, words: Words): string {
  const called = eventWords(words, event, 'name');
  return called === event ? event : words.t('plan.event_called', { called, event });
}
