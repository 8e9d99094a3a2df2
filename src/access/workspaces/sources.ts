import { z } from 'zod';
import { DomainError } from '#src/basics/errors.ts';
import { newSecret } from '#src/basics/ids.ts';
import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { operation } from '../operation.ts';

const Source = z.object({
  number: z.number(),
  name: z.string(),
  writeKey: z.string().describe('public by nature: it may only write'),
  createdAt: z.iso.datetime(),
  lastEventAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});

/** Where events come from: a site, an app, a server. */
export type Source = z.output<typeof Source>;

/** Makes a source with a write key of its own. */
export async function makeSource(
  tx: Transaction,
  workspace: number,
  name: string,
  at: Date,
): Promise<Source> {
  const made = await tx.row(sql<Source>`
    insert into sources (workspace_id, name, write_key, created_at)
    values (${workspace}, ${name}, ${newSecret('wk')}, ${at})
    returning ${columns}`);
  if (!made) throw new Error('the new source was not returned');
  return made;
}

const columns = sql`number, name, write_key as "writeKey", created_at as "createdAt",
    last_event_at as "lastEventAt", revoked_at as "revokedAt"`;

const Name = z.string().trim().min(1).max(100);

const list = operation({
  name: 'sources.list',
  asks: { fr: 'D’où viennent les évènements ?', en: 'Where do events come from?' },
  needs: 'data:read',
  input: z.strictObject({}),
  output: z.object({ sources: z.array(Source) }),
  run: async ({ records, workspace }) => {
    const rows = await records.rows(sql<Source>`
      select ${columns}
      from sources
      where workspace_id = ${workspace.number}
      order by number`);
    return { sources: rows };
  },
});

const create = operation({
  name: 'sources.create',
  asks: { fr: 'Ajouter une source et sa clé d’écriture', en: 'Add a source and its write key' },
  needs: 'data:write',
  writes: true,
  input: z.strictObject({ name: Name }),
  output: z.object({ source: Source }),
  run: async ({ records, workspace, clock, note }, { name }) => {
    const source = await makeSource(records, workspace.number, name, new Date(clock.now()));
    note?.({ subject: `source:${source.number}`, after: { name } });
    return { source };
  },
});

const rename = operation({
  name: 'sources.rename',
  asks: { fr: 'Renommer une source', en: 'Rename a source' },
  needs: 'data:write',
  writes: true,
  input: z.strictObject({
    number: z
      .int()
      .min(1)
      .max(2 ** 31 - 1),
    name: Name,
  }),
  output: z.object({ source: Source }),
  run: async ({ records, workspace, note }, { number, name }) => {
    const row = await records.row(sql<Source>`
      update sources
      set name = ${name}
      where workspace_id = ${workspace.number}
        and number = ${number}
      returning ${columns}`);
    note?.({ subject: `source:${number}`, after: { name } });
    return { source: row ?? unknownSource(number) };
  },
});

const revoke = operation({
  name: 'sources.revoke',
  asks: { fr: 'Révoquer la clé d’écriture d’une source', en: 'Revoke the write key of a source' },
  needs: 'data:write',
  writes: true,
  input: z.strictObject({
    number: z
      .int()
      .min(1)
      .max(2 ** 31 - 1),
  }),
  output: z.object({ source: Source }),
  run: async ({ records, workspace, clock, note }, { number }) => {
    const row = await records.row(sql<Source>`
      update sources
      set revoked_at = coalesce(revoked_at, ${new Date(clock.now())})
      where workspace_id = ${workspace.number}
        and number = ${number}
      returning ${columns}`);
    note?.({ subject: `source:${number}`, after: { revoked: true } });
    return { source: row ?? unknownSource(number) };
  },
});

export const sourceOperations = [list, create, rename, revoke] as const;

function unknownSource(number: number): never {
  const expected = 'a source of this workspace';
  throw new DomainError('sources.unknown', { kind: 'not_found', field: 'number', expected, got: number });
}
