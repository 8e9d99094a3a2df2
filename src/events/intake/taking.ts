import type { FastifyRequest } from 'fastify';
import { DomainError } from '#src/basics/errors.ts';
import { readBody } from './body.ts';
import type { IntakeParts } from './parts.ts';
import {
  checkBacklog,
  type InFlight,
  type IntakeLimits,
  inFlight,
  type TokenBuckets,
  tokenBuckets,
} from './pressure.ts';
import { eventsOf, type Shape } from './shape.ts';
import type { Source } from './sources.ts';
import { keyFromBody, keyFromHeader } from './write-key.ts';

/** What a client is told once its events are durable. `status` is PostHog's word. */
export const accepted = { success: true, status: 1 };

/** Takes requests to the journal. */
export class Intake {
  readonly bodyBytes: number;
  readonly #parts: IntakeParts;
  readonly #limits: Required<Omit<IntakeLimits, 'eventsPerSecond'>>;
  readonly #buckets: TokenBuckets;
  readonly #inFlight: InFlight;
  readonly #entered = new WeakMap<FastifyRequest, number>();

  constructor(parts: IntakeParts) {
    const megabyte = 1024 * 1024;
    const defaults = {
      bodyBytes: megabyte,
      eventsPerBatch: 2500,
      inFlightBytes: 64 * megabyte,
      backlogBytes: 4096 * megabyte,
    };
    this.#parts = parts;
    this.#limits = { ...defaults, ...parts.limits };
    this.#buckets = tokenBuckets(parts.limits?.eventsPerSecond, parts.clock);
    this.#inFlight = inFlight(this.#limits.inFlightBytes);
    this.bodyBytes = this.#limits.bodyBytes;
  }

  /** Before the body is read: its bytes count from here until the answer. @throws Saturated */
  enter(request: FastifyRequest): void {
    const said = Number(request.headers['content-length']);
    const bytes = Number.isFinite(said) ? Math.min(said, this.bodyBytes) : this.bodyBytes;
    this.#inFlight.enter(bytes);
    this.#entered.set(request, bytes);
  }

  leave(request: FastifyRequest): void {
    this.#inFlight.leave(this.#entered.get(request) ?? 0);
    this.#entered.delete(request);
  }

  /** Makes the request's events durable. @throws DomainError where they are not taken */
  async take(request: FastifyRequest, shape: Shape): Promise<object> {
    const { journal, clock } = this.#parts;
    const receivedAt = clock.now();
    if (!journal.healthy)
      throw new DomainError('journal.unhealthy', { kind: 'unavailable', expected: 'a working disk' });
    const headerKey = keyFromHeader(request.headers.authorization);
    const known = headerKey === undefined ? undefined : await this.#sourceOf(headerKey);
    const { bytes, value } = readBody(
      request.body instanceof Uint8Array ? request.body : new Uint8Array(),
      this.bodyBytes,
    );
    const events = eventsOf(value, shape);
    const source = known ?? (await this.#sourceOf(keyFromBody(value, events ?? [])));
    if (events === undefined)
      throw new DomainError('intake.broken_body', { expected: 'an event, or {"batch": […]}' });
    if (events.length === 0) return accepted;
    this.#checkCount(events.length);
    this.#buckets.take(source.source, events.length);
    await checkBacklog(journal, this.#limits.backlogBytes);
    const sentAt = sentAtOf(request);
    await journal.append({
      ...source,
      shape: shapeOf(shape, value),
      receivedAt,
      sentAt,
      events: events.length,
      body: bytes,
    });
    return accepted;
  }

  async #sourceOf(key: string | undefined): Promise<Source> {
    const source = key === undefined ? undefined : await this.#parts.sources(key);
    if (source !== undefined) return source;
    const code = key === undefined ? 'intake.no_key' : 'intake.wrong_key';
    throw new DomainError(code, { kind: 'unauthenticated', expected: 'the write key of a source' });
  }

  #checkCount(events: number): void {
    const most = this.#limits.eventsPerBatch;
    if (events <= most) return;
    throw new DomainError('intake.too_many_in_batch', {
      kind: 'too_large',
      expected: `at most ${most} events`,
      got: events,
    });
  }
}

/** A list or a `{batch}` sent to the path of one event stays a batch for whoever reads it. */
const shapeOf = (shape: Shape, value: unknown): Shape =>
  shape === 'posthog.batch' && !Array.isArray(value) && !hasBatch(value) ? 'posthog.event' : shape;

const hasBatch = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'batch' in value && Array.isArray(value.batch);

/** RudderStack's browser client says it in a header, posthog-js in the query (`_`, milliseconds). */
function sentAtOf(request: FastifyRequest): string | null {
  const header = request.headers.sentat;
  if (typeof header === 'string' && header.length <= 64) return header;
  const query = /[?&]_=(\d{13})(?:&|$)/.exec(request.url);
  return query?.[1] ?? null;
}
