import { createHash } from 'node:crypto';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Records, Transaction } from '#src/engines/records/port.ts';
import { plainEmail, type User, userById } from './accounts.ts';
import type { Attempts } from './attempts.ts';
import { requireStrong } from './password.ts';
import { addressHeader, type SignInMachinery } from './sign-in.ts';

/** One visit of a browser: what a door knows of the asker. */
export interface Visit {
  /** The Cookie header, as sent. */
  readonly cookie: string;
  readonly userAgent: string;
  /** The address that the door trusts. */
  readonly address: string;
}

/** An answer with what the browser must keep (`Set-Cookie` values). */
export interface WithCookies<T> {
  readonly answer: T;
  readonly cookies: readonly string[];
}

/** Who is signed in. */
export interface Session {
  readonly id: string;
  readonly user: User;
}

/** A session as its owner sees it in a list. */
export interface Device {
  readonly id: string;
  readonly current: boolean;
  readonly address: string | null;
  readonly agent: string | null;
  readonly signedInAt: string;
  readonly lastUsedAt: string;
}

export type Signed = { readonly status: 'signed_in' } | { readonly status: 'totp_needed' };

/** What sessions are made of. */
export interface SessionParts {
  readonly records: Records;
  readonly clock: Clock;
  readonly machinery: SignInMachinery;
  readonly attempts: Attempts;
}

/** Signing in and out, and what a signed-in person changes about it. */
export interface Sessions {
  current(visit: Visit): Promise<WithCookies<Session | undefined>>;
  /** @throws DomainError `session.refused`, the same for an unknown address; `session.too_many_attempts` */
  signIn(
    visit: Visit,
    ask: { email: string; password: string; remember: boolean },
  ): Promise<WithCookies<Signed>>;
  /** Ends a half-done sign-in by a code of the app or a recovery code, each good for one use. */
  giveCode(visit: Visit, ask: { code: string } | { recoveryCode: string }): Promise<WithCookies<Signed>>;
  signOut(visit: Visit): Promise<WithCookies<null>>;
  changePassword(visit: Visit, ask: { current: string; next: string }): Promise<WithCookies<null>>;
  devices(visit: Visit): Promise<Device[]>;
  signOutDevices(visit: Visit, which: { id: string } | { others: true }): Promise<void>;
}

/** Opens the sessions. */
export function openSessions(parts: SessionParts): Sessions {
  return {
    current: (visit) => current(parts, visit),
    signIn: (visit, ask) => signIn(parts, visit, ask),
    giveCode: (visit, ask) => giveCode(parts, visit, ask),
    signOut: async (visit) => {
      const response = await parts.machinery.api.signOut({ headers: headersOf(visit), asResponse: true });
      return { answer: null, cookies: response.headers.getSetCookie() };
    },
    changePassword: (visit, ask) => changePassword(parts, visit, ask),
    devices: (visit) => devices(parts, visit),
    signOutDevices: (visit, which) => signOutDevices(parts, visit, which),
  };
}

/** What better-auth is given: nothing of the request but these. */
export const headersOf = ({ cookie, userAgent, address }: Visit): Headers =>
  new Headers({ cookie, 'user-agent': userAgent.slice(0, 300), [addressHeader]: address });

async function current(
  { machinery, records }: SessionParts,
  visit: Visit,
): Promise<WithCookies<Session | undefined>> {
  const { response, headers } = await machinery.api.getSession({
    headers: headersOf(visit),
    returnHeaders: true,
  });
  const cookies = headers.getSetCookie();
  if (!response) return { answer: undefined, cookies };
  const user = await userById(records, response.user.id);
  return { answer: user && { id: response.session.id, user }, cookies };
}

/** @throws DomainError `session.needed` */
export async function requireSession(parts: SessionParts, visit: Visit): Promise<Session> {
  const { answer } = await current(parts, visit);
  if (answer) return answer;
  throw new DomainError('session.needed', { kind: 'unauthenticated', expected: 'somebody who is signed in' });
}

async function signIn(
  { machinery, attempts }: SessionParts,
  visit: Visit,
  ask: { email: string; password: string; remember: boolean },
): Promise<WithCookies<Signed>> {
  const email = plainEmail(ask.email);
  const attempt = { account: email, address: visit.address };
  await attempts.requireRoom(attempt);
  const response = await machinery.api.signInEmail({
    body: { email, password: ask.password, rememberMe: ask.remember },
    headers: headersOf({ ...visit, cookie: '' }), // a session that came along is not carried over
    asResponse: true,
  });
  if (response.status !== 200) {
    await attempts.failed(attempt);
    throw refused(response);
  }
  await attempts.succeeded(attempt);
  const body: unknown = await response.json();
  const halfWay = typeof body === 'object' && body !== null && 'twoFactorRedirect' in body;
  return {
    answer: { status: halfWay ? 'totp_needed' : 'signed_in' },
    cookies: response.headers.getSetCookie(),
  };
}

