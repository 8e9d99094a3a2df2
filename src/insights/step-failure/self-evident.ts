import type { EventMatch } from '#src/insights/event-match/index.ts';
import { sameSaid } from '../versions/index.ts';
import type { Declared, RankedStep } from './ask.ts';
import { becoming } from './becoming.ts';

/**
 * Why missing a step cannot explain leaving, where leaving is silence: it is the lack of this very event; or the step
 * is the buying, or the signing up, that makes the customer, so that who did not never was one. Null where neither holds: an event or
 * the end of a contract happens to customers only, and so does what follows a purchase or a subscription.
 *
 * @param at its place among the declared steps, from 0
 */
export function selfEvident({ start, steps, departure }: Declared, at: number): RankedStep['selfEvident'] {
  const done = steps[at]?.done;
  if (done === undefined || departure.kind !== 'silence') return null;
  if (takesIn(departure.match, done)) return 'departure';
  return becoming(done, { start: [start], others: steps.toSpliced(at, 1).map((step) => step.done) });
}

/** Silence of a named event takes in each kind of it. Silence of everything is more than the lack of one event. */
export const takesIn = (silent: EventMatch, done: EventMatch): boolean =>
  sameSaid(silent, done) ||
  (silent.event !== null && silent.event === done.event && silent.where.length === 0);
