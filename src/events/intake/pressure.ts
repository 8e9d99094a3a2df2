import { DomainError } from '#src/basics/errors.ts';
import type { Clock } from '#src/engines/clock/port.ts';
import type { Journal } from '#src/engines/journal/port.ts';

/** How much intake takes at once. Absent: the default. */
export interface IntakeLimits {
  /** JSON of one request, after inflating: 1 MB. Clients keep to 500 KB. */
  readonly bodyBytes?: number;
  /** 2,500. */
  readonly eventsPerBatch?: number;
  /** Bytes of requests being received and journalled at once: 64 MB. */
  readonly inFlightBytes?: number;
  /** Bytes waiting in the journal: 4 GB. */
  readonly backlogBytes?: number;
  /** Events a second of one key, with bursts of ten seconds' worth; unlimited where absent. */
  readonly eventsPerSecond?: number;
}

/** A request that was not taken, and when the client may come again. */
export class Saturated extends DomainError {
  readonly retryAfterSeconds: number;

  constructor(code: string, expected: string, retryAfterSeconds: number) {
    super(code, { kind: 'busy', expected });
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Bytes of requests under way. */
export interface InFlight {
  /** @throws Saturated `intake.busy` */
  enter(bytes: number): void;
  leave(bytes: number): void;
}

export function inFlight(most: number): InFlight {
  let bytes = 0;
  return {
    enter(more) {
      if (bytes > 0 && bytes + more > most)
        throw new Saturated('intake.busy', `at most ${most} bytes under way`, 1);
      bytes += more;
    },
    leave(fewer) {
      bytes -= fewer;
    },
  };
}

/** @throws Saturated `intake.backlog` where loading is too far behind */
export async function checkBacklog(journal: Journal, most: number): Promise<void> {
  const { bytes } = await journal.waiting();
  if (bytes > most) throw new Saturated('intake.backlog', `at most ${most} bytes waiting to be loaded`, 15);
}

/** One key's bucket: it fills by `perSecond`, holds ten seconds' worth, and a request takes its events out. */
export interface TokenBuckets {
  /** @throws Saturated `intake.too_many_events` */
  take(key: number, events: number): void;
}

const burstSeconds = 10;
const mostBuckets = 100_000;

export function tokenBuckets(perSecond: number | undefined, clock: Clock): TokenBuckets {
  const buckets = new Map<number, { tokens: number; at: number }>();
  if (perSecond === undefined) return { take: () => {} };
  const full = perSecond * burstSeconds;
  return {
    take(key, events) {
      const now = clock.now();
      const bucket = buckets.get(key) ?? { tokens: full, at: now };
      const tokens = Math.min(full, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * perSecond);
      if (buckets.size >= mostBuckets) buckets.clear();
      const asked = Math.min(events, full); // a body larger than the bucket waits for a full one
      buckets.set(key, { tokens: tokens >= asked ? tokens - asked : tokens, at: now });
      if (tokens >= asked) return;
      const seconds = Math.ceil((asked - tokens) / perSecond);
      throw new Saturated(
        'intake.too_many_events',
        `at most ${perSecond} events a second`,
        Math.max(1, seconds),
      );
    },
  };
}
