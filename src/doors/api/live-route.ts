import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { DomainError } from '#src/basics/errors.ts';
import type { Askers } from './asker.ts';
import type { ApiParts } from './parts.ts';

const usualBeatMs = 15_000;

/** More than this waiting for a slow reader is not kept: the page shows the newest anyway. */
const mostWaitingBytes = 1_000_000;

/**
 * Mounts `GET /api/live`: what happens now in a workspace, as server-sent events. Every 15 seconds it is looked again
 * whether the asker may still see it; all streams end when the door closes.
 */
export function mountLive(app: FastifyInstance, parts: ApiParts, askers: Askers): void {
  const open = new Set<ServerResponse>();
  app.addHook('preClose', async () => {
    for (const response of open) response.end();
  });
  app.get('/api/live', { exposeHeadRoute: false }, async (request, reply) => {
    const { actor, workspace } = await askers.of(request, reply);
    if (!actor.permissions.has('data:read')) {
      throw new DomainError('access.forbidden', { kind: 'forbidden', expected: 'the permission data:read' });
    }
    const headers = {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    };
    for (const [name, value] of Object.entries(headers)) reply.header(name, value);
    const response = reply.raw;
    reply.hijack();
    response.writeHead(200, reply.getHeaders() as Record<string, string>); // what hooks and we have set
    response.write('retry: 3000\n\n');
    open.add(response);
    const stop = parts.live.subscribe(workspace, (event) =>
      write(response, `event: event\ndata: ${JSON.stringify(event)}\n\n`),
    );
    const beat = setInterval(() => {
      askers.of(request, reply).then(
        () => write(response, ': alive\n\n'),
        () => response.end(), // signed out, revoked, removed, or unknown: the page asks again and is told why
      );
    }, parts.settings.liveBeatMs ?? usualBeatMs);
    response.once('close', () => {
      clearInterval(beat);
      stop();
      open.delete(response);
    });
  });
}

function write(response: ServerResponse, text: string): void {
  if (response.writableEnded || response.writableLength > mostWaitingBytes) return;
  response.write(text);
}
