import { DomainError } from '#src/basics/errors.ts';
import { locked } from '#src/basics/locks.ts';
import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { Role } from '../roles.ts';
import { addUser, hasInstallationAdmin, plainEmail, setPassword, userByEmail, userById } from './accounts.ts';
import type { LinkParts } from './invitations.ts';
import { type Link, linkBehind, linkNotValid, makeLink, takeLink } from './links.ts';
import { seat } from './members.ts';
import { requireStrong } from './password.ts';

/** What a link's page shows before it is used. */
export interface LinkView {
  readonly kind: Link['kind'];
  readonly email: string | null;
  readonly workspace: string | null;
  readonly role: Role | null;
  readonly account: 'new' | 'existing';
  readonly expiresAt: string;
}

/** Who somebody says they are, with the password they choose. */
export interface Newcomer {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly language: 'fr' | 'en';
}

/** The ways in by a one-time link. Each takes the link out of use and does its work in one transaction. */
export interface Entrance {
  /**
   * The link for the first administrator, to be printed by the server: valid for a day, in place of any earlier one.
   * Undefined once somebody runs the installation.
   */
  createSetupLink(): Promise<string | undefined>;
  /** @throws DomainError `session.link_not_valid` */
  view(token: string): Promise<LinkView>;
  /** @throws DomainError `session.link_not_valid`, `session.weak_password`, `session.email_taken` */
  setUp(token: string, newcomer: Newcomer): Promise<{ user: string; email: string }>;
  /** Accepts an invitation as somebody new. @throws DomainError as `setUp`; `session.sign_in_first` for a known address */
  join(
    token: string,
    newcomer: Omit<Newcomer, 'email'>,
  ): Promise<{ user: string; email: string; workspace: number }>;
  /** Accepts an invitation as the person who is signed in. @throws DomainError `session.sign_in_first` */
  joinAs(token: string, user: { id: string; email: string }): Promise<{ workspace: number }>;
  /** Sets a password by a reset link and ends every session of that person. */
  reset(token: string, password: string): Promise<{ user: string }>;
}

/** Opens the ways in. */
export const openEntrance = (parts: LinkParts): Entrance => ({
  createSetupLink: () => createSetupLink(parts),
  view: (token) => view(parts, token),
  setUp: (token, newcomer) => parts.records.transaction((tx) => setUp(tx, parts, token, newcomer)),
  join: (token, newcomer) => parts.records.transaction((tx) => join(tx, parts, token, newcomer)),
  joinAs: (token, user) => parts.records.transaction((tx) => joinAs(tx, parts, token, user)),
  reset: (token, password) => parts.records.transaction((tx) => reset(tx, parts, token, password)),
});

async function createSetupLink({ records, clock, home }: LinkParts): Promise<string | undefined> {
  const token = await records.transaction(async (tx) => {
    await tx.run(locked('administrators', 0));
    if (await hasInstallationAdmin(tx)) return undefined;
    await tx.run(sql`delete from links where kind = 'setup'`);
    const made = await makeLink(tx, { kind: 'setup', createdBy: 'system', lastsMs: 24 * 3_600_000 }, clock);
    return made.token;
  });
  return token === undefined ? undefined : `${home()}/setup#${token}`;
}

async function view({ records, clock }: LinkParts, token: string): Promise<LinkView> {
  const link = (await linkBehind(records, token, clock)) ?? linkNotValid();
  const { kind, role, expiresAt } = link;
  if (kind === 'setup' && (await hasInstallationAdmin(records))) linkNotValid();
  const owner = link.user === null ? undefined : await userById(records, link.user);
  const email = owner?.email ?? link.email;
  const known = email !== null && (await userByEmail(records, email)) !== undefined;
  const workspace = await records.row(
    sql<{ name: string }>`select name from workspaces where number = ${link.workspace}`,
  );
  return {
    kind,
    email,
    workspace: workspace?.name ?? null,
    role,
    account: known ? 'existing' : 'new',
    expiresAt,
  };
}

async function setUp(tx: Transaction, { clock }: LinkParts, token: string, newcomer: Newcomer) {
  requireStrong(newcomer.password, plainEmail(newcomer.email));
  await tx.run(locked('administrators', 0));
  await takeLink(tx, token, 'setup', clock);
  if (await hasInstallationAdmin(tx)) linkNotValid();
  if (await userByEmail(tx, newcomer.email)) {
    const expected = 'an address that nobody signs in with yet';
    throw new DomainError('session.email_taken', { kind: 'conflict', field: 'email', expected });
  }
  const user = await addUser(tx, { ...newcomer, installationAdmin: true }, new Date(clock.now()));
  return { user, email: plainEmail(newcomer.email) };
}

async function join(tx: Transaction, { clock }: LinkParts, token: string, newcomer: Omit<Newcomer, 'email'>) {
  const invitation = invited(await takeLink(tx, token, 'invitation', clock));
  if (await userByEmail(tx, invitation.email)) signInFirst();
  requireStrong(newcomer.password, invitation.email);
  const wanted = { ...newcomer, email: invitation.email, installationAdmin: false };
  const user = await addUser(tx, wanted, new Date(clock.now()));
  await seat(tx, invitation.workspace, user, invitation.role);
  return { user, email: invitation.email, workspace: invitation.workspace };
}

async function joinAs(
  tx: Transaction,
  { clock }: LinkParts,
  token: string,
  user: { id: string; email: string },
) {
  const invitation = invited(await takeLink(tx, token, 'invitation', clock));
  if (invitation.email !== user.email) signInFirst();
  await seat(tx, invitation.workspace, user.id, invitation.role);
  return { workspace: invitation.workspace };
}

async function reset(tx: Transaction, { clock }: LinkParts, token: string, password: string) {
  const link = await takeLink(tx, token, 'reset', clock);
  const user = link.user === null ? undefined : await userById(tx, link.user);
  if (!user) return linkNotValid();
  requireStrong(password, user.email);
  await setPassword(tx, user.id, password, new Date(clock.now()));
  return { user: user.id };
}

/** An invitation always names who, where and as what. */
function invited({ email, workspace, role }: Link): { email: string; workspace: number; role: Role } {
  if (email === null || workspace === null || role === null)
    throw new Error('an invitation without its details');
  return { email, workspace, role };
}

function signInFirst(): never {
  throw new DomainError('session.sign_in_first', {
    kind: 'unauthenticated',
    expected: 'to be signed in with the invited address',
  });
}
