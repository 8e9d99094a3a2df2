import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** POST with and without a slash at the end, the preflight, and a plain "POST here" for anything else. */
export function receive(
  app: FastifyInstance,
  path: string,
  take: (request: FastifyRequest) => Promise<object>,
): void {
  for (const url of [path, `${path}/`]) {
    app.post(url, async (request, reply) => reply.send(await take(request)));
    app.options(url, async (_request, reply) => reply.code(204).send());
    app.route({ method: ['GET', 'PUT', 'PATCH', 'DELETE'], url, handler: postOnly });
  }
}

async function postOnly(_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return reply.code(405).header('allow', 'POST, OPTIONS').send({ success: false, code: 'intake.post_only' });
}
