import { basename } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#src/basics/errors.ts';
import { type Asker, type Askers, queryOf } from './asker.ts';
import type { ApiParts } from './parts.ts';

/**
 * Mounts `POST /api/imports`: a file's bytes, streamed to the imports room as they come. In a scope of its own, where
 * no body is parsed whatever its type says.
 */
export function mountImports(app: FastifyInstance, parts: ApiParts, askers: Askers): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.post('/api/imports', async (request, reply) =>
      receive(parts, await permitted(askers, request, reply), request, reply),
    );
  });
}

async function permitted(askers: Askers, request: FastifyRequest, reply: FastifyReply): Promise<Asker> {
  const asker = await askers.of(request, reply);
  if (asker.actor.permissions.has('data:write')) return asker;
  throw new DomainError('access.forbidden', { kind: 'forbidden', expected: 'the permission data:write' });
}

async function receive(parts: ApiParts, asker: Asker, request: FastifyRequest, reply: FastifyReply) {
  const { name, workspace: _, ...options } = queryOf(request);
  if (name === undefined || name === '' || name.length > 255) {
    throw new DomainError('imports.name_missing', {
      field: 'name',
      expected: 'the name of the file, ?name=orders.csv',
    });
  }
  const limit = parts.settings.maxImportBytes;
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  // The scope's parser hands on the stream itself; a request without a body has none.
  const body = (request.body ?? request.raw) as Readable;
  const file = body.pipe(measured(limit, parts.settings.patience?.bodyMs ?? 30_000));
  body.once('error', (error) => file.destroy(error));
  body.once('close', () => {
    if (!body.readableEnded)
      file.destroy(new DomainError('imports.cut_off', { expected: 'a file to its end' }));
  });
  const { actor, workspace } = asker;
  const shown = basename(name.replaceAll('\\', '/')); // a name to show, never a path
  const received = await parts.imports.receive(workspace, { name: shown, stream: file, actor, options });
  await parts.access.audit.record({
    workspace: workspace.number,
    actor,
    action: 'imports.receive',
    after: { name: shown },
  });
  return reply.code(201).send(received);
}

/** Lets the bytes through, ends with a refusal when there are too many or none come for a while. */
function measured(limit: number, patienceMs: number): Transform {
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      waiting.refresh();
      if (bytes > limit) done(tooLarge(limit));
      else done(null, chunk);
    },
    flush(done) {
      clearTimeout(waiting);
      done();
    },
    destroy(error, done) {
      clearTimeout(waiting);
      done(error);
    },
  });
  const waiting = setTimeout(() => {
    stream.destroy(new DomainError('imports.cut_off', { expected: `bytes at least every ${patienceMs} ms` }));
  }, patienceMs);
  return stream;
}

const tooLarge = (limit: number): DomainError =>
  new DomainError('imports.too_large', {
    kind: 'too_large',
    field: 'file',
    expected: `at most ${limit} bytes`,
  });
