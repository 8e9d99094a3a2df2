import type { FastifyReply } from 'fastify';
import { DomainError } from '#src/basics/errors.ts';
import type { Clock } from '#src/engines/clock/index.ts';

/** How much one asker may still ask. */
export interface Allowance {
  readonly allowed: boolean;
  readonly limit: number;
  /** Whole requests left. */
  readonly remaining: number;
  /** Seconds until there is room for one more request, or, where there is room, until all is as at first. */
  readonly resetSeconds: number;
}

/** Token buckets by name: each holds a minute's requests and fills evenly. */
export interface Limiter {
  take(name: string, perMinute: number): Allowance;
  /** What is left, of which nothing is taken. */
  look(name: string, perMinute: number): Allowance;
}

interface Bucket {
  tokens: number;
  at: number;
}

const mostBuckets = 50_000;

/**
 * Opens the limiter. In memory: a restart forgives, and each process counts for itself. Failed sign-ins are counted in
 * the records instead.
 */
export function openLimiter(clock: Clock): Limiter {
  const buckets = new Map<string, Bucket>();
  return {
    take: (name, perMinute) => {
      const now = clock.now();
      const bucket = refilled(buckets.get(name), perMinute, now);
      const allowed = bucket.tokens >= 1;
      if (allowed) bucket.tokens -= 1;
      buckets.delete(name); // the newest stand last, so that the oldest are found first
      buckets.set(name, bucket);
      if (buckets.size > mostBuckets) forgetOldest(buckets);
      return allowanceOf(bucket, perMinute, allowed);
    },
    look: (name, perMinute) => {
      const bucket = refilled(buckets.get(name), perMinute, clock.now());
      return allowanceOf(bucket, perMinute, bucket.tokens >= 1);
    },
  };
}

function allowanceOf({ tokens }: Bucket, perMinute: number, allowed: boolean): Allowance {
  const missing = allowed ? perMinute - tokens : 1 - tokens;
  const resetSeconds = Math.ceil((missing * 60) / perMinute);
  return { allowed, limit: perMinute, remaining: Math.floor(tokens), resetSeconds };
}

/** A clock that goes back takes nothing away and gives nothing. */
function refilled(bucket: Bucket | undefined, perMinute: number, now: number): Bucket {
  if (bucket === undefined) return { tokens: perMinute, at: now };
  const gained = (Math.max(0, now - bucket.at) * perMinute) / 60_000;
  return { tokens: Math.min(perMinute, bucket.tokens + gained), at: now };
}

function forgetOldest(buckets: Map<string, Bucket>): void {
  for (const name of [...buckets.keys()].slice(0, mostBuckets / 10)) buckets.delete(name);
}

/**
 * Tells the asker what is left, and refuses when nothing is.
 *
 * @throws DomainError `access.too_many_requests`
 */
export function spend(allowance: Allowance, reply: FastifyReply): void {
  reply.header('ratelimit-limit', String(allowance.limit));
  reply.header('ratelimit-remaining', String(allowance.remaining));
  reply.header('ratelimit-reset', String(allowance.resetSeconds));
  if (allowance.allowed) return;
  reply.header('retry-after', String(allowance.resetSeconds));
  const expected = `at most ${allowance.limit} requests a minute`;
  throw new DomainError('access.too_many_requests', { kind: 'busy', expected });
}
