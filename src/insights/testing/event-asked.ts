import type { EventMatch } from '#src/customers/event-match/index.ts';
import type { DeedAsk } from '#src/customers/value/index.ts';

/** The event a question names, for recounts that know no definition of value. */
export function eventAsked(asked: DeedAsk): EventMatch {
  if ('value' in asked) throw new Error('this recount knows events alone');
  return asked;
}
