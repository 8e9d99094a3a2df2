import { newId } from '#src/basics/ids.ts';
import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { hashPassword } from './password.ts';

/** A person who may sign in. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly language: 'fr' | 'en';
  readonly installationAdmin: boolean;
  readonly totp: boolean;
}

/** Grain: one person; as many rows as people sign in. */
const selected = sql`
  select id, name, email, language, installation_admin as "installationAdmin", two_factor_enabled as totp
  from users`;

export const userById = (tx: Transaction, id: string): Promise<User | undefined> =>
  tx.row(sql<User>`${selected} where id = ${id}`);

export const userByEmail = (tx: Transaction, email: string): Promise<User | undefined> =>
  tx.row(sql<User>`${selected} where email = ${plainEmail(email)}`);

/** One spelling for an address: trimmed and in lower case, as it is stored. */
export const plainEmail = (email: string): string => email.trim().toLowerCase();

/** Whether anybody runs the installation yet. */
export async function hasInstallationAdmin(tx: Transaction): Promise<boolean> {
  const found = await tx.row(sql<{ found: boolean }>`
    select exists (select from users where installation_admin) as found`);
  return found?.found ?? false;
}

/** What a new account is made of; the password is already judged. */
export interface NewUser {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly language: 'fr' | 'en';
  readonly installationAdmin: boolean;
}

/** Adds a person with a password, in the tables that sign-in reads; answers their id. */
export async function addUser(tx: Transaction, user: NewUser, at: Date): Promise<string> {
  const id = newId('usr');
  const hash = await hashPassword(user.password);
  await tx.run(sql`
    insert into users (id, name, email, email_verified, language, installation_admin, created_at, updated_at)
    values (${id}, ${user.name}, ${plainEmail(user.email)}, true, ${user.language}, ${user.installationAdmin}, ${at}, ${at})`);
  await tx.run(sql`
    insert into user_credentials (id, user_id, account_id, provider_id, password, created_at, updated_at)
    values (${newId('crd')}, ${id}, ${id}, 'credential', ${hash}, ${at}, ${at})`);
  return id;
}

/** Sets a password and ends every session of that person. */
export async function setPassword(tx: Transaction, user: string, password: string, at: Date): Promise<void> {
  const hash = await hashPassword(password);
  await tx.run(sql`
    update user_credentials
    set password = ${hash}, updated_at = ${at}
    where user_id = ${user}
      and provider_id = 'credential'`);
  await endSessions(tx, user);
}

/** Ends every session of a person, half-done sign-ins included: after any change of password, code or role. */
export async function endSessions(tx: Transaction, user: string): Promise<void> {
  await tx.run(sql`delete from user_sessions where user_id = ${user}`);
  await tx.run(sql`delete from user_verifications where value = ${user}`);
}

/** Changes what a person is called and which language they read. */
export async function describeUser(
  tx: Transaction,
  id: string,
  change: { readonly name?: string; readonly language?: 'fr' | 'en' },
): Promise<User> {
  await tx.run(sql`
    update users
    set name = coalesce(${change.name ?? null}, name), language = coalesce(${change.language ?? null}, language)
    where id = ${id}`);
  const user = await userById(tx, id);
  if (!user) throw new Error(`user ${id} is gone`);
  return user;
}
