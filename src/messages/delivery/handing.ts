import { beginHandOver, type Settled, type Settling } from '#src/decisions/intents/index.ts';
import type { Records } from '#src/engines/records/port.ts';
import type { Breaker } from './breaker.ts';
import type { HandedOver, Lane, Outgoing } from './lane.ts';
import type { Outcomes } from './outcomes.ts';
import { nextTry } from './retries.ts';

/** A message that passed, ready to go. */
export interface Ready {
  readonly message: Outgoing;
  readonly attempts: number;
  readonly inDoubt: 'resend' | 'leave';
  /** Epoch milliseconds. */
  readonly expiresAt: number | null;
}

/** What handing over needs. */
export interface HandingParts {
  readonly records: Records;
  readonly lane: Lane;
  readonly breaker: Breaker;
  readonly outcomes: Outcomes;
  /** 0–1, anew at each call. */
  readonly chance: () => number;
}

/**
 * Hands one message over and writes down where it stands then. Never throws for what a provider does: what nobody expected leaves
 * the message in doubt once its hand-over began, and waiting before.
 */
export async function handOver(parts: HandingParts, settling: () => Settling, ready: Ready): Promise<void> {
  const { records, lane, outcomes } = parts;
  let [begun, refused, ended] = [false, false, false];
  const end = async (done: HandedOver): Promise<void> => {
    if (ended) return;
    ended = true;
    outcomes.add(settledBy(parts, ready, done, settling().now));
    await outcomes.written();
  };
  const begin = async (): Promise<boolean> => {
    begun = await beginHandOver(records, settling(), ready.message.intent);
    refused = !begun;
    return begun;
  };
  try {
    await lane.handOver(ready.message, { begin, end });
  } catch (error) {
    if (refused) return;
    const detail = error instanceof Error ? error.message : String(error);
    await end({ as: begun ? 'uncertain' : 'later', detail });
  }
}

function settledBy(
  { lane, breaker, chance }: HandingParts,
  { message, attempts, inDoubt, expiresAt }: Ready,
  done: HandedOver,
  now: number,
): Settled {
  const line = { id: message.intent, channel: message.channel, reason: null, detail: null, dueAt: null };
  const again = (reason: string, detail: string): Settled => {
    const dueAt = nextTry(attempts + 1, now, chance());
    if (dueAt === null) return { ...line, state: 'failed', reason: 'given_up', detail };
    if (expiresAt !== null && dueAt >= expiresAt)
      return { ...line, state: 'failed', reason: 'expired', detail };
    return { ...line, state: 'waiting', reason, detail, dueAt };
  };
  switch (done.as) {
    case 'sent':
      breaker.success();
      return {
        ...line,
        state: 'sent',
        detail: done.detail,
        provider: { name: lane.name, id: done.providerId },
      };
    case 'later':
      return again('provider', done.detail);
    case 'closed':
      breaker.fault(now, done.afterMs);
      return {
        ...line,
        state: 'waiting',
        reason: 'provider',
        detail: done.detail,
        dueAt: breaker.closedUntil,
      };
    case 'bounced':
      return { ...line, state: 'bounced', detail: done.detail };
    case 'failed':
      return { ...line, state: 'failed', reason: 'provider', detail: done.detail };
    case 'uncertain':
      return inDoubt === 'resend' || lane.idempotent
        ? again('in_doubt', done.detail)
        : { ...line, state: 'uncertain', reason: 'in_doubt', detail: done.detail };
  }
}
