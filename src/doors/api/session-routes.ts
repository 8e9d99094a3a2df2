import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Seat, type User } from '#src/access/index.ts';
import { type Askers, keep, visitOf } from './asker.ts';
import type { ApiParts } from './parts.ts';
import { type Route, route } from './route.ts';
import { Email, Language, Password, PersonName } from './session-words.ts';

const UserShown = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  language: Language,
  installationAdmin: z.boolean(),
  totp: z.boolean(),
});

const SessionShown = z.object({
  user: UserShown.nullable(),
  workspaces: z.array(Seat),
  setupNeeded: z.boolean(),
  mail: z.boolean(),
  language: Language,
  version: z.string(),
});

const Signed = z.object({ status: z.enum(['signed_in', 'totp_needed']) });
const Done = z.null();

/** Signing in and out, and what one changes about oneself. */
export const sessionRoutes = (parts: ApiParts, askers: Askers): readonly Route[] => [
  whoAmI(parts, askers),
  signIn(parts),
  giveCode(parts),
  route({
    method: 'POST',
    path: '/api/session/sign-out',
    says: 'Ends the session of this browser.',
    answer: Done,
    status: 204,
    run: async (request, reply) => {
      const { cookies } = await parts.access.sessions.signOut(visitOf(request));
      keep(reply, cookies);
      return null;
    },
  }),
  describeMyself(parts, askers),
  changePassword(parts, askers),
  listDevices(parts),
  signOutDevices(parts),
];

const whoAmI = ({ access, settings }: ApiParts, askers: Askers): Route =>
  route({
    method: 'GET',
    path: '/api/session',
    says: 'Who is signed in here, and which workspaces they may open.',
    answer: SessionShown,
    run: async (request, reply) => {
      const session = await askers.maybeSession(request, reply);
      const { mail, language, version } = settings;
      return {
        user: session?.user ?? null,
        workspaces: session === undefined ? [] : await access.seatsOf(session.user),
        setupNeeded: session === undefined && (await access.setupNeeded()),
        mail,
        language: session?.user.language ?? language,
        version,
      };
    },
  });

const signIn = (parts: ApiParts): Route =>
  route({
    method: 'POST',
    path: '/api/session/sign-in',
    says: 'Signs in with address and password.',
    body: z.strictObject({ email: Email, password: Password, remember: z.boolean().default(true) }),
    answer: Signed,
    refusals: [401],
    run: async (request, reply, ask) => {
      const { answer, cookies } = await parts.access.sessions.signIn(visitOf(request), ask);
      keep(reply, cookies);
      if (answer.status === 'signed_in') await tell(parts, request, 'session.sign-in', cookies);
      return answer;
    },
  });

const giveCode = (parts: ApiParts): Route =>
  route({
    method: 'POST',
    path: '/api/session/totp',
    says: 'Ends a sign-in that waits for a code of the app, or a recovery code.',
    body: z.union([
      z.strictObject({ code: z.string().max(20) }),
      z.strictObject({ recoveryCode: z.string().max(40) }),
    ]),
    answer: Signed,
    refusals: [401],
    run: async (request, reply, ask) => {
      const { answer, cookies } = await parts.access.sessions.giveCode(visitOf(request), ask);
      keep(reply, cookies);
      await tell(parts, request, 'session.sign-in', cookies);
      return answer;
    },
  });

/** Writes to the installation's audit log who has just been signed in, by the cookies they are given. */
export async function tell(
  { access }: ApiParts,
  request: FastifyRequest,
  action: string,
  cookies: readonly string[],
): Promise<void> {
  const cookie = cookies.map((one) => one.split(';')[0]).join('; ');
  const { answer: session } = await access.sessions.current({ ...visitOf(request), cookie });
  if (session !== undefined) await tellOf(access, request, action, session.user);
}

/** The same of a person who is known. */
export const tellOf = (
  access: ApiParts['access'],
  request: FastifyRequest,
  action: string,
  user: Pick<User, 'id'>,
): Promise<void> =>
  access.audit.record({
    workspace: null,
    actor: { kind: 'user', id: user.id, address: request.ip },
    action,
    subject: user.id,
  });

const describeMyself = ({ access }: ApiParts, askers: Askers): Route =>
  route({
    method: 'PATCH',
    path: '/api/session',
    says: 'Changes one’s own name or language.',
    by: 'session',
    body: z.strictObject({ name: PersonName.optional(), language: Language.optional() }),
    answer: UserShown,
    run: async (request, reply, { name, language }) => {
      const { user } = await askers.session(request, reply);
      return access.describe(user, {
        ...(name === undefined ? {} : { name }),
        ...(language === undefined ? {} : { language }),
      });
    },
  });

const changePassword = ({ access }: ApiParts, askers: Askers): Route =>
  route({
    method: 'POST',
    path: '/api/session/password',
    says: 'Changes one’s own password; all other sessions end.',
    by: 'session',
    body: z.strictObject({ current: Password, next: Password }),
    answer: z.object({ status: z.literal('changed') }),
    run: async (request, reply, ask) => {
      const { user } = await askers.session(request, reply);
      const { cookies } = await access.sessions.changePassword(visitOf(request), ask);
      replaceCookies(reply, cookies);
      await tellOf(access, request, 'session.password', user);
      return { status: 'changed' };
    },
  });

/** The session has just been changed for another: what was to keep the old one alive is dropped. */
export function replaceCookies(reply: FastifyReply, cookies: readonly string[]): void {
  reply.removeHeader('set-cookie');
  keep(reply, cookies);
}

const listDevices = ({ access }: ApiParts): Route =>
  route({
    method: 'GET',
    path: '/api/session/devices',
    says: 'Where one is signed in.',
    by: 'session',
    answer: z.array(
      z.object({
        id: z.string(),
        current: z.boolean(),
        address: z.string().nullable(),
        agent: z.string().nullable(),
        signedInAt: z.iso.datetime(),
        lastUsedAt: z.iso.datetime(),
      }),
    ),
    run: (request) => access.sessions.devices(visitOf(request)),
  });

const signOutDevices = ({ access }: ApiParts): Route =>
  route({
    method: 'POST',
    path: '/api/session/devices/sign-out',
    says: 'Ends one session of one’s own, or all but this.',
    by: 'session',
    body: z.union([z.strictObject({ id: z.string().max(100) }), z.strictObject({ others: z.literal(true) })]),
    answer: Done,
    status: 204,
    run: async (request, _reply, which) => {
      await access.sessions.signOutDevices(visitOf(request), which);
      return null;
    },
  });