async function giveCode(
  { machinery, attempts, records, clock }: SessionParts,
  visit: Visit,
  ask: { code: string } | { recoveryCode: string },
): Promise<WithCookies<Signed>> {
  const attempt = { account: 'code', address: visit.address };
  await attempts.requireRoom(attempt);
  // A session that came along would be verified instead of the half-done sign-in: only the latter is handed on.
  const headers = headersOf({ ...visit, cookie: withoutSession(visit.cookie) });
  const response =
    'code' in ask
      ? await machinery.api.verifyTOTP({ body: { code: ask.code }, headers, asResponse: true })
      : await machinery.api.verifyBackupCode({ body: { code: ask.recoveryCode }, headers, asResponse: true });
  if (response.status !== 200) {
    await attempts.failed(attempt);
    throw refused(response);
  }
  // better-auth's own answer to a verified code: the new session's token and its user.
  const body = (await response.json()) as { token: string; user: { id: string } };
  if ('code' in ask && !(await firstUse(records, body.user.id, ask.code, clock))) {
    await records.run(sql`delete from user_sessions where token = ${body.token}`);
    await attempts.failed(attempt);
    throw refusal();
  }
  return { answer: { status: 'signed_in' }, cookies: response.headers.getSetCookie() };
}

const withoutSession = (cookie: string): string =>
  cookie
    .split(';')
    .filter((one) => !one.split('=')[0]?.trim().endsWith('perdure.session_token'))
    .join(';');

/** A code seen on the way must not work a second time, though it is valid for a minute and a half. */
export async function firstUse(tx: Transaction, user: string, code: string, clock: Clock): Promise<boolean> {
  const hash = createHash('sha256').update(code).digest();
  const now = new Date(clock.now());
  await tx.run(sql`delete from used_totp_codes where used_at < ${new Date(clock.now() - 3 * 60_000)}`);
  const added = await tx.run(sql`
    insert into used_totp_codes (user_id, code_hash, used_at)
    values (${user}, ${hash}, ${now})
    on conflict do nothing`);
  return added === 1;
}

async function changePassword(
  parts: SessionParts,
  visit: Visit,
  ask: { current: string; next: string },
): Promise<WithCookies<null>> {
  const { user } = await requireSession(parts, visit);
  const attempt = { account: user.email, address: visit.address };
  await parts.attempts.requireRoom(attempt);
  requireStrong(ask.next, user.email);
  const response = await parts.machinery.api.changePassword({
    body: { currentPassword: ask.current, newPassword: ask.next, revokeOtherSessions: true },
    headers: headersOf(visit),
    asResponse: true,
  });
  if (response.status !== 200) {
    await parts.attempts.failed(attempt);
    throw refused(response);
  }
  const cookies = response.headers.getSetCookie();
  const token = sessionTokenIn(cookies);
  if (token !== undefined) await endOtherSessions(parts.records, user.id, token);
  return { answer: null, cookies };
}

async function devices(parts: SessionParts, visit: Visit): Promise<Device[]> {
  const session = await requireSession(parts, visit);
  const rows = await parts.records.rows(sql<Omit<Device, 'current'>>`
    select id, ip_address as address, user_agent as agent, created_at as "signedInAt", updated_at as "lastUsedAt"
    from user_sessions
    where user_id = ${session.user.id}
      and expires_at > now()
    order by updated_at desc`);
  return rows.map((row) => ({ ...row, current: row.id === session.id }));
}

async function signOutDevices(
  parts: SessionParts,
  visit: Visit,
  which: { id: string } | { others: true },
): Promise<void> {
  const session = await requireSession(parts, visit);
  const one = 'id' in which ? which.id : null;
  await parts.records.run(sql`
    delete from user_sessions
    where user_id = ${session.user.id}
      and (id = ${one} or (${one}::text is null and id <> ${session.id}))`);
}

/** The token of the session that is being handed out, if one is: the cookie holds it before its signature. */
export function sessionTokenIn(cookies: readonly string[]): string | undefined {
  const held = cookies
    .map((one) => /session_token=([^;]+)/.exec(one)?.[1])
    .find((value) => value !== undefined);
  return held === undefined ? undefined : decodeURIComponent(held).split('.')[0];
}

/** Ends a person's other sessions once they have changed how they sign in. */
export async function endOtherSessions(records: Records, user: string, keptToken: string): Promise<void> {
  await records.transaction(async (tx) => {
    await tx.run(sql`delete from user_sessions where user_id = ${user} and token <> ${keptToken}`);
    await tx.run(sql`delete from user_verifications where value = ${user}`);
  });
}

/** Removes what has ended. Sessions end by the system's clock, links by ours. */
export async function tidy(records: Records, clock: Clock): Promise<void> {
  await records.run(sql`delete from user_sessions where expires_at < now()`);
  await records.run(sql`delete from user_verifications where expires_at < now()`);
  await records.run(sql`delete from links where expires_at < ${new Date(clock.now() - 30 * 86_400_000)}`);
}

/** One refusal for whatever was wrong, so that nothing is learnt from it; a fault of ours stays one. */
export function refused(response: Response): Error {
  if (response.status >= 500) return new Error(`sign-in answered ${response.status}`);
  if (response.status === 429) {
    return new DomainError('session.too_many_attempts', {
      kind: 'busy',
      expected: 'a pause of up to 15 minutes',
    });
  }
  return refusal();
}

const refusal = (): DomainError =>
  new DomainError('session.refused', {
    kind: 'unauthenticated',
    expected: 'an address with its password, or a fresh code',
  });
