import { DomainError, isDomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Letter, Mail } from '#src/engines/mail/port.ts';
import type { Records, Transaction, WorkspaceRecords } from '#src/engines/records/port.ts';
import type { Role } from '../roles.ts';
import type { Workspace } from '../workspace.ts';
import { plainEmail, type User, userByEmail } from './accounts.ts';
import { invitationLetter, resetLetter } from './letters.ts';
import { makeLink } from './links.ts';

const hour = 3_600_000;

/** Hands letters to the mail engine: `kept` where no mail server is set, so that only the administrator sees the link. */
export type SendLetter = Mail['send'];

/** What links need beyond the records. */
export interface LinkParts {
  readonly records: Records;
  readonly clock: Clock;
  readonly send: SendLetter;
  readonly language: 'fr' | 'en';
  /** Where people reach Perdure, without a slash at its end. */
  readonly home: () => string;
}

/** A link to show to the administrator who asked for it. */
export interface ShownLink {
  readonly link: string;
  /** True when a mail server has taken it. */
  readonly sent: boolean;
  readonly expiresAt: string;
}

/** A mail server that refuses takes nothing from the administrator: the link stands, and is said not to be sent. */
async function mailed({ send }: LinkParts, letter: Letter): Promise<boolean> {
  try {
    return (await send(letter)) === 'sent';
  } catch (error) {
    if (isDomainError(error) && error.code.startsWith('mail.')) return false;
    throw error;
  }
}

/** An open invitation. */
export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly expiresAt: string;
}

/** Who is to be invited, to what. */
export interface InvitationWish {
  readonly workspace: Workspace;
  readonly email: string;
  readonly role: Role;
  readonly createdBy: string;
}

/**
 * Invites an address to a workspace; an earlier invitation of it is withdrawn.
 *
 * @throws DomainError `users.already_member`
 */
export async function invite(
  records: WorkspaceRecords,
  parts: LinkParts,
  wish: InvitationWish,
): Promise<{ invitation: Invitation } & ShownLink> {
  const email = plainEmail(wish.email);
  const { link, token } = await records.transaction((tx) =>
    newInvitation(tx, { ...wish, email }, parts.clock),
  );
  const shown = `${parts.home()}/invitation#${token}`;
  const about = { workspace: wish.workspace.name, role: wish.role, link: shown };
  const sent = await mailed(parts, invitationLetter(email, parts.language, about));
  const invitation = { id: link.id, email, role: wish.role, expiresAt: link.expiresAt };
  return { invitation, link: shown, sent, expiresAt: link.expiresAt };
}

async function newInvitation(tx: Transaction, wish: InvitationWish, clock: Clock) {
  const { email, role, createdBy } = wish;
  const workspace = wish.workspace.number;
  await refuseMember(tx, workspace, email);
  await tx.run(
    sql`delete from links where workspace_id = ${workspace} and email = ${email} and used_at is null`,
  );
  return makeLink(
    tx,
    { kind: 'invitation', workspace, role, email, createdBy, lastsMs: 7 * 24 * hour },
    clock,
  );
}

async function refuseMember(tx: Transaction, workspace: number, email: string): Promise<void> {
  const member = await tx.row(sql<{ id: string }>`
    select u.id
    from users u
    left join members m on m.workspace_id = ${workspace} and m.user_id = u.id
    where u.email = ${email}
      and (m.user_id is not null or u.installation_admin)`);
  if (!member) return;
  const expected = 'an address that is not a member yet';
  throw new DomainError('users.already_member', { kind: 'conflict', field: 'email', expected, got: email });
}

/** Invitations that can still be accepted. Grain: one address; some dozens of rows. */
export const openInvitations = (workspace: number, now: Date) => sql<Invitation>`
  select id, email, role, expires_at as "expiresAt"
  from links
  where workspace_id = ${workspace}
    and kind = 'invitation'
    and used_at is null
    and expires_at > ${now}
  order by email`;

/** A link to set a new password, for an administrator to hand over. Valid for a day. */
export const resetLink = (parts: LinkParts, target: User, createdBy: string): Promise<ShownLink> =>
  newReset(parts, target, { createdBy, lastsMs: 24 * hour });

/** Sends a reset to an address if somebody has it; the caller cannot tell. Valid for an hour. */
export async function sendForgotten(parts: LinkParts, email: string): Promise<void> {
  const target = await userByEmail(parts.records, email);
  if (target) await newReset(parts, target, { createdBy: `user:${target.id}`, lastsMs: hour });
}

async function newReset(
  parts: LinkParts,
  target: User,
  wish: { readonly createdBy: string; readonly lastsMs: number },
): Promise<ShownLink> {
  const { link, token } = await parts.records.transaction(async (tx) => {
    await tx.run(sql`delete from links where user_id = ${target.id} and kind = 'reset' and used_at is null`);
    return makeLink(tx, { kind: 'reset', user: target.id, ...wish }, parts.clock);
  });
  const shown = `${parts.home()}/reset#${token}`;
  const sent = await mailed(parts, resetLetter(target.email, target.language, shown));
  return { link: shown, sent, expiresAt: link.expiresAt };
}
