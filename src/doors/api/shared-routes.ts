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
import { askEngines, leavingOf } from './ask-routes.ts';
import { addressName } from './asker.ts';
import { type Limiter, spend } from './limits.ts';
import type { ApiParts } from './parts.ts';
import { type Route, route } from './route.ts';

/** So many tokens that open nothing may be tried a minute from one address. */
const wrongTokensPerMinute = 20;

const Token = z.string().min(1).max(100);

/** Dashboards shared by a link: read without signing in, by the link's token alone. */
export const sharedRoutes = (parts: ApiParts, limiter: Limiter): readonly Route[] => [
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
  }),
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
      try {
        const signal = leavingOf(reply);
        const asked = { operation, workspace, actor, input: pinned.ask, signal };
        return toldByLink(await answer(askEngines(parts), asked));
      } catch (error) {
        throw refusedByLink(error);
      }
    },
  }),
];

interface Presented {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly token: string;
}

/** The link behind a token, its workspace and what it opens there. */
async function opened(
  { records, access, clock, settings }: ApiParts,
  limiter: Limiter,
  presented: Presented,
) {
  const { request, reply, token } = presented;
  const link = await openLink(records, token, clock).catch((error: unknown) => {
    if (isDomainError(error) && error.code === 'dashboards.link_unknown')
      spend(limiter.take(`wrong-link:${addressName(request)}`, wrongTokensPerMinute), reply);
    throw error;
  });
  spend(limiter.take(`link:${link.id}`, settings.requestsPerMinute), reply);
  const workspace = await access.workspaces.byNumber(link.workspace);
  if (workspace === undefined) throw new Error(`the workspace ${link.workspace} of link ${link.id} is gone`);
  const shared = await sharedBy(link, { records: records.of(workspace.number), workspace, clock });
  return { link, shared, workspace };
}

const unknownTile = (got: string): DomainError =>
  new DomainError('dashboards.unknown_tile', {
    kind: 'not_found',
    field: 'tile',
    expected: 'a tile of this dashboard that asks something',
    got,
  });
