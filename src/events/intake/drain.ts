import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** More than this is not even dropped: the connection is cut. */
const mostDropped = 128 * 1024 * 1024;

/**
 * Reads what a refused client is still sending, and drops it.
 *
 * Closing a connection on which bytes arrive resets it, and the client may lose the answer that was on its way: it
 * would see a broken line instead of 413. So the connection stays open until the body has ended; who never ends is cut
 * by the time limit of bodies.
 *
 * @source RFC 9112, 9.6: "lingering close"
 */
export function dropRefusedBodies(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    if (request.raw.complete || reply.getHeader('connection') !== 'close') return;
    reply.removeHeader('connection');
    drop(request.raw);
  });
}

function drop(body: IncomingMessage): void {
  let bytes = 0;
  body.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostDropped) body.destroy();
  });
  body.on('error', () => undefined); // whoever was refused may leave
}
