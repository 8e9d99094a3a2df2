import { z } from 'zod';
import { type Askers, visitOf } from './asker.ts';
import type { ApiParts } from './parts.ts';
import { type Route, route } from './route.ts';
import { replaceCookies, tellOf } from './session-routes.ts';
import { Code, Password } from './session-words.ts';

const RecoveryCodes = z.array(z.string()).describe('each good for one sign-in without the app');

/** The codes of an app, as second factor of one's own sign-in. */
export const secondFactorRoutes = (parts: ApiParts, askers: Askers): readonly Route[] => [
  enrol(parts),
  confirm(parts, askers),
  disable(parts, askers),
  renewCodes(parts, askers),
];

const enrol = ({ access }: ApiParts): Route =>
  route({
    method: 'POST',
    path: '/api/session/totp/enrol',
    says: 'Begins to use an app; it counts once a code was confirmed.',
    by: 'session',
    body: z.strictObject({ password: Password }),
    answer: z.object({ uri: z.string(), secret: z.string(), recoveryCodes: RecoveryCodes }),
    refusals: [409],
    run: (request, _reply, { password }) => access.secondFactor.enrol(visitOf(request), password),
  });

const confirm = ({ access }: ApiParts, askers: Askers): Route =>
  route({
    method: 'POST',
    path: '/api/session/totp/confirm',
    says: 'Confirms the app by a code of it; all other sessions end.',
    by: 'session',
    body: z.strictObject({ code: Code }),
    answer: z.object({ status: z.literal('on') }),
    run: async (request, reply, { code }) => {
      const { user } = await askers.session(request, reply);
      const { cookies } = await access.secondFactor.confirm(visitOf(request), code);
      replaceCookies(reply, cookies);
      await tellOf(access, request, 'session.totp-on', user);
      return { status: 'on' };
    },
  });

const disable = ({ access }: ApiParts, askers: Askers): Route =>
  route({
    method: 'POST',
    path: '/api/session/totp/disable',
    says: 'Stops using the app; all other sessions end.',
    by: 'session',
    body: z.strictObject({ password: Password, code: Code }),
    answer: z.object({ status: z.literal('off') }),
    run: async (request, reply, ask) => {
      const { user } = await askers.session(request, reply);
      const { cookies } = await access.secondFactor.disable(visitOf(request), ask);
      replaceCookies(reply, cookies);
      await tellOf(access, request, 'session.totp-off', user);
      return { status: 'off' };
    },
  });

const renewCodes = ({ access }: ApiParts, askers: Askers): Route =>
  route({
    method: 'POST',
    path: '/api/session/totp/recovery-codes',
    says: 'Gives new recovery codes; the old ones no longer count.',
    by: 'session',
    body: z.strictObject({ password: Password }),
    answer: z.object({ recoveryCodes: RecoveryCodes }),
    run: async (request, reply, { password }) => {
      const { user } = await askers.session(request, reply);
      const recoveryCodes = await access.secondFactor.recoveryCodes(visitOf(request), password);
      await tellOf(access, request, 'session.recovery-codes', user);
      return { recoveryCodes };
    },
  });
