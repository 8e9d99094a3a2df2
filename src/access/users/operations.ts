import { z } from 'zod';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import { operation } from '../operation.ts';
import { roles } from '../roles.ts';
import { invite, type LinkParts, openInvitations } from './invitations.ts';
import { changeRole, membersOf, removeMember } from './members.ts';
import { rescueOperations } from './rescue.ts';

const Member = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  installationAdmin: z.boolean().describe('runs the installation: admin in every workspace'),
  totp: z.boolean(),
  lastSeenAt: z.iso.datetime().nullable(),
});

const Invitation = z.object({
  id: z.string(),
  email: z.string(),
  role: z.enum(roles),
  expiresAt: z.iso.datetime(),
});

const Id = z.string().max(100);

/** Declares the operations on people over the whole house. */
export const userOperations = (parts: LinkParts) =>
  [list, inviting(parts), withdraw, change, remove, ...rescueOperations(parts)] as const;

const list = operation({
  name: 'users.list',
  asks: { fr: 'Qui a accès à cet espace ?', en: 'Who has access to this workspace?' },
  needs: 'settings:read',
  input: z.strictObject({}),
  output: z.object({ users: z.array(Member), invitations: z.array(Invitation) }),
  run: async ({ records, workspace, clock }) => ({
    users: await records.rows(membersOf(workspace.number)),
    invitations: await records.rows(openInvitations(workspace.number, new Date(clock.now()))),
  }),
});

const inviting = (parts: LinkParts) =>
  operation({
    name: 'users.invite',
    asks: { fr: 'Inviter une personne', en: 'Invite somebody' },
    needs: 'settings:write',
    writes: true,
    input: z.strictObject({ email: z.email().max(254), role: z.enum(roles) }),
    output: z.object({
      invitation: Invitation,
      link: z.string(),
      sent: z.boolean(),
      expiresAt: z.iso.datetime(),
    }),
    run: async ({ records, workspace, actor, note }, { email, role }) => {
      const wish = { workspace, email, role, createdBy: `${actor.kind}:${actor.id}` };
      const invited = await invite(records, parts, wish);
      note?.({ subject: invited.invitation.id, after: { email: invited.invitation.email, role } });
      return invited;
    },
  });

const withdraw = operation({
  name: 'users.withdraw-invitation',
  asks: { fr: 'Retirer une invitation', en: 'Withdraw an invitation' },
  needs: 'settings:write',
  writes: true,
  input: z.strictObject({ id: Id }),
  output: z.object({ withdrawn: z.literal(true) }),
  run: async ({ records, workspace, note }, { id }) => {
    const gone = await records.run(sql`
      delete from links
      where workspace_id = ${workspace.number}
        and id = ${id}
        and kind = 'invitation'
        and used_at is null`);
    if (gone === 0) {
      const expected = 'an open invitation of this workspace';
      throw new DomainError('users.unknown_invitation', {
        kind: 'not_found',
        field: 'id',
        expected,
        got: id,
      });
    }
    note?.({ subject: id });
    return { withdrawn: true as const };
  },
});

const change = operation({
  name: 'users.change-role',
  asks: { fr: 'Changer le rôle d’une personne', en: 'Change what somebody may do' },
  needs: 'settings:write',
  writes: true,
  input: z.strictObject({
    id: Id,
    role: z.enum(roles),
    installation: z.boolean().optional().describe('give or take away the administration of the installation'),
  }),
  output: z.object({ user: Member }),
  run: async ({ records, workspace, actor, note }, { id, role, installation }) => {
    const byInstallationAdmin = actor.installationAdmin === true || actor.kind === 'cli';
    const wish = { role, byInstallationAdmin, ...(installation === undefined ? {} : { installation }) };
    const before = await records.transaction((tx) => changeRole(tx, workspace.number, id, wish));
    const after = (await records.rows(membersOf(workspace.number))).find((one) => one.id === id);
    if (!after) throw new Error(`member ${id} is gone after a change of role`);
    note?.({ subject: id, before: standing(before), after: standing(after) });
    return { user: after };
  },
});

const standing = ({ role, installationAdmin }: z.output<typeof Member>) => ({ role, installationAdmin });

const remove = operation({
  name: 'users.remove',
  asks: { fr: 'Retirer une personne de l’espace', en: 'Remove somebody from the workspace' },
  needs: 'settings:write',
  writes: true,
  input: z.strictObject({ id: Id }),
  output: z.object({ removed: z.literal(true) }),
  run: async ({ records, workspace, note }, { id }) => {
    const before = await records.transaction((tx) => removeMember(tx, workspace.number, id));
    note?.({ subject: id, before: standing(before) });
    return { removed: true as const };
  },
});
