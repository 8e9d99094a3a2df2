import { z } from 'zod';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import type { Actor } from '../actor.ts';
import { operation } from '../operation.ts';
import { type Permission, permissions } from '../permissions.ts';
import { type ApiKey, keysOf, makeKey } from './keys.ts';

const Key = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string().describe('the last four characters of the secret'),
  scopes: z.array(z.enum(permissions)),
  createdBy: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});

const list = operation({
  name: 'keys.list',
  asks: { fr: 'Quelles clés d’API existent ?', en: 'Which API keys are there?' },
  needs: 'settings:read',
  input: z.strictObject({}),
  output: z.object({ keys: z.array(Key) }),
  run: async ({ records, workspace }) => ({
    keys: (await records.rows(keysOf(workspace.number))).map(shown),
  }),
});

const create = operation({
  name: 'keys.create',
  asks: { fr: 'Créer une clé d’API', en: 'Make an API key' },
  needs: 'settings:write',
  writes: true,
  input: z.strictObject({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(z.enum(permissions)).min(1),
    expiresAt: z.iso
      .datetime({ offset: true })
      .refine(isBefore10000, 'a time before the year 10000')
      .optional(),
  }),
  output: z.object({ key: Key, secret: z.string().describe('shown this once') }),
  run: async ({ records, workspace, actor, clock, note }, ask) => {
    const expiresAt = ask.expiresAt === undefined ? null : new Date(ask.expiresAt).toISOString();
    if (expiresAt !== null && Date.parse(expiresAt) <= clock.now()) {
      throw new DomainError('keys.expired_already', {
        field: 'expiresAt',
        expected: 'a time to come',
        got: ask.expiresAt,
      });
    }
    const scopes = withinReach(actor, ask.scopes);
    const wish = { name: ask.name, scopes, createdBy: `${actor.kind}:${actor.id}`, expiresAt };
    const { key, secret } = await makeKey(records, workspace.number, wish, clock);
    note?.({ subject: key.id, after: { name: key.name, scopes: key.scopes, expiresAt } });
    return { key: shown(key), secret };
  },
});

/** Later years are written with a sign, which the records do not take. */
function isBefore10000(text: string): boolean {
  return Date.parse(text) < Date.UTC(10_000, 0);
}

/** Nobody makes a key that may more than they may themselves. */
function withinReach(actor: Actor, wanted: readonly Permission[]): readonly Permission[] {
  const beyond = wanted.find((scope) => !actor.permissions.has(scope));
  if (beyond === undefined) return [...new Set(wanted)];
  throw new DomainError('keys.beyond_own_permissions', {
    kind: 'forbidden',
    field: 'scopes',
    expected: 'only what you may do yourself',
    got: beyond,
  });
}

const revoke = operation({
  name: 'keys.revoke',
  asks: { fr: 'Révoquer une clé d’API', en: 'Revoke an API key' },
  needs: 'settings:write',
  writes: true,
  input: z.strictObject({ id: z.string().max(100) }),
  output: z.object({ key: Key }),
  run: async ({ records, workspace, clock, note }, { id }) => {
    await records.run(sql`
      update api_keys
      set revoked_at = coalesce(revoked_at, ${new Date(clock.now())})
      where workspace_id = ${workspace.number}
        and id = ${id}`);
    const key = (await records.rows(keysOf(workspace.number))).find((one) => one.id === id);
    if (!key) {
      throw new DomainError('keys.unknown', {
        kind: 'not_found',
        field: 'id',
        expected: 'a key of this workspace',
        got: id,
      });
    }
    note?.({ subject: id, before: { revoked: false }, after: { revoked: true } });
    return { key: shown(key) };
  },
});

export const operations = [list, create, revoke] as const;

const shown = (key: ApiKey): z.input<typeof Key> => ({ ...key, scopes: [...key.scopes] });
