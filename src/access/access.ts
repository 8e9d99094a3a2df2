import type { Clock } from '#src/engines/clock/index.ts';
import type { Records } from '#src/engines/records/port.ts';
import type { Actor } from './actor.ts';
import { type Audit, operations as auditOperations, openAudit } from './audit/index.ts';
import { keyBehind, operations as keyOperations } from './keys/index.ts';
import { type Answered, forgetRepeats, onceUnderKey, type RepeatableAsk } from './repeats/index.ts';
import { permissionsOf } from './roles.ts';
import type { Seat } from './seats.ts';
import {
  describeUser,
  type Entrance,
  hasInstallationAdmin,
  openAttempts,
  openEntrance,
  openSecondFactor,
  openSessions,
  roleOf,
  type SecondFactor,
  type SendLetter,
  type Sessions,
  seatsOf,
  sendForgotten,
  signInMachinery,
  tidy,
  type User,
  userById,
  userOperations,
} from './users/index.ts';
import type { Workspace } from './workspace.ts';
import {
  openWorkspaces,
  sourceOperations,
  type Workspaces,
  workspaceOperations,
} from './workspaces/index.ts';

/** What the room needs of the house. */
export interface AccessParts {
  readonly records: Records;
  readonly clock: Clock;
  /** The mail engine's `send`. */
  readonly send: SendLetter;
  readonly language: 'fr' | 'en';
  /** PERDURE_SECRET: at least 32 characters. */
  readonly secret: string;
  /** True when people reach Perdure by https. */
  readonly tls: boolean;
  /** Where people reach Perdure, without a slash at its end; asked each time, since a port may be known late. */
  readonly home: () => string;
}

/** Who may do what: all of the room, opened. */
export interface Access {
  readonly workspaces: Workspaces;
  readonly sessions: Sessions;
  readonly secondFactor: SecondFactor;
  readonly entrance: Entrance;
  readonly audit: Audit;
  readonly operations: readonly AccessOperation[];
  /** The actor behind an API key and the workspace that it names; undefined for any other text. */
  byKey(secret: string, address: string): Promise<{ actor: Actor; workspace: Workspace } | undefined>;
  /** A person as actor in a workspace; undefined where they have no seat. */
  actorIn(workspace: Workspace, user: User, address: string): Promise<Actor | undefined>;
  seatsOf(user: User): Promise<Seat[]>;
  setupNeeded(): Promise<boolean>;
  /** Mails a reset to whoever has this address; resolves alike when nobody has. */
  forgotten(email: string): Promise<void>;
  /** Forgets what has ended: sessions, half-done sign-ins, links of a month ago. For the clock, once a day. */
  tidy(): Promise<void>;
  /** Does a change under an Idempotency-Key once. */
  once(ask: RepeatableAsk, change: () => Promise<unknown>): Promise<Answered>;
  /** Changes what a person is called and reads. */
  describe(user: User, change: { name?: string; language?: 'fr' | 'en' }): Promise<User>;
}

/** Opens the room. */
export function openAccess(parts: AccessParts): Access {
  const { records, clock, secret, tls } = parts;
  const workspaces = openWorkspaces(records, clock);
  const attempts = openAttempts(records, clock);
  const sessionParts = { records, clock, attempts, machinery: signInMachinery(records, { secret, tls }) };
  return {
    workspaces,
    sessions: openSessions(sessionParts),
    secondFactor: openSecondFactor(sessionParts),
    entrance: openEntrance(parts),
    audit: openAudit(records, clock),
    operations: accessOperations(parts, workspaces),
    byKey: (presented, address) => byKey(parts, workspaces, presented, address),
    actorIn: (workspace, user, address) => actorIn(records, workspace, user, address),
    seatsOf: (user) => seatsOf(records, user),
    setupNeeded: async () => !(await hasInstallationAdmin(records)),
    forgotten: (email) => sendForgotten(parts, email),
    tidy: async () => {
      await tidy(records, clock);
      await forgetRepeats({ records, clock });
    },
    describe: (user, change) => describeUser(records, user.id, change),
    once: (ask, change) => onceUnderKey({ records, clock, secret }, ask, change),
  };
}

export type AccessOperation = ReturnType<typeof accessOperations>[number];

/** Every operation of the room. */
export const accessOperations = (parts: AccessParts, workspaces: Workspaces) =>
  [
    ...workspaceOperations({
      workspaces,
      seatsOf: async (id) => {
        const user = await userById(parts.records, id);
        return user === undefined ? [] : seatsOf(parts.records, user);
      },
    }),
    ...sourceOperations,
    ...keyOperations,
    ...userOperations(parts),
    ...auditOperations,
  ] as const;

async function byKey(
  { records, clock, language }: AccessParts,
  workspaces: Workspaces,
  presented: string,
  address: string,
) {
  const key = await keyBehind(records, presented, clock);
  const workspace = key && (await workspaces.byNumber(key.workspace));
  if (!workspace) return undefined;
  const actor: Actor = { kind: 'key', id: key.id, permissions: key.scopes, language, address };
  return { actor, workspace };
}

async function actorIn(
  records: Records,
  workspace: Workspace,
  user: User,
  address: string,
): Promise<Actor | undefined> {
  const role = await roleOf(records, workspace.number, user);
  if (role === undefined) return undefined;
  const { id, language, installationAdmin } = user;
  return { kind: 'user', id, permissions: permissionsOf(role), language, address, installationAdmin };
}
