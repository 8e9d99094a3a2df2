import { type HeldVersion, leftAt } from './histories.ts';

/** How a contract of the continuous kind stands at an instant. */
export const contractStandings = [
  'not_begun',
  'trial',
  'running',
  'paused',
  'past_due',
  'cancelling',
  'ended',
] as const;
export type ContractStanding = (typeof contractStandings)[number];

/**
 * How a contract stands by the version that holds at an instant. An end that was asked for and is still to come is `cancelling`; one
 * foreseen that nobody asked for is a term that may be renewed, and the contract runs.
 *
 * @param at epoch milliseconds
 */
export function contractStanding(version: HeldVersion, at: number): ContractStanding {
  const { startsAt, cancelledAt, pausedAt, resumesAt, trialEndsAt, pastDueSince } = version;
  if (startsAt > at) return 'not_begun';
  const left = leftAt(version, 'ended');
  if (left !== null && left <= at) return 'ended';
  if (cancelledAt !== null && cancelledAt <= at) return 'cancelling';
  if (pausedAt !== null && pausedAt <= at && (resumesAt === null || resumesAt > at)) return 'paused';
  if (pastDueSince !== null && pastDueSince <= at) return 'past_due';
  return trialEndsAt !== null && trialEndsAt > at ? 'trial' : 'running';
}
