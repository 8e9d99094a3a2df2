import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type InjectOptions,
} from 'fastify';
import { handClock, systemClock } from '#src/engines/clock/index.ts';
import { type Journal, openJournal } from '#src/engines/journal/index.ts';
import {
  type Decoded,
  decodeEntry,
  type IntakeLimits,
  intakeRoutes,
  type ReceivedEvent,
} from '#src/events/intake/index.ts';

/** Intake on a real journal, with one source whose key is `good-key`, and an answer that a test may put before it. */
export interface IntakeServer {
  readonly app: FastifyInstance;
  readonly journal: Journal;
  /** Where it listens; '' where it was not asked to. */
  readonly address: string;
  readonly clock: ReturnType<typeof handClock>;
  /** What intake logged as its own fault. */
  readonly faults: readonly unknown[];
  /** The last thousand requests: a test of memory must not measure what it noted itself. */
  readonly requests: readonly SeenRequest[];
  /** Answers the next POSTs whose path starts so, instead of intake. */
  failNext(path: string, answers: readonly FailedAnswer[]): void;
  /** Takes all that waits out of the journal, read. */
  events(): Promise<Decoded[]>;
  close(): Promise<void>;
}

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface FailedAnswer {
  readonly status: number;
  readonly retryAfter?: number;
  /** The events are stored all the same, and only the answer is lost. */
  readonly stored?: boolean;
}

export const key = 'good-key';
export const receivedAt = Date.UTC(2026, 10, 21, 12);

/** Opens it; `listens` gives it a port of loopback, else requests are injected. */
export async function openIntake(limits: IntakeLimits = {}, listens = false): Promise<IntakeServer> {
  const folder = mkdtempSync(join(tmpdir(), 'perdure-intake-'));
  const journal = await openJournal({ folder });
  const clock = handClock(receivedAt);
  const faults: unknown[] = [];
  const requests: SeenRequest[] = [];
  let failing: { path: string; answers: FailedAnswer[] } | undefined;
  const lost = new Set<FastifyRequest>();
  const app = Fastify({ logger: false });
  app.addHook('onRequest', async (request, reply) => {
    if (requests.push({ method: request.method, url: request.url, headers: request.headers }) > 1000)
      requests.shift();
    if (request.method !== 'POST' || failing === undefined || !request.url.startsWith(failing.path)) return;
    const answer = failing.answers.shift();
    if (answer === undefined) return;
    if (answer.stored === true) lost.add(request);
    else await fail(reply, answer);
  });
  app.addHook('onSend', async (request, reply) => {
    if (lost.delete(request)) reply.code(500);
  });
  await app.register(intakeRoutes, {
    journal,
    clock,
    limits,
    sources: async (writeKey: string) => (writeKey === key ? { workspace: 1, source: 7 } : undefined),
    logger: { warn: () => {}, error: (details: object) => faults.push(details) },
  });
  await app.ready();
  const address = listens ? await app.listen({ host: '127.0.0.1', port: 0 }) : '';
  return {
    app,
    address,
    journal,
    clock,
    faults,
    requests,
    failNext: (path, answers) => {
      failing = { path, answers: [...answers] };
    },
    events: () => takeAll(journal),
    close: async () => {
      await app.close();
      await journal.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function fail(reply: FastifyReply, { status, retryAfter }: FailedAnswer): Promise<void> {
  reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', 'Retry-After');
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  await reply.code(status).send({ success: false });
}

async function takeAll(journal: Journal): Promise<Decoded[]> {
  const events: Decoded[] = [];
  for (let batch = await journal.next(10_000); batch !== undefined; batch = await journal.next(10_000)) {
    for (const entry of batch.entries) {
      const decoded = decodeEntry(entry);
      if (decoded.length !== entry.events)
        throw new Error(`${entry.events} counted, ${decoded.length} decoded`);
      events.push(...decoded);
    }
    await journal.finish(batch.id);
  }
  return events;
}

/** Only the received ones, and an error where one was refused. */
export function allReceived(events: readonly Decoded[]): ReceivedEvent[] {
  return events.map((event) => {
    if (event.outcome === 'refused') throw new Error(`refused: ${JSON.stringify(event)}`);
    return event;
  });
}

/** Waits until the answer is there; at most ten seconds. */
export async function until<T>(find: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = await find();
    if (found !== undefined) return found;
    await systemClock.sleep(50);
  }
  throw new Error('waited ten seconds in vain');
}

/** The header by which Segment's clients say their key. */
export const basic = (user: string): string => `Basic ${Buffer.from(user).toString('base64')}`;

/** An ordinary event. */
export const track = { type: 'track', event: 'Bought', userId: 'julie', messageId: 'm1' };

/** Sends a body to a server: text and bytes as they are, anything else as JSON. */
export const poster =
  (server: () => IntakeServer) =>
  (url: string, payload: unknown, headers: Record<string, string> = { authorization: basic(`${key}:`) }) => {
    const body = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload);
    return server().app.inject({ method: 'POST', url, payload: body, headers } as InjectOptions);
  };
