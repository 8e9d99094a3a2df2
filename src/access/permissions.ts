/** What a key or a role may allow: a room and what is done in it. */
export const permissions = [
  'insights:read',
  'insights:write', // saved questions, lists
  'customers:read',
  'customers:write', // merges, erasure, handing over what is held about a person
  'data:read', // sources, live events, imports, set aside
  'data:write',
  'settings:read',
  'settings:write', // users, keys, workspace
] as const;

export type Permission = (typeof permissions)[number];
