import type { FastifyInstance, FastifyRequest } from 'fastify';
import { allowAnyOrigin, answerError } from './answers.ts';
import { dropRefusedBodies } from './drain.ts';
import type { IntakeParts } from './parts.ts';
import { receive } from './receive.ts';
import { settingsRoutes } from './settings-routes.ts';
import type { Shape } from './shape.ts';
import { Intake } from './taking.ts';

/**
 * Where clients of Segment, RudderStack and PostHog send. A Fastify plugin; it brings its own body parser, hooks and
 * error answers, and none of them leaves it.
 *
 * 200 means durable. 400 broken body, 401 key, 413 size, 429 with Retry-After when saturated, 503 when not ready;
 * never 404, 410 or a redirect where events are sent. Bad events inside a good body are the business of loading.
 */
export async function intakeRoutes(app: FastifyInstance, parts: IntakeParts): Promise<void> {
  const intake = new Intake(parts);
  readBytesOnly(app, intake.bodyBytes);
  dropRefusedBodies(app);
  app.addHook('onRequest', async (request, reply) => {
    allowAnyOrigin(request, reply);
    if (request.method === 'POST') intake.enter(request);
  });
  app.addHook('onResponse', async (request) => intake.leave(request));
  app.addHook('onRequestAbort', async (request) => intake.leave(request));
  app.setErrorHandler((error, _request, reply) => answerError(error, reply, parts.logger));
  for (const { path, shape } of trackingPaths) {
    const take = (request: FastifyRequest) => intake.take(request, shape);
    receive(app, path, take);
  }
  for (const path of ['/v1/m', '/s']) receive(app, path, async () => nothingKept);
  settingsRoutes(app, parts);
}

const types = { track: 't', identify: 'i', page: 'p', screen: 's', group: 'g', alias: 'a' } as const;

const trackingPaths: readonly { path: string; shape: Shape }[] = [
  ...Object.entries(types).flatMap(([type, letter]) =>
    [type, letter].map((name) => ({ path: `/v1/${name}`, shape: `segment.${type}` as Shape })),
  ),
  { path: '/v1/batch', shape: 'segment.batch' },
  { path: '/v1/b', shape: 'segment.batch' },
  { path: '/v1/import', shape: 'import.batch' },
  ...['/batch', '/e', '/i/v0/e', '/capture'].map((path) => ({
    path,
    shape: 'posthog.batch' as const,
  })),
];

/** Statistics of clients about themselves, and recordings of screens: taken, not kept, and said so. */
const nothingKept = { success: true, status: 1, quota_limited: ['recordings'] };

/** Whatever the content type says, the body arrives as bytes. */
function readBytesOnly(app: FastifyInstance, bodyLimit: number): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body));
  app.addHook('onRequest', async (request) => {
    // a malformed content type would be refused before any parser is asked
    request.headers['content-type'] = 'application/octet-stream';
  });
}
