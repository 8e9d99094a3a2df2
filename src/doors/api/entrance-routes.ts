import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireInstallationAdmin, roles, WorkspaceWish } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Askers, addressName, keep, visitOf } from './asker.ts';
import { type Limiter, spend } from './limits.ts';
import type { ApiParts } from './parts.ts';
import { type Route, route } from './route.ts';
import { tell, tellOf } from './session-routes.ts';
import { Email, Language, Password, PersonName, Token } from './session-words.ts';

const SignedIn = z.object({ status: z.literal('signed_in') });

/** Ways in by one-time links, and the first workspace. */
export const entranceRoutes = (parts: ApiParts, askers: Askers, limiter: Limiter): readonly Route[] => [
  viewLink(parts),
  setUp(parts),
  accept(parts, askers),
  forgot(parts, limiter),
  reset(parts),
  makeWorkspace(parts, askers),
];

const viewLink = ({ access }: ApiParts): Route =>
  route({
    method: 'POST',
    path: '/api/session/link',
    says: 'What a one-time link is for, before it is used.',
    body: z.strictObject({ token: Token }),
    answer: z.object({
      kind: z.enum(['setup', 'invitation', 'reset']),
      email: z.string().nullable(),
      workspace: z.string().nullable(),
      role: z.enum(roles).nullable(),
      account: z.enum(['new', 'existing']),
      expiresAt: z.iso.datetime(),
    }),
    refusals: [404],
    run: (_request, _reply, { token }) => access.entrance.view(token),
  });

const setUp = (parts: ApiParts): Route =>
  route({
    method: 'POST',
    path: '/api/session/setup',
    says: 'Makes the first administrator, by the link that the server printed.',
    body: z.strictObject({
      token: Token,
      name: PersonName,
      email: Email,
      password: Password,
      language: Language.optional(),
    }),
    answer: SignedIn,
    refusals: [404, 409],
    run: async (request, reply, { token, language = parts.settings.language, ...person }) => {
      const { user } = await parts.access.entrance.setUp(token, { ...person, language });
      await tellOf(parts.access, request, 'session.setup', { id: user });
      return letIn(parts, request, reply, person);
    },
  });

/** Signs in whoever has just chosen this password. */
async function letIn(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  { email, password }: { email: string; password: string },
) {
  const ask = { email, password, remember: true };
  const { answer, cookies } = await parts.access.sessions.signIn(visitOf(request), ask);
  keep(reply, cookies);
  await tell(parts, request, 'session.sign-in', cookies);
  return answer;
}

const accept = (parts: ApiParts, askers: Askers): Route =>
  route({
    method: 'POST',
    path: '/api/session/accept',
    says: 'Accepts an invitation: as somebody new, or, with the token alone, as who is signed in.',
    body: z.strictObject({
      token: Token,
      name: PersonName.optional(),
      password: Password.optional(),
      language: Language.optional(),
    }),
    answer: SignedIn,
    refusals: [401, 404],
    run: async (request, reply, { token, name, password, language = parts.settings.language }) => {
      if (name === undefined || password === undefined)
        return acceptAsMyself(parts, askers, { request, reply, token });
      const joined = await parts.access.entrance.join(token, { name, password, language });
      await noteAcceptance(parts, request, joined);
      return letIn(parts, request, reply, { email: joined.email, password });
    },
  });

async function acceptAsMyself(
  parts: ApiParts,
  askers: Askers,
  { request, reply, token }: { request: FastifyRequest; reply: FastifyReply; token: string },
) {
  const session = await askers.maybeSession(request, reply);
  if (session === undefined) {
    const expected = 'a name and a password, or to be signed in with the invited address';
    throw new DomainError('session.sign_in_first', { kind: 'unauthenticated', expected });
  }
  const { workspace } = await parts.access.entrance.joinAs(token, session.user);
  await noteAcceptance(parts, request, { user: session.user.id, workspace });
  return { status: 'signed_in' };
}

const noteAcceptance = (
  { access }: ApiParts,
  request: FastifyRequest,
  { user, workspace }: { user: string; workspace: number },
): Promise<void> =>
  access.audit.record({
    workspace,
    actor: { kind: 'user', id: user, address: request.ip },
    action: 'session.accept-invitation',
    subject: user,
  });

/** How many letters one visitor may cause: 5 a minute, and 60 over time at that pace, whatever the addresses. */
const lettersPerMinute = 5;

const forgot = ({ access, settings, log }: ApiParts, limiter: Limiter): Route =>
  route({
    method: 'POST',
    path: '/api/session/forgot',
    says: 'Mails a link for a new password to whoever has this address; the same answer for every address.',
    body: z.strictObject({ email: Email }),
    answer: z.object({ status: z.enum(['sent_if_known', 'ask_an_administrator']) }),
    status: 202,
    run: async (request, reply, { email }) => {
      spend(limiter.take(`forgot:${addressName(request)}`, lettersPerMinute), reply);
      spend(limiter.take(`forgot:${email.toLowerCase()}`, lettersPerMinute), reply);
      if (!settings.mail) return { status: 'ask_an_administrator' };
      // Not waited for: the time it takes would tell whether the address is known.
      access
        .forgotten(email)
        .catch((error: unknown) => log.error({ err: error }, 'a reset could not be mailed'));
      return { status: 'sent_if_known' };
    },
  });

const reset = ({ access }: ApiParts): Route =>
  route({
    method: 'POST',
    path: '/api/session/reset',
    says: 'Sets a new password by a link, and signs out everywhere.',
    body: z.strictObject({ token: Token, password: Password }),
    answer: z.object({ status: z.literal('changed') }),
    refusals: [404],
    run: async (request, _reply, { token, password }) => {
      const { user } = await access.entrance.reset(token, password);
      await tellOf(access, request, 'session.reset', { id: user });
      return { status: 'changed' };
    },
  });

const makeWorkspace = ({ access }: ApiParts, askers: Askers): Route =>
  route({
    method: 'POST',
    path: '/api/workspaces',
    says: 'Makes a workspace, for administrators of the installation. Its keys are shown this once.',
    by: 'session',
    body: WorkspaceWish,
    answer: z.object({ workspace: z.string(), id: z.string(), writeKey: z.string(), apiKey: z.string() }),
    status: 201,
    run: async (request, reply, wish) => {
      const { user } = await askers.session(request, reply);
      const { id, language, installationAdmin } = user;
      const actor = { kind: 'user', id, language, installationAdmin, address: request.ip } as const;
      requireInstallationAdmin({ ...actor, permissions: new Set() });
      const made = await access.workspaces.create(wish, { createdBy: `user:${id}` });
      const after = { ...wish, slug: made.workspace };
      await access.audit.record({
        workspace: null,
        actor,
        action: 'workspaces.create',
        subject: made.id,
        after,
      });
      return made;
    },
  });
