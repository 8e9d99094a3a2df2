import type { EventMatch } from '#src/insights/event-match/index.ts';
import { sameSaid } from '../versions/index.ts';
import type { Declared, RankedStep } from './ask.ts';

/** By this event customers buy: of the standard names, the one that imports of purchases write too. */
const bought = 'Order Completed';

/** Names by which somebody becomes a customer or stays one. One name too many only leaves a step an ordinary one. */
const ofCustomers =
  /order (completed|placed|paid)|checkout completed|purchas|subscri|contract|member|renew|paid|\bcommand|achat|achet|abonn|adh[eé]r|adh[eé]sion|souscri|contrat|renouvel/i;

/**
 * Why missing a step cannot explain leaving, where leaving is silence: it is the lack of this very event; or the step
 * is the buying that makes the customer, so that who did not buy never was one. Null where neither holds: an event or
 * the end of a contract happens to customers only, and so does what follows a purchase or a subscription.
 *
 * @param at its place among the declared steps, from 0
 */
export function selfEvident({ start, steps, departure }: Declared, at: number): RankedStep['selfEvident'] {
  const done = steps[at]?.done;
  if (done === undefined || departure.kind !== 'silence') return null;
  if (takesIn(departure.match, done)) return 'departure';
  const others = [start, ...steps.toSpliced(at, 1).map((step) => step.done)];
  const buys = done.event === bought && done.where.length === 0;
  return buys && !others.some(mayBeOfCustomers) ? 'purchase' : null;
}

/** Silence of a named event takes in each kind of it. Silence of everything is more than the lack of one event. */
const takesIn = (silent: EventMatch, done: EventMatch): boolean =>
  sameSaid(silent, done) ||
  (silent.event !== null && silent.event === done.event && silent.where.length === 0);

const mayBeOfCustomers = ({ event }: EventMatch): boolean => event === null || ofCustomers.test(event);
