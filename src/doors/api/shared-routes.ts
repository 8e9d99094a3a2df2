import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { answer } from '#src/access/index.ts';
import { DomainError, isDomainError } from '#src/basics/errors.ts';
import {
  openLink,
  readerOf,
  refusedByLink,
  SharedDashboard,
  sharedBy,
  toldByLink,
} from '#src/insights/dashboards/index.ts';
import { askEngines } from './ask-routes.ts';
import { addressName } from './asker.ts';
import { jsonInTurns } from './json-in-turns.ts';
import { type Limiter, spend } from './limits.ts';
import { type MinuteAnswers, openMinuteAnswers } from './minute-answers.ts';
import type { ApiParts } from './parts.ts';
import { type Route, route } from './route.ts';

/** So many tokens that open nothing may be tried a minute from one address. */
const wrongTokensPerMinute = 20;

const Token = z.string().min(1).max(100);

/** Dashboards shared by a link: read without signing in, by the link's token alone. */
export function sharedRoutes(parts: ApiParts, limiter: Limiter): readonly Route[] {
  const answers = openMinuteAnswers(parts.clock);
  return [dashboardRoute(parts, limiter), answerRoute(parts, limiter, answers)];
}

const dashboardRoute = (parts: ApiParts, limiter: Limiter): Route =>
  route({
    method: 'POST',
    path: '/api/shared/dashboard',
    says: 'The dashboard that a shared link opens.',
    body: z.strictObject({ token: Token }),
    answer: SharedDashboard.extend({ workspace: z.string().describe('What the workspace is called') }),
    refusals: [404],
    run: async (request, reply, { token }) => {
      const { shared, workspace } = await opened(parts, limiter, { request, reply, token });
      return { ...shared.dashboard, workspace: workspace.name };
    },
  });

const answerRoute = (parts: ApiParts, limiter: Limiter, answers: MinuteAnswers): Route =>
  route({
    method: 'POST',
    path: '/api/shared/answer',
    says: 'The answer of one tile of a shared dashboard, of the question pinned there and of no other: without conditions, and with a number for the name of each group of fewer than five people (`unnamed` of them).',
    body: z.strictObject({ token: Token, tile: z.string().min(1).max(40) }),
    answer: z.unknown(),
    refusals: [403, 404],
    run: async (request, reply, { token, tile }) => {
      const { link, shared, workspace } = await opened(parts, limiter, { request, reply, token });
      const pinned = shared.pinned.get(tile);
      const operation = parts.operations.find(({ name }) => name === pinned?.operation);
      if (pinned === undefined || operation === undefined) throw unknownTile(tile);
      const actor = readerOf(link, shared, { language: parts.settings.language, address: request.ip });
      const asked = { operation, workspace, actor, input: pinned.ask };
      // All readers of all links are answered the same. No signal: who leaves must not cut it for the others.
      const name = JSON.stringify([workspace.number, operation.name, pinned.ask]);
      const told = await answers.of(name, async () => {
        try {
          return toldByLink(await answer(askEngines(parts), asked));
        } catch (error) {
          throw refusedByLink(error);
        }
      });
      reply.type('application/json; charset=utf-8');
      return jsonInTurns(told);
    },
  });

interface Presented {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly token: string;
}

/**
 * The link behind a token, its workspace and what it opens there. An address that guessed, or a reader who asked too
 * much, is refused before the token is looked at; each reader of a link has a limit of their own.
 */
async function opened(
  { records, access, clock, settings }: ApiParts,
  limiter: Limiter,
  presented: Presented,
) {
  const { request, reply, token } = presented;
  const address = addressName(request);
  const guesses = `wrong-link:${address}`;
  const left = limiter.look(guesses, wrongTokensPerMinute);
  if (!left.allowed) spend(left, reply);
  spend(limiter.take(`link:${fingerprintOf(token)}:${address}`, settings.requestsPerMinute), reply);
  const link = await openLink(records, token, clock).catch((error: unknown) => {
    if (isDomainError(error) && error.code === 'dashboards.link_unknown')
      spend(limiter.take(guesses, wrongTokensPerMinute), reply);
    throw error;
  });
  const workspace = await access.workspaces.byNumber(link.workspace);
  if (workspace === undefined) throw new Error(`the workspace ${link.workspace} of link ${link.id} is gone`);
  const shared = await sharedBy(link, { records: records.of(workspace.number), workspace, clock });
  return { link, shared, workspace };
}

/** By which the limits know a token, so that none stands in memory. */
const fingerprintOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

const unknownTile = (got: string): DomainError =>
  new DomainError('dashboards.unknown_tile', {
    kind: 'not_found',
    field: 'tile',
    expected: 'a tile of this dashboard that asks something',
    got,
  });
