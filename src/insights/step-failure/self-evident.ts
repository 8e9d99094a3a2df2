import { type Deed, type EventMatch, oneEvent } from '#src/customers/event-match/index.ts';
import { sameSaid } from '#src/customers/versions/index.ts';
import type { Declared, RankedStep } from './ask.ts';
import { becoming, judgedAmong, type Way } from './becoming.ts';
import type { Plan } from './plan.ts';

/**
 * Why missing a step cannot explain leaving, where leaving is silence: it is the lack of this very event; or the step
 * is the buying, or the signing up, that makes the customer, so that who did not never was one. Null where neither holds: an event or
 * the end of a contract happens to customers only, and so does what follows a purchase or a subscription.
 *
 * @param at its place among the declared steps, from 0
 */
export function selfEvident(
  { declared: { start, steps }, missing }: Pick<Plan, 'declared' | 'missing'>,
  at: number,
): RankedStep['selfEvident'] {
  const done = steps[at]?.done;
  if (done === undefined || missing === null) return null;
  if (takesIn(missing, done)) return 'departure';
  return becoming(done, wayOf({ start, steps }), at);
}

/**
 * Among whom each step is judged, in their order: the place, from 0, of the purchase or sign-up before it that they did; null
 * where everybody is. Where leaving is an event or the end of a contract it is everybody, as only customers come to it.
 */
export const judgedAfter = ({ declared, missing }: Pick<Plan, 'declared' | 'missing'>): (number | null)[] =>
  missing === null ? declared.steps.map(() => null) : judgedAmong(wayOf(declared));

/** An onboarding as the way it is. */
const wayOf = ({ start, steps }: Pick<Declared, 'start' | 'steps'>): Way => ({
  start: [start],
  steps: steps.map(({ done }) => [done]),
});

/**
 * Silence of a named event takes in each kind of it, and so does lack of value that one such event is enough for. Silence of
 * everything is more than the lack of one event, and to receive value four times a month is more than to do it once.
 */
export function takesIn(missing: Deed, done: EventMatch): boolean {
  const silent = oneEvent(missing);
  if (silent === null) return false;
  return (
    sameSaid(silent, done) ||
    (silent.event !== null && silent.event === done.event && silent.where.length === 0)
  );
}
