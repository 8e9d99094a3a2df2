import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type AskEngines, answer, type Operation, permissions } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Askers, queryOf } from './asker.ts';
import { csvOf } from './csv.ts';
import { jsonInTurns } from './json-in-turns.ts';
import type { ApiParts } from './parts.ts';
import { type Route, route } from './route.ts';

/** The operations over HTTP: asked, exported, listed. */
export interface AskDoor {
  /** Mounted under `/api/ask/:operation`; described operation by operation. */
  ask(request: FastifyRequest, reply: FastifyReply): Promise<unknown>;
  export(request: FastifyRequest, reply: FastifyReply): Promise<string>;
  readonly routes: readonly Route[];
}

/** Opens it. */
export function openAskDoor(parts: ApiParts, askers: Askers): AskDoor {
  const engines = askEngines(parts);
  const byName = new Map(parts.operations.map((operation) => [operation.name, operation]));
  const asked = async (
    request: FastifyRequest,
    reply: FastifyReply,
    how: { input: unknown; audited?: string },
  ) => {
    const { actor, workspace } = await askers.of(request, reply);
    const operation = byName.get(operationNamed(request)) ?? unknownOperation(operationNamed(request));
    const ask = { operation, workspace, actor, ...how };
    const key = request.headers['idempotency-key'];
    if (key === undefined || !operation.writes) return answer(engines, { ...ask, signal: leavingOf(reply) });
    // No signal: what is done for good is done whole, and its answer kept, though the asker has left.
    const once = {
      workspace: workspace.number,
      asker: `${actor.kind}:${actor.id}`,
      key: String(key),
      operation: operation.name,
      input: how.input,
    };
    const { answer: given, repeated } = await parts.access.once(once, () => answer(engines, ask));
    if (repeated) reply.header('idempotency-replayed', 'true');
    return given;
  };
  return {
    ask: async (request, reply) => {
      const given = await asked(request, reply, { input: request.body ?? {} });
      reply.type('application/json; charset=utf-8');
      return jsonInTurns(given);
    },
    export: async (request, reply) => {
      const input = request.method === 'GET' ? inputOf(request) : (request.body ?? {});
      refuseWriting(byName.get(operationNamed(request)));
      const given = await asked(request, reply, { input, audited: 'export' });
      reply.type('text/csv; charset=utf-8');
      reply.header('content-disposition', `attachment; filename="${operationNamed(request)}.csv"`);
      return csvOf(given, { guard: queryOf(request).guard !== 'off' });
    },
    routes: [listing(parts, askers)],
  };
}

/** What operations work with here. */
export const askEngines = ({
  records,
  warehouse,
  jobs,
  clock,
  access,
  checksAnswers,
}: ApiParts): AskEngines => ({
  records,
  warehouse,
  jobs,
  clock,
  audit: access.audit,
  checksAnswers: checksAnswers ?? false,
});

const listing = ({ operations }: ApiParts, askers: Askers): Route =>
  route({
    method: 'GET',
    path: '/api/operations',
    says: 'The operations that the asker may use.',
    by: 'key or session',
    answer: z.array(
      z.object({
        name: z.string(),
        asks: z.object({ fr: z.string(), en: z.string() }),
        needs: z.enum(permissions),
        writes: z.boolean(),
      }),
    ),
    run: async (request, reply) => {
      const { actor } = await askers.of(request, reply);
      const usable = operations.filter((operation) => actor.permissions.has(operation.needs));
      return usable.map(({ name, asks, needs, writes }) => ({ name, asks, needs, writes }));
    },
  });

function operationNamed(request: FastifyRequest): string {
  const { params } = request;
  const named =
    typeof params === 'object' && params !== null && 'operation' in params ? params.operation : '';
  return String(named);
}

/** @throws DomainError `access.unknown_operation` */
export function unknownOperation(name: string): never {
  const expected = 'an operation listed in /api/operations';
  throw new DomainError('access.unknown_operation', {
    kind: 'not_found',
    field: 'operation',
    expected,
    got: name,
  });
}

/** A link must not change anything, and a change has nothing to export. */
function refuseWriting(operation: Operation | undefined): void {
  if (operation?.writes !== true) return;
  const expected = 'an operation that only reads';
  throw new DomainError('access.not_exportable', { field: 'operation', expected, got: operation.name });
}

function inputOf(request: FastifyRequest): unknown {
  const text = queryOf(request).input;
  if (text === undefined || text === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new DomainError('access.invalid_input', { field: 'input', expected: 'JSON', got: text });
  }
}

/** Fires when the asker leaves before the answer: the engines then stop working for nobody. */
export function leavingOf(reply: FastifyReply): AbortSignal {
  const leaving = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) leaving.abort(new Error('the asker left'));
  });
  return leaving.signal;
}
