import { isOurMessage } from '#src/basics/own-deeds.ts';
import type { EventMatch } from '#src/customers/event-match/index.ts';
import { sameSaid } from '#src/customers/versions/index.ts';
import { becoming, judgedAmong, takesIn, type Way } from '#src/insights/step-failure/index.ts';
import type { Effect } from './figures-ask.ts';
import type { MapPlan } from './plan.ts';

/**
 * Why missing a measured step cannot explain that somebody does not stay: staying is this very event, or the step makes the
 * customer, both as among the missed steps of an onboarding; on a map also that the step is the way in, done again, or a
 * message of ours, which those get who are still there. A step with several events is so where each of them is.
 *
 * @param place of the step among the measured ones, from 1
 */
export function selfEvident(
  { bound, drawn }: Pick<MapPlan, 'bound' | 'drawn'>,
  place: number,
): Effect['selfEvident'] {
  const way = wayOf({ bound });
  const why = (done: EventMatch): Effect['selfEvident'] => {
    if (takesIn(drawn.stays.match, done)) return 'departure';
    if (way.start.some((one) => sameSaid(one, done))) return 'entry';
    return done.event !== null && isOurMessage(done.event) ? 'message' : becoming(done, way, place - 2);
  };
  const all = (bound[place - 1]?.step.matches ?? []).map(why);
  return all.includes(null) ? null : (all[0] ?? null);
}

/** A map as the way it is: the first measured step is what one begins by. */
function wayOf({ bound }: Pick<MapPlan, 'bound'>): Way {
  const [start = [], ...steps] = bound.map(({ step }) => step.matches);
  return { start, steps };
}

/**
 * Among whom each measured step is judged, in their order: the place of the step before it that makes the customer, 0 where
 * everybody is judged.
 */
export const judgedAfter = (plan: Pick<MapPlan, 'bound'>): number[] => [
  0,
  ...judgedAmong(wayOf(plan)).map((at) => (at === null ? 0 : at + 2)),
];
