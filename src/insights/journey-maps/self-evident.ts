import { isOurMessage } from '#src/basics/own-deeds.ts';
import type { EventMatch } from '#src/insights/event-match/index.ts';
import { becoming, takesIn } from '#src/insights/step-failure/index.ts';
import { sameSaid } from '../versions/index.ts';
import type { Effect } from './figures-ask.ts';
import type { MapPlan } from './plan.ts';

/**
 * Why missing a measured step cannot explain that somebody does not stay, as missed steps of an onboarding have it:
 * staying is this very event; the step makes the customer; it is the way in, done again; or a message of ours, which those
 * get who are still there. A step with several events is so where each of them is.
 *
 * @param place of the step among the measured ones, from 1
 */
export function selfEvident(
  { bound, drawn }: Pick<MapPlan, 'bound' | 'drawn'>,
  place: number,
): Effect['selfEvident'] {
  const matchesOf = (at: number): readonly EventMatch[] => bound[at - 1]?.step.matches ?? [];
  const start = matchesOf(1);
  const others = bound.filter((one) => one.place > 1 && one.place !== place);
  const around = { start, others: others.flatMap(({ step }) => step.matches) };
  const why = (done: EventMatch): Effect['selfEvident'] => {
    if (takesIn(drawn.stays.match, done)) return 'departure';
    if (start.some((one) => sameSaid(one, done))) return 'entry';
    return done.event !== null && isOurMessage(done.event) ? 'message' : becoming(done, around);
  };
  const all = matchesOf(place).map(why);
  return all.includes(null) ? null : (all[0] ?? null);
}

/**
 * Place of the last measured step that makes the customer; 0 where none does. Of the steps after it only those who did it
 * are judged: who never became a customer has missed them all, and cannot leave.
 */
export const becomesAt = (plan: Pick<MapPlan, 'bound' | 'drawn'>): number =>
  plan.bound
    .map(({ place }) => place)
    .findLast((place) => ['purchase', 'joining'].includes(selfEvident(plan, place) ?? '')) ?? 0;
