import type { Declared, RankedStep } from './ask.ts';

/** By this event customers buy: of the standard names, the one that imports of purchases write too. */
const bought = 'Order Completed';

/**
 * Why missing a step cannot explain leaving: buying makes the customer, so who did not buy never was one; or leaving is
 * the lack of this very event. Null where neither holds. Who starts by buying is a customer, and may miss buying again.
 *
 * @param at its place among the declared steps, from 0
 */
export function selfEvident({ start, steps, departure }: Declared, at: number): RankedStep['selfEvident'] {
  const event = steps[at]?.done.event ?? null;
  if (event === null) return null;
  if (departure.kind !== 'contract' && departure.match.event === event) return 'departure';
  return event === bought && start.event !== bought ? 'purchase' : null;
}
