export type { Actor } from './actor.ts';
export { type Context, type Operation, operation } from './operation.ts';
export { type Permission, permissions } from './permissions.ts';
export type { Workspace } from './workspace.ts';
export type { DataStores, PersonalData, Person } from './personal-data.ts';
