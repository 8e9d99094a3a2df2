import { DomainError } from '#src/basics/errors.ts';
import {
  endOtherSessions,
  firstUse,
  headersOf,
  refused,
  requireSession,
  type SessionParts,
  sessionTokenIn,
  type Visit,
  type WithCookies,
} from './sessions.ts';

/** What the app on the phone is told, once. */
export interface Enrolment {
  /** `otpauth://totp/…`, for the QR code. */
  readonly uri: string;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

/** The second factor of the person who is signed in: codes of an app (TOTP, RFC 6238). */
export interface SecondFactor {
  /** Begins; sign-in does not ask for codes until one was confirmed. */
  enrol(visit: Visit, password: string): Promise<Enrolment>;
  confirm(visit: Visit, code: string): Promise<WithCookies<null>>;
  disable(visit: Visit, ask: { password: string; code: string }): Promise<WithCookies<null>>;
  /** New recovery codes; the old ones no longer count. */
  recoveryCodes(visit: Visit, password: string): Promise<readonly string[]>;
}

/** Opens the second factor. Wrong passwords and codes here count like those of a sign-in. */
export const openSecondFactor = (parts: SessionParts): SecondFactor => ({
  enrol: (visit, password) => enrol(parts, visit, password),
  confirm: (visit, code) => confirm(parts, visit, code),
  disable: (visit, ask) => disable(parts, visit, ask),
  recoveryCodes: async (visit, password) => {
    const { api } = parts.machinery;
    const headers = headersOf(visit);
    const response = await counted(parts, visit, () =>
      api.generateBackupCodes({ body: { password }, headers, asResponse: true }),
    );
    // better-auth's own answer: the fresh codes.
    return ((await response.json()) as { backupCodes: string[] }).backupCodes;
  },
});

async function enrol(parts: SessionParts, visit: Visit, password: string): Promise<Enrolment> {
  const { user } = await requireSession(parts, visit);
  if (user.totp) {
    throw new DomainError('session.totp_already_on', {
      kind: 'conflict',
      expected: 'a second factor that is off',
    });
  }
  const { api } = parts.machinery;
  const response = await counted(parts, visit, () =>
    api.enableTwoFactor({ body: { password, method: 'totp' }, headers: headersOf(visit), asResponse: true }),
  );
  // better-auth's own answer to an enrolment by TOTP.
  const { totpURI, backupCodes } = (await response.json()) as { totpURI: string; backupCodes: string[] };
  return {
    uri: totpURI,
    secret: new URL(totpURI).searchParams.get('secret') ?? '',
    recoveryCodes: backupCodes,
  };
}

async function confirm(parts: SessionParts, visit: Visit, code: string): Promise<WithCookies<null>> {
  const { user } = await requireSession(parts, visit);
  const response = await verified(parts, visit, code);
  await endOthers(parts, user.id, response);
  return { answer: null, cookies: response.headers.getSetCookie() };
}

async function disable(
  parts: SessionParts,
  visit: Visit,
  { password, code }: { password: string; code: string },
): Promise<WithCookies<null>> {
  const { user } = await requireSession(parts, visit);
  const { api } = parts.machinery;
  const headers = headersOf(visit);
  // First, so that a slip in the password does not use up the code.
  await counted(parts, visit, () => api.verifyPassword({ body: { password }, headers, asResponse: true }));
  await verified(parts, visit, code);
  const response = await counted(parts, visit, () =>
    api.disableTwoFactor({ body: { password }, headers, asResponse: true }),
  );
  await endOthers(parts, user.id, response);
  return { answer: null, cookies: response.headers.getSetCookie() };
}

async function verified(parts: SessionParts, visit: Visit, code: string): Promise<Response> {
  const { user } = await requireSession(parts, visit);
  const { api } = parts.machinery;
  if (!(await firstUse(parts.records, user.id, code, parts.clock)))
    throw refused(new Response(null, { status: 401 }));
  return counted(parts, visit, () =>
    api.verifyTOTP({ body: { code }, headers: headersOf(visit), asResponse: true }),
  );
}

async function endOthers({ records }: SessionParts, user: string, response: Response): Promise<void> {
  const token = sessionTokenIn(response.headers.getSetCookie());
  if (token !== undefined) await endOtherSessions(records, user, token);
}

async function counted(parts: SessionParts, visit: Visit, ask: () => Promise<Response>): Promise<Response> {
  const { user } = await requireSession(parts, visit);
  const attempt = { account: user.email, address: visit.address };
  await parts.attempts.requireRoom(attempt);
  const response = await ask();
  if (response.status === 200) return response;
  await parts.attempts.failed(attempt);
  throw refused(response);
}
