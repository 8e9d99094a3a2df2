import { newId } from '#src/basics/ids.ts';
import { sql } from '#src/basics/sql.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { type Permission, permissions } from '../permissions.ts';
import { hashOfKey, looksLikeApiKey, newApiKey } from './secret-text.ts';

/** An API key as it may be shown: never its secret. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** The last four characters of the secret. */
  readonly hint: string;
  readonly scopes: readonly Permission[];
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

/** What a new key is to be. */
export interface KeyWish {
  readonly name: string;
  readonly scopes: readonly Permission[];
  readonly createdBy: string;
  /** An instant in ISO form. */
  readonly expiresAt: string | null;
}

/** Makes a key; the secret is given here once and never again. */
export async function makeKey(
  tx: Transaction,
  workspace: number,
  wish: KeyWish,
  clock: Clock,
): Promise<{ key: ApiKey; secret: string }> {
  const secret = newApiKey();
  const key: ApiKey = {
    ...wish,
    id: newId('key'),
    hint: secret.slice(-4),
    createdAt: new Date(clock.now()).toISOString(),
    lastUsedAt: null,
    revokedAt: null,
  };
  await tx.run(sql`
    insert into api_keys (id, workspace_id, name, hash, hint, scopes, created_by, created_at, expires_at)
    values (${key.id}, ${workspace}, ${key.name}, ${hashOfKey(secret)}, ${key.hint}, ${[...key.scopes]},
      ${key.createdBy}, ${key.createdAt}, ${key.expiresAt})`);
  return { key, secret };
}

/** Newest first. Grain: one key; some dozens of rows. */
export const keysOf = (workspace: number) => sql<ApiKey>`
  select id, name, hint, scopes, created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt",
    last_used_at as "lastUsedAt", revoked_at as "revokedAt"
  from api_keys
  where workspace_id = ${workspace}
  order by created_at desc, id`;

/** What a presented key allows. */
export interface PresentedKey {
  readonly id: string;
  readonly workspace: number;
  readonly scopes: ReadonlySet<Permission>;
}

/** Finds the living key behind a secret; undefined for anything else. Notes its use, once a minute at most. */
export async function keyBehind(
  tx: Transaction,
  secret: string,
  clock: Clock,
): Promise<PresentedKey | undefined> {
  if (!looksLikeApiKey(secret)) return undefined;
  const now = new Date(clock.now());
  const found = await tx.row(livingKey(hashOfKey(secret), now));
  if (!found) return undefined;
  if (found.last_used_at === null || Date.parse(found.last_used_at) < clock.now() - 60_000) {
    await tx.run(sql`update api_keys set last_used_at = ${now} where id = ${found.id}`);
  }
  const scopes = permissions.filter((one) => found.scopes.includes(one));
  return { id: found.id, workspace: found.workspace_id, scopes: new Set(scopes) };
}

/** Grain: one key; ≤ 1 row. Of all workspaces: the key is what says which one. */
const livingKey = (hash: Buffer, now: Date) => sql<{
  id: string;
  workspace_id: number;
  scopes: string[];
  last_used_at: string | null;
}>`
  select id, workspace_id, scopes, last_used_at
  from api_keys
  where hash = ${hash}
    and revoked_at is null
    and (expires_at is null or expires_at > ${now})`;
