import { timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Histogram, type Registry } from 'prom-client';
import { z } from 'zod';
import { DomainError } from '#src/basics/errors.ts';
import { bearerOf } from './asker.ts';
import type { ApiParts, ReadinessCheck } from './parts.ts';
import { type Route, route } from './route.ts';

const Check = z.object({ ok: z.boolean(), detail: z.string().optional() });
const Readiness = z.object({ status: z.enum(['ready', 'not_ready']), checks: z.record(z.string(), Check) });

/** What looks after the house ask: alive, ready, measures. */
export const upkeepRoutes = (parts: ApiParts): readonly Route[] => [
  route({
    method: 'GET',
    path: '/healthz',
    says: 'Whether the process answers.',
    answer: z.object({ status: z.literal('alive') }),
    run: async () => ({ status: 'alive' }),
  }),
  route({
    method: 'GET',
    path: '/readyz',
    says: 'Whether everything that is needed answers: engines, migrations, journal, disk.',
    answer: Readiness,
    refusals: [503],
    run: async (_request, reply) => {
      const checks = Object.fromEntries(await Promise.all(parts.readiness.map(looked)));
      const ready = Object.values(checks).every((check) => check.ok);
      reply.code(ready ? 200 : 503);
      return { status: ready ? 'ready' : 'not_ready', checks };
    },
  }),
  route({
    method: 'GET',
    path: '/metrics',
    says: 'Measures for Prometheus: from this machine, or with PERDURE_METRICS_TOKEN.',
    by: 'loopback or token',
    answer: 'text/plain',
    run: async (request, reply) => {
      requireWatcher(request, parts.settings.metricsToken);
      reply.type(parts.measures.contentType);
      return parts.measures.metrics();
    },
  }),
];

const patienceMs = 2_000;

/** A check that throws or takes long is a check that failed; its message may name an address, so it stays in the log. */
async function looked({ name, check }: ReadinessCheck): Promise<[string, z.output<typeof Check>]> {
  const late = new Promise<z.output<typeof Check>>((resolve) => {
    setTimeout(() => resolve({ ok: false, detail: `no answer within ${patienceMs} ms` }), patienceMs).unref();
  });
  const found = await Promise.race([check().catch(() => ({ ok: false, detail: 'does not answer' })), late]);
  return [name, found];
}

/**
 * A proxy on this machine makes every visitor look local, so a forwarded request never counts as local.
 *
 * @throws DomainError `access.forbidden`
 */
function requireWatcher(request: FastifyRequest, token: string | null): void {
  if (token !== null && equal(bearerOf(request) ?? '', token)) return;
  const forwarded = ['x-forwarded-for', 'forwarded', 'via'].some(
    (name) => request.headers[name] !== undefined,
  );
  if (!forwarded && isLoopback(request.socket.remoteAddress ?? '')) return;
  throw new DomainError('access.forbidden', {
    kind: 'forbidden',
    expected: 'a request from this machine, or the token',
  });
}

const equal = (given: string, wanted: string): boolean =>
  given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted));

const isLoopback = (address: string): boolean =>
  isIP(address) !== 0 && (address === '::1' || /^(::ffff:)?127\./.test(address));

/** Counts every answer by route pattern, never by address: ids and inputs must not become labels. */
export function measureAnswers(app: FastifyInstance, registry: Registry): void {
  if (registry.getSingleMetric('process_cpu_seconds_total') === undefined)
    collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'perdure_http_request_seconds',
    help: 'Time to answer, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
    };
    seconds.observe(labels, reply.elapsedTime / 1000);
    request.log.info({ ...labels, ms: Math.round(reply.elapsedTime) }, 'answered');
  });
}
