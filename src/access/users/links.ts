import { createHash } from 'node:crypto';
import { DomainError } from '#src/basics/errors.ts';
import { newId, newSecret } from '#src/basics/ids.ts';
import { sql } from '#src/basics/sql.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { Role } from '../roles.ts';

/** What a one-time link is for. */
export type LinkKind = 'setup' | 'invitation' | 'reset';

/** A living link. Its token is nowhere but with whom it was given to. */
export interface Link {
  readonly id: string;
  readonly kind: LinkKind;
  readonly workspace: number | null;
  readonly role: Role | null;
  /** Who is invited. */
  readonly email: string | null;
  /** Whose password is to be set. */
  readonly user: string | null;
  readonly expiresAt: string;
}

/** What a new link is to be. */
export interface LinkWish {
  readonly kind: LinkKind;
  readonly workspace?: number;
  readonly role?: Role;
  readonly email?: string;
  readonly user?: string;
  readonly createdBy: string;
  readonly lastsMs: number;
}

/** Makes a link; the token is told here once. */
export async function makeLink(
  tx: Transaction,
  wish: LinkWish,
  clock: Clock,
): Promise<{ link: Link; token: string }> {
  const token = newSecret(wish.kind);
  const link: Link = {
    id: newId('lnk'),
    kind: wish.kind,
    workspace: wish.workspace ?? null,
    role: wish.role ?? null,
    email: wish.email ?? null,
    user: wish.user ?? null,
    expiresAt: new Date(clock.now() + wish.lastsMs).toISOString(),
  };
  await tx.run(sql`
    insert into links (id, kind, hash, workspace_id, role, email, user_id, created_by, created_at, expires_at)
    values (${link.id}, ${link.kind}, ${hashOf(token)}, ${link.workspace}, ${link.role}, ${link.email}, ${link.user},
      ${wish.createdBy}, ${new Date(clock.now())}, ${link.expiresAt})`);
  return { link, token };
}

/** The living link behind a token; undefined when it is used, expired, withdrawn or never was. */
export const linkBehind = (tx: Transaction, token: string, clock: Clock): Promise<Link | undefined> =>
  tx.row(sql<Link>`
    select ${columns}
    from links
    where hash = ${hashOf(token)}
      and used_at is null
      and expires_at > ${new Date(clock.now())}`);

/**
 * Takes a link out of use and answers it: of two at once, one gets it.
 *
 * @throws DomainError `session.link_not_valid`
 */
export async function takeLink(tx: Transaction, token: string, kind: LinkKind, clock: Clock): Promise<Link> {
  const link = await tx.row(sql<Link>`
    update links
    set used_at = ${new Date(clock.now())}
    where hash = ${hashOf(token)}
      and kind = ${kind}
      and used_at is null
      and expires_at > ${new Date(clock.now())}
    returning ${columns}`);
  return link ?? linkNotValid();
}

/** @throws DomainError `session.link_not_valid`, always */
export function linkNotValid(): never {
  const expected = 'a link that is neither used nor expired';
  throw new DomainError('session.link_not_valid', { kind: 'not_found', field: 'token', expected });
}

const columns = sql`id, kind, workspace_id as workspace, role, email, user_id as "user", expires_at as "expiresAt"`;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
