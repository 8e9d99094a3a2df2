import { isDomainError } from '#src/basics/errors.ts';
import { beginHandOver, type Settling } from '#src/decisions/intents/index.ts';
import type { Records } from '#src/engines/records/port.ts';
import type { Breaker } from './breaker.ts';
import type { HandedOver, Lane, Outgoing } from './lane.ts';
import type { Outcome, Outcomes } from './outcomes.ts';
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
 * Hands one message over and writes down where it stands then. What a provider does is never thrown: what nobody expected leaves the
 * message in doubt once its hand-over began, and waiting before; what can be no message at all fails.
 *
 * @throws what the records threw: then nobody knows what stands written, and nothing more may begin
 */
export async function handOver(parts: HandingParts, settling: () => Settling, ready: Ready): Promise<void> {
  const { records, lane, outcomes } = parts;
  const now: { stage: 'ready' | 'begun' | 'refused' | 'ended'; fault?: unknown } = { stage: 'ready' };
  const kept = async <T>(write: Promise<T>): Promise<T> =>
    write.catch((error: unknown) => {
      now.fault ??= error;
      throw error;
    });
  const end = async (done: HandedOver): Promise<void> => {
    if (now.stage === 'ended') return;
    now.stage = 'ended';
    outcomes.add(settledBy(parts, ready, done, settling().now));
    await kept(outcomes.written());
  };
  const begin = async (): Promise<boolean> => {
    const begun = await kept(beginHandOver(records, settling(), ready.message.intent));
    now.stage = begun ? 'begun' : 'refused';
    return begun;
  };
  try {
    await lane.handOver(ready.message, { begin, end });
  } catch (error) {
    if (now.fault === undefined && now.stage !== 'refused')
      await end(unexpected(error, now.stage === 'begun'));
  }
  if (now.fault !== undefined) throw now.fault;
  if (now.stage === 'refused') outcomes.add(askedAgain(ready.message, settling().now));
}

const unexpected = (error: unknown, begun: boolean): HandedOver => {
  const detail = error instanceof Error ? error.message : String(error);
  if (begun) return { as: 'uncertain', detail };
  return isDomainError(error) && error.kind === 'invalid'
    ? { as: 'failed', detail }
    : { as: 'later', detail };
};

const line = ({ intent, channel }: Outgoing) => ({
  id: intent,
  channel,
  reason: null,
  detail: null,
  dueAt: null,
});

/** What passed the gate too long ago, or found its lane closed, is asked there again; what is in other hands is let be. */
export const askedAgain = (message: Outgoing, dueAt: number, reason: 'provider' | null = null): Outcome => ({
  ...line(message),
  state: 'waiting',
  dueAt,
  reason,
});

function settledBy(
  { lane, breaker, chance }: HandingParts,
  { message, attempts, inDoubt, expiresAt }: Ready,
  done: HandedOver,
  now: number,
): Outcome {
  const own = { ...line(message), tried: true };
  const again = (reason: string, detail: string): Outcome => {
    const next = nextTry(attempts + 1, now, chance());
    if (next === null) return { ...own, state: 'failed', reason: 'given_up', detail };
    const dueAt = Math.max(next, breaker.closedUntil);
    if (expiresAt !== null && dueAt >= expiresAt)
      return { ...own, state: 'failed', reason: 'expired', detail };
    return { ...own, state: 'waiting', reason, detail, dueAt };
  };
  switch (done.as) {
    case 'sent':
      breaker.success();
      return {
        ...own,
        state: 'sent',
        detail: done.detail,
        provider: { name: lane.name, id: done.providerId },
      };
    case 'later':
      breaker.strain(now);
      return again('provider', done.detail);
    case 'closed':
      breaker.fault(now, done.afterMs);
      return again('provider', done.detail);
    case 'bounced':
      breaker.success();
      return { ...own, state: 'bounced', detail: done.detail, bounced: message.to.address };
    case 'failed':
      return { ...own, state: 'failed', reason: 'provider', detail: done.detail };
    case 'uncertain':
      return inDoubt === 'resend' || lane.idempotent
        ? again('in_doubt', done.detail)
        : { ...own, state: 'uncertain', reason: 'in_doubt', detail: done.detail };
  }
}
