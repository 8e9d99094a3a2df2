import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, addressGroup, type Session, type Visit, type Workspace } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Limiter, spend } from './limits.ts';
import type { ApiParts } from './parts.ts';

/** Who asks, and which workspace of theirs. */
export interface Asker {
  readonly actor: Actor;
  readonly workspace: Workspace;
}

/** Finds out who asks. */
export interface Askers {
  /** By key or by session. @throws DomainError `access.*`, `session.*` */
  of(request: FastifyRequest, reply: FastifyReply): Promise<Asker>;
  /** By session alone; hands on the cookies that keep it. @throws DomainError `session.needed` */
  session(request: FastifyRequest, reply: FastifyReply): Promise<Session>;
  /** The same, undefined for a stranger. */
  maybeSession(request: FastifyRequest, reply: FastifyReply): Promise<Session | undefined>;
}

/** Opens the door's knowledge of its askers. */
export function openAskers(parts: ApiParts, limiter: Limiter): Askers {
  const maybeSession = async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.headers.cookie === undefined) return undefined;
    const { answer, cookies } = await parts.access.sessions.current(visitOf(request));
    keep(reply, cookies);
    return answer;
  };
  const session = async (request: FastifyRequest, reply: FastifyReply) => {
    const found = await maybeSession(request, reply);
    if (found === undefined) {
      throw new DomainError('session.needed', {
        kind: 'unauthenticated',
        expected: 'a key, or somebody who is signed in',
      });
    }
    spend(limiter.take(`user:${found.user.id}`, parts.settings.requestsPerMinute), reply);
    return found;
  };
  return {
    session,
    maybeSession,
    of: async (request, reply) => {
      const presented = bearerOf(request);
      if (presented === undefined) return bySession(parts, await session(request, reply), request);
      const asker = await byKey(parts, presented, request);
      spend(limiter.take(`key:${asker.actor.id}`, parts.settings.requestsPerMinute), reply);
      return asker;
    },
  };
}

async function byKey({ access }: ApiParts, presented: string, request: FastifyRequest): Promise<Asker> {
  const found = await access.byKey(presented, request.ip);
  if (found !== undefined) return found;
  const expected = 'an API key that is neither revoked nor expired';
  throw new DomainError('access.unknown_key', { kind: 'unauthenticated', expected });
}

/** A workspace of others and one that does not exist are the same answer. */
async function bySession({ access }: ApiParts, { user }: Session, request: FastifyRequest): Promise<Asker> {
  const named = workspaceNamed(request);
  const workspace = nameable.test(named) ? await access.workspaces.find(named) : undefined;
  const actor = workspace && (await access.actorIn(workspace, user, request.ip));
  if (workspace !== undefined && actor !== undefined) return { actor, workspace };
  const expected = 'a workspace that you may open';
  throw new DomainError('access.unknown_workspace', {
    kind: 'not_found',
    field: 'x-perdure-workspace',
    expected,
    got: named,
  });
}

/** What a slug or id can look like; anything else is unknown without asking. */
const nameable = /^[\w-]{1,100}$/;

function workspaceNamed(request: FastifyRequest): string {
  const named = request.headers['x-perdure-workspace'] ?? queryOf(request).workspace;
  if (typeof named === 'string' && named !== '') return named;
  const expected = 'the slug or id of a workspace, in this header or in ?workspace=';
  throw new DomainError('access.workspace_missing', { field: 'x-perdure-workspace', expected });
}

/** The queries of an address that came once each. */
export function queryOf(request: FastifyRequest): Readonly<Record<string, string>> {
  const { query } = request;
  if (typeof query !== 'object' || query === null) return {};
  return Object.fromEntries(
    Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The key in `Authorization: Bearer …`; undefined without that header. */
export function bearerOf(request: FastifyRequest): string | undefined {
  const { authorization } = request.headers;
  if (authorization === undefined) return undefined;
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
}

/** What sign-in may know of a request. */
export const visitOf = (request: FastifyRequest): Visit => ({
  cookie: request.headers.cookie ?? '',
  userAgent: request.headers['user-agent'] ?? '',
  address: request.ip,
});

/** Adds cookies to an answer. */
export function keep(reply: FastifyReply, cookies: readonly string[]): void {
  for (const cookie of cookies) reply.header('set-cookie', cookie); // Fastify collects these
}

/** The name of an address among the limits. */
export const addressName = (request: FastifyRequest): string => `address:${addressGroup(request.ip)}`;
