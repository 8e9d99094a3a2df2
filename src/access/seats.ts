import { z } from 'zod';
import { permissions } from './permissions.ts';
import { permissionsOf, type Role, roles } from './roles.ts';
import type { Workspace } from './workspace.ts';

/** A workspace as one person sees it: what it is, and what they may do there. */
export const Seat = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  role: z.enum(roles),
  permissions: z.array(z.enum(permissions)),
  timezone: z.string(),
  weekStart: z.enum(['monday', 'sunday']),
  currency: z.string(),
  countingUnit: z.enum(['customer', 'account']),
  voice: z.enum(['tu', 'vous']),
  smallestDifference: z.number(),
  demo: z.string().nullable(),
});

export type Seat = z.output<typeof Seat>;

/** The seat that a role gives in a workspace. */
export const seatIn = (workspace: Workspace, role: Role): Seat => ({
  id: workspace.id,
  slug: workspace.slug,
  name: workspace.name,
  role,
  permissions: [...permissionsOf(role)],
  timezone: workspace.timezone,
  weekStart: workspace.weekStart,
  currency: workspace.currency,
  countingUnit: workspace.countingUnit,
  voice: workspace.voice,
  smallestDifference: workspace.smallestDifference,
  demo: workspace.demo,
});
