import { DomainError } from '#src/basics/errors.ts';
import { locked } from '#src/basics/locks.ts';
import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { Role } from '../roles.ts';
import { type Seat, seatIn } from '../seats.ts';
import type { Workspace } from '../workspace.ts';
import { endSessions, type User } from './accounts.ts';

/** A person in one workspace. Administrators of the installation are in every one, as admin. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly installationAdmin: boolean;
  readonly totp: boolean;
  readonly lastSeenAt: string | null;
}

/** By name. Grain: one person; some hundreds of rows. */
export const membersOf = (workspace: number) => sql<Member>`
  select u.id, u.name, u.email, case when u.installation_admin then 'admin' else m.role end as role,
    u.installation_admin as "installationAdmin", u.two_factor_enabled as totp,
    (select max(s.updated_at) from user_sessions s where s.user_id = u.id) as "lastSeenAt"
  from users u
  left join members m on m.workspace_id = ${workspace} and m.user_id = u.id
  where m.user_id is not null
    or u.installation_admin
  order by lower(u.name), u.id`;

/** What a person is in a workspace; undefined where they have no seat. */
export async function roleOf(tx: Transaction, workspace: number, user: User): Promise<Role | undefined> {
  if (user.installationAdmin) return 'admin';
  const member = await tx.row(sql<{ role: Role }>`
    select role
    from members
    where workspace_id = ${workspace}
      and user_id = ${user.id}`);
  return member?.role;
}

/** Every workspace that a person may open, by name. Needs the whole records. */
export async function seatsOf(tx: Transaction, user: User): Promise<Seat[]> {
  const rows = await tx.rows(sql<Workspace & { role: Role }>`
    select w.number, w.id, w.slug, w.name, w.timezone, w.week_start as "weekStart", w.currency,
      w.counting_unit as "countingUnit", w.voice, w.smallest_difference::float8 as "smallestDifference",
      w.layout, w.demo, case when ${user.installationAdmin} then 'admin' else m.role end as role
    from workspaces w
    left join members m on m.workspace_id = w.number and m.user_id = ${user.id}
    where m.user_id is not null
      or ${user.installationAdmin}
    order by lower(w.name), w.number`);
  return rows.map((row) => seatIn(row, row.role));
}

/** Gives a person a seat, or another role in the one they have. */
export async function seat(tx: Transaction, workspace: number, user: string, role: Role): Promise<void> {
  await tx.run(sql`
    insert into members (workspace_id, user_id, role)
    values (${workspace}, ${user}, ${role})
    on conflict (workspace_id, user_id) do update set role = excluded.role`);
}

/** What is wished for a member. `installation` grants or takes away the administration of the installation. */
export interface RoleChange {
  readonly role: Role;
  readonly installation?: boolean;
  /** Whether the asker runs the installation. */
  readonly byInstallationAdmin: boolean;
}

/**
 * Changes a role and ends the person's sessions.
 *
 * @throws DomainError `users.unknown`, `users.last_administrator`, `users.installation_administrator`
 */
export async function changeRole(
  tx: Transaction,
  workspace: number,
  id: string,
  change: RoleChange,
): Promise<Member> {
  const before = await lockedMember(tx, workspace, id);
  await judge(tx, before, change);
  await seat(tx, workspace, id, change.role);
  if (change.installation !== undefined) {
    await tx.run(sql`update users set installation_admin = ${change.installation} where id = ${id}`);
  }
  await endSessions(tx, id);
  return before;
}

/**
 * Takes a person's seat away and ends their sessions. The account stays: it may have seats elsewhere.
 *
 * @throws DomainError as `changeRole`
 */
export async function removeMember(tx: Transaction, workspace: number, id: string): Promise<Member> {
  const before = await lockedMember(tx, workspace, id);
  if (before.installationAdmin) await refuseDemotion(tx);
  await tx.run(sql`delete from members where workspace_id = ${workspace} and user_id = ${id}`);
  await endSessions(tx, id);
  return before;
}

/** One change of administrators at a time: of two who would remove each other, one stays. */
async function lockedMember(tx: Transaction, workspace: number, id: string): Promise<Member> {
  await tx.run(locked('administrators', 0));
  const member = (await tx.rows(membersOf(workspace))).find((one) => one.id === id);
  if (member) return member;
  const expected = 'a member of this workspace';
  throw new DomainError('users.unknown', { kind: 'not_found', field: 'id', expected, got: id });
}

async function judge(tx: Transaction, before: Member, change: RoleChange): Promise<void> {
  if (change.installation !== undefined && !change.byInstallationAdmin) {
    const expected = 'an administrator of the installation as the asker';
    throw new DomainError('users.installation_administrator', {
      kind: 'forbidden',
      field: 'installation',
      expected,
    });
  }
  if (!before.installationAdmin) return;
  if (change.installation === false) await refuseLast(tx);
  else if (change.role !== 'admin') await refuseDemotion(tx);
}

async function refuseDemotion(tx: Transaction): Promise<never> {
  await refuseLast(tx);
  throw new DomainError('users.installation_administrator', {
    kind: 'conflict',
    field: 'id',
    expected: 'a member who does not run the installation; take that away first (installation: false)',
  });
}

async function refuseLast(tx: Transaction): Promise<void> {
  const found = await tx.row(sql<{ admins: number }>`
    select count(*) as admins
    from users
    where installation_admin`);
  if ((found?.admins ?? 0) > 1) return;
  throw new DomainError('users.last_administrator', {
    kind: 'conflict',
    field: 'id',
    expected: 'another administrator of the installation to remain',
  });
}
