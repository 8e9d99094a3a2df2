import { z } from 'zod';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import type { Records } from '#src/engines/records/port.ts';
import { type Context, operation } from '../operation.ts';
import { endSessions, type User, userById } from './accounts.ts';
import { type LinkParts, resetLink } from './invitations.ts';
import { membersOf } from './members.ts';

const Ask = z.strictObject({ id: z.string().max(100) });

/** What an administrator does for somebody who has lost the password or the phone. */
export const rescueOperations = (parts: LinkParts) => [reset(parts), turnOffTotp(parts)] as const;

const reset = (parts: LinkParts) =>
  operation({
    name: 'users.reset-link',
    asks: { fr: 'Donner un lien pour un nouveau mot de passe', en: 'Give a link for a new password' },
    needs: 'settings:write',
    writes: true,
    input: Ask,
    output: z.object({ link: z.string(), sent: z.boolean(), expiresAt: z.iso.datetime() }),
    run: async (context, { id }) => {
      const target = await withinReach(parts.records, context, id);
      context.note?.({ subject: id });
      return resetLink(parts, target, `${context.actor.kind}:${context.actor.id}`);
    },
  });

const turnOffTotp = ({ records }: LinkParts) =>
  operation({
    name: 'users.turn-off-totp',
    asks: { fr: 'Lever le second facteur d’une personne', en: 'Turn off somebody’s second factor' },
    needs: 'settings:write',
    writes: true,
    input: Ask,
    output: z.object({ totp: z.literal(false) }),
    run: async (context, { id }) => {
      const target = await withinReach(records, context, id);
      await records.transaction(async (tx) => {
        await tx.run(sql`delete from user_totp where user_id = ${id}`);
        await tx.run(sql`update users set two_factor_enabled = false where id = ${id}`);
        await endSessions(tx, id);
      });
      context.note?.({ subject: id, before: { totp: target.totp }, after: { totp: false } });
      return { totp: false as const };
    },
  });

/**
 * The member whom the asker may rescue. A rescue opens the whole account: so no key may do it, and an administrator of
 * one workspace only for a person who is nowhere else and does not run the installation.
 *
 * @throws DomainError `users.not_by_key`, `users.unknown`, `users.reset_beyond_reach`
 */
async function withinReach(records: Records, { actor, workspace }: Context, id: string): Promise<User> {
  if (actor.kind === 'key') {
    throw new DomainError('users.not_by_key', { kind: 'forbidden', expected: 'a person who is signed in' });
  }
  const isMember = (await records.rows(membersOf(workspace.number))).some((one) => one.id === id);
  const target = isMember ? await userById(records, id) : undefined;
  if (target === undefined) {
    const expected = 'a member of this workspace';
    throw new DomainError('users.unknown', { kind: 'not_found', field: 'id', expected, got: id });
  }
  if (actor.installationAdmin === true || actor.kind === 'cli') return target;
  if (!target.installationAdmin && !(await sitsElsewhere(records, id, workspace.number))) return target;
  const expected = 'an administrator of the installation: this person also belongs elsewhere';
  throw new DomainError('users.reset_beyond_reach', { kind: 'forbidden', field: 'id', expected });
}

async function sitsElsewhere(records: Records, user: string, workspace: number): Promise<boolean> {
  const found = await records.row(sql<{ elsewhere: boolean }>`
    select exists (select from members where workspace_id <> ${workspace} and user_id = ${user}) as elsewhere`);
  return found?.elsewhere ?? false;
}
