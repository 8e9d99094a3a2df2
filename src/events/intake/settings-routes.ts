import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#src/basics/errors.ts';
import { readBody } from './body.ts';
import { posthogScript, segmentBundle, segmentScript } from './client-scripts.ts';
import {
  noFlags,
  type PublicPlace,
  posthogSettings,
  posthogSettingsScript,
  rudderSettings,
  segmentSettings,
} from './client-settings.ts';
import type { IntakeParts } from './parts.ts';
import { receive } from './receive.ts';
import type { Source } from './sources.ts';
import { keyFromBody, keyFromHeader } from './write-key.ts';

/** What browsers ask before they send: settings, flags (there are none), and the clients' own scripts. */
export function settingsRoutes(app: FastifyInstance, parts: IntakeParts): void {
  const sourceOf = async (key: string | undefined): Promise<Source> => {
    const source = key === undefined ? undefined : await parts.sources(key);
    if (source !== undefined) return source;
    throw new DomainError('intake.wrong_key', {
      kind: 'unauthenticated',
      expected: 'the write key of a source',
    });
  };
  const here = (request: FastifyRequest): PublicPlace => placeOf(parts.publicUrl?.(), request);

  ask(app, '/v1/projects/:key/settings', async (request) => {
    const { key } = await known(request, sourceOf);
    return segmentSettings(key, here(request));
  });
  ask(app, '/sourceConfig', async (request) => {
    const key = keyFromHeader(request.headers.authorization) ?? queryText(request, 'writeKey');
    return rudderSettings(key ?? '', await sourceOf(key));
  });
  ask(app, '/array/:key/config', async (request) => posthogSettings((await known(request, sourceOf)).key));
  script(app, '/array/:key/config.js', async (request) =>
    posthogSettingsScript((await known(request, sourceOf)).key),
  );
  script(app, '/array/:key/array.js', async (request) => {
    const { key } = await known(request, sourceOf);
    const text = await posthogScript('array.js');
    return text === undefined ? undefined : posthogSettingsScript(key) + text;
  });
  script(app, '/analytics.js/v1/:key/analytics.min.js', async (request) =>
    segmentScript((await known(request, sourceOf)).key),
  );
  script(app, '/analytics-next/bundles/:file', async (request) => segmentBundle(parameter(request, 'file')));
  script(app, '/static/:file', async (request) => posthogScript(parameter(request, 'file')));
  script(app, '/static/:version/:file', async (request) => posthogScript(parameter(request, 'file')));

  const flags = async (request: FastifyRequest): Promise<object> => {
    const { value } = readBody(
      request.body instanceof Uint8Array ? request.body : new Uint8Array(),
      1024 * 1024,
    );
    const key = keyFromBody(value, []) ?? queryText(request, 'token') ?? queryText(request, 'api_key');
    await sourceOf(key);
    return { ...posthogSettings(key ?? ''), ...noFlags };
  };
  receive(app, '/flags', flags);
  receive(app, '/decide', flags);
}

async function known(
  request: FastifyRequest,
  sourceOf: (key: string | undefined) => Promise<Source>,
): Promise<{ key: string }> {
  const key = parameter(request, 'key');
  await sourceOf(key);
  return { key };
}

/** GET with and without a slash at the end, and the preflight. */
function ask(app: FastifyInstance, path: string, answer: (request: FastifyRequest) => Promise<object>): void {
  for (const url of [path, `${path}/`]) {
    app.get(url, async (request, reply) =>
      reply.header('cache-control', 'no-cache').send(await answer(request)),
    );
    app.options(url, async (_request, reply) => reply.code(204).send());
  }
}

function script(
  app: FastifyInstance,
  path: string,
  text: (request: FastifyRequest) => Promise<string | undefined>,
): void {
  app.get(path, async (request, reply) => answerScript(reply, await text(request)));
  app.options(path, async (_request, reply) => reply.code(204).send());
}

function answerScript(reply: FastifyReply, text: string | undefined): FastifyReply {
  if (text === undefined) {
    throw new DomainError('intake.no_such_script', {
      kind: 'not_found',
      expected: 'a script of a client package that is installed beside Perdure',
    });
  }
  return reply
    .header('content-type', 'text/javascript; charset=utf-8')
    .header('cache-control', 'public, max-age=300')
    .header('x-content-type-options', 'nosniff')
    .send(text);
}

function parameter(request: FastifyRequest, name: string): string {
  const value = textIn(request.params, name);
  return value ?? '';
}

const queryText = (request: FastifyRequest, name: string): string | undefined => textIn(request.query, name);

function textIn(values: unknown, name: string): string | undefined {
  if (typeof values !== 'object' || values === null) return undefined;
  const value: unknown = Object.entries(values).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : undefined;
}

function placeOf(publicUrl: string | undefined, request: FastifyRequest): PublicPlace {
  if (publicUrl === undefined) return { protocol: request.protocol, host: request.host };
  const { protocol, host, pathname } = new URL(publicUrl);
  return { protocol: protocol.replace(':', ''), host: `${host}${pathname.replace(/\/$/, '')}` };
}
