import type { Permission } from './permissions.ts';
import { permissions } from './permissions.ts';

/** What a person is in one workspace. An installation administrator is admin in all of them. */
export const roles = ['viewer', 'editor', 'admin'] as const;

export type Role = (typeof roles)[number];

const reading: readonly Permission[] = ['insights:read', 'customers:read', 'data:read'];
const changing: readonly Permission[] = ['insights:write', 'customers:write', 'data:write', 'settings:read'];

const mayByRole: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  viewer: new Set(reading),
  editor: new Set([...reading, ...changing]),
  admin: new Set(permissions),
};

/** What a role may do: viewers look, editors change analyses and data, admins also people, keys and settings. */
export const permissionsOf = (role: Role): ReadonlySet<Permission> => mayByRole[role];

/** What a key may do unless told otherwise: all but people, keys and settings. */
export const usualKeyScopes: readonly Permission[] = permissions.filter((one) => one !== 'settings:write');
