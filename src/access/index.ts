export { type Access, type AccessOperation, type AccessParts, openAccess } from './access.ts';
export type { Actor } from './actor.ts';
export { actorName } from './actor-name.ts';
export { addressGroup } from './address.ts';
export { type Ask, type AskEngines, answer, type Fault, fitted, InvalidInput } from './asking/index.ts';
export { type Bound, requireAtMost } from './at-most.ts';
export { type Audit, type Deed, type Verification, withoutSecrets } from './audit/index.ts';
export { inKeptQuestions } from './kept-questions.ts';
export { looksLikeApiKey } from './keys/index.ts';
export { type Context, type Operation, operation, type Trace, whileAwaited } from './operation.ts';
export { type Permission, permissions } from './permissions.ts';
export {
  erased,
  jsonWritings,
  shortestWord,
  textWithout,
  valueNames,
  withoutAmounts,
  wordsOf,
} from './person-words.ts';
export type {
  DataStores,
  OwnStores,
  Part,
  PartAsked,
  Person,
  PersonalData,
  Telling,
  Told,
} from './personal-data.ts';
export { permissionsOf, type Role, roles } from './roles.ts';
export { Seat } from './seats.ts';
export { toldAtOnce, toldRow } from './telling.ts';
export { startTurns, type TurnParts, type Turns } from './turns.ts';
export {
  type Device,
  type Enrolment,
  type LinkView,
  longestPassword,
  type SendLetter,
  type Session,
  type Sessions,
  type User,
  type Visit,
  type WithCookies,
} from './users/index.ts';
export type { Workspace } from './workspace.ts';
export { type NewWorkspace, requireInstallationAdmin, WorkspaceWish } from './workspaces/index.ts';
