import { Readable } from 'node:stream';
import { answer } from '#src/access/index.ts';
import { documentOf, type ExportPart } from '#src/events/person-export/index.ts';
import { askEngines, leavingOf, unknownOperation } from './ask-routes.ts';
import { type Askers, queryOf } from './asker.ts';
import type { ApiParts } from './parts.ts';
import { type Route, route } from './route.ts';

/**
 * `GET /api/people/export`: everything held about a person as one JSON document. It is `people.export`, part after part, written
 * as it is read.
 */
export const personRoute = (parts: ApiParts, askers: Askers): Route =>
  route({
    method: 'GET',
    path: '/api/people/export',
    says: 'Everything held about a person, as one JSON document to be handed to them: people.export, all parts of it, streamed. An answer that breaks off is not whole.',
    by: 'key or session',
    query: {
      userId: 'any user id of the person',
      workspace: 'slug or id of the workspace, for a session without the header',
    },
    answer: 'application/json',
    refusals: [400, 403, 404],
    run: async (request, reply) => {
      const { actor, workspace } = await askers.of(request, reply);
      const operation = parts.operations.find(({ name }) => name === 'people.export');
      if (operation === undefined) return unknownOperation('people.export');
      const { userId } = queryOf(request);
      const signal = leavingOf(reply);
      const part = async (more: { readonly after?: string } = {}) => {
        const ask = { operation, workspace, actor, input: { userId, ...more }, signal };
        return (await answer(askEngines(parts), ask)) as ExportPart; // the operation's own answer
      };
      const first = await part();
      reply.type('application/json; charset=utf-8');
      reply.header('content-disposition', `attachment; filename="person-${first.export}.json"`);
      return Readable.from(
        documentOf(first, (after) => part({ after })),
        { objectMode: false },
      );
    },
  });
