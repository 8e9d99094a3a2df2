import { z } from 'zod';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { Actor } from '../actor.ts';
import { operation } from '../operation.ts';
import { permissionsOf, type Role, roles } from '../roles.ts';
import { Seat, seatIn } from '../seats.ts';
import type { Workspace } from '../workspace.ts';
import { WorkspaceChange, WorkspaceWish } from './settings.ts';
import { type Workspaces, workspaceNumbered } from './workspaces.ts';

/** What the operations on workspaces need beyond one workspace's own records. */
export interface WorkspaceParts {
  readonly workspaces: Workspaces;
  /** The seats of one person. */
  seatsOf(user: string): Promise<Seat[]>;
}

/** Declares them over the whole house. */
export const workspaceOperations = (parts: WorkspaceParts) => [list(parts), create(parts), update] as const;

const list = ({ seatsOf }: WorkspaceParts) =>
  operation({
    name: 'workspaces.list',
    asks: { fr: 'Quels espaces puis-je ouvrir ?', en: 'Which workspaces may I open?' },
    needs: 'insights:read',
    input: z.strictObject({}),
    output: z.object({ workspaces: z.array(Seat) }),
    run: async ({ actor, workspace }) => ({
      workspaces: actor.kind === 'user' ? await seatsOf(actor.id) : [seatOfActor(workspace, actor)],
    }),
  });

/** A key sits in its one workspace, with its own permissions and the role that these come closest to. */
function seatOfActor(workspace: Workspace, actor: Actor): Seat {
  const covered = (role: Role): boolean => permissionsOf(role).isSubsetOf(actor.permissions);
  const role = roles.findLast(covered) ?? 'viewer';
  return { ...seatIn(workspace, role), permissions: [...actor.permissions] };
}

const create = ({ workspaces }: WorkspaceParts) =>
  operation({
    name: 'workspaces.create',
    asks: { fr: 'Créer un espace', en: 'Make a workspace' },
    needs: 'settings:write',
    writes: true,
    input: WorkspaceWish,
    output: z.object({ workspace: z.string(), id: z.string(), writeKey: z.string(), apiKey: z.string() }),
    run: async ({ actor, note }, wish) => {
      requireInstallationAdmin(actor);
      const made = await workspaces.create(wish, { createdBy: `${actor.kind}:${actor.id}` });
      note?.({ subject: made.id, after: { ...wish, slug: made.workspace } });
      return made;
    },
  });

/** @throws DomainError `workspaces.not_installation_administrator` */
export function requireInstallationAdmin(actor: Actor): void {
  if (actor.kind === 'cli' || actor.kind === 'system' || actor.installationAdmin === true) return;
  throw new DomainError('workspaces.not_installation_administrator', {
    kind: 'forbidden',
    expected: 'an administrator of the installation',
  });
}

const update = operation({
  name: 'workspaces.update',
  asks: { fr: 'Changer les réglages de l’espace', en: 'Change the settings of the workspace' },
  needs: 'settings:write',
  writes: true,
  input: WorkspaceChange,
  output: z.object({
    workspace: Seat,
    rebuilding: z.boolean().describe('derived figures are being rebuilt; the old ones stay until then'),
  }),
  run: async ({ records, workspace, actor, jobs, note }, change) => {
    const { before, after, rebuilding } = await records.transaction(async (tx) => {
      const done = await applied(tx, workspace.number, change);
      const anew =
        done.before.timezone !== done.after.timezone || done.before.weekStart !== done.after.weekStart;
      // In the same transaction: a zone whose days nobody builds would never show in the figures.
      if (anew) {
        const key = `rebuild-${workspace.number}`;
        await jobs.add('derived.rebuild', { workspace: workspace.number }, { key, within: tx });
      }
      return { ...done, rebuilding: anew };
    });
    const changed = Object.keys(change).filter((name) => name in before);
    note?.({ subject: workspace.id, before: only(before, changed), after: only(after, changed) });
    return { workspace: seatOfActor(after, actor), rebuilding };
  },
});

async function applied(tx: Transaction, number: number, change: WorkspaceChange) {
  const [before] = await tx.rows(sql<Workspace>`${workspaceNumbered(number)} for update`);
  if (!before) throw new Error(`workspace ${number} is gone`);
  await tx.run(sql`
    update workspaces
    set name = coalesce(${change.name ?? null}, name),
      timezone = coalesce(${change.timezone ?? null}, timezone),
      week_start = coalesce(${change.weekStart ?? null}, week_start),
      currency = coalesce(${change.currency ?? null}, currency),
      counting_unit = coalesce(${change.countingUnit ?? null}, counting_unit),
      voice = coalesce(${change.voice ?? null}, voice),
      smallest_difference = coalesce(${change.smallestDifference ?? null}::numeric, smallest_difference)
    where number = ${number}`);
  const after = await tx.row(workspaceNumbered(number));
  if (!after) throw new Error(`workspace ${number} is gone`);
  return { before, after };
}

const only = (workspace: Workspace, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(workspace).filter(([name]) => names.includes(name)));
