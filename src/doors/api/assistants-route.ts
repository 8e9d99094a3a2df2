import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '#src/basics/errors.ts';
import { type Askers, bearerOf } from './asker.ts';
import type { ApiParts, AssistantsDoor } from './parts.ts';

/**
 * Mounts `/mcp`: by key only, so that no page can use a signed-in browser; and only under names of ours, so that a page
 * whose own name was pointed at this machine (DNS rebinding) cannot speak to it.
 */
export function mountAssistants(app: FastifyInstance, parts: ApiParts, askers: Askers): void {
  const { assistants } = parts;
  if (assistants === undefined) return;
  app.route({
    method: ['GET', 'POST', 'DELETE'],
    url: '/mcp',
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      requireOwnName(request, parts.settings.publicUrl);
      if (bearerOf(request) === undefined) {
        throw new DomainError('access.key_missing', {
          kind: 'unauthenticated',
          expected: 'Authorization: Bearer pk_…',
        });
      }
      const asker = await askers.of(request, reply);
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) reply.raw.setHeader(name, value);
      }
      await handed(assistants, { request, response: reply.raw, asker });
    },
  });
}

async function handed(
  assistants: AssistantsDoor,
  {
    request,
    response,
    asker,
  }: {
    request: FastifyRequest;
    response: Parameters<AssistantsDoor>[0]['response'];
    asker: Parameters<AssistantsDoor>[1];
  },
): Promise<void> {
  try {
    await assistants({ request: request.raw, response, body: request.body }, asker);
  } catch (error) {
    // The answer is no longer Fastify's: without this, the connection would hang.
    request.log.error({ err: error }, 'a fault of ours');
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}

/** @throws DomainError `access.foreign_host`, `session.foreign_origin` */
function requireOwnName(request: FastifyRequest, publicUrl: string | null): void {
  const own = publicUrl === null ? [] : [new URL(publicUrl).hostname];
  const isOwn = (name: string): boolean =>
    isIP(name.replace(/^\[|\]$/g, '')) !== 0 || name === 'localhost' || own.includes(name);
  if (!isOwn(request.hostname)) {
    const expected = 'PERDURE_PUBLIC_URL’s host, localhost or an address in numbers';
    throw new DomainError('access.foreign_host', {
      kind: 'forbidden',
      field: 'host',
      expected,
      got: request.hostname,
    });
  }
  const { origin } = request.headers;
  if (origin === undefined || (URL.canParse(origin) && isOwn(new URL(origin).hostname))) return;
  throw new DomainError('session.foreign_origin', {
    kind: 'forbidden',
    field: 'origin',
    expected: 'no page of others',
    got: origin,
  });
}
