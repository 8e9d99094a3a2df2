import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { sql } from '#src/basics/sql.ts';
import type { WorkspaceRecords } from '#src/engines/records/port.ts';
import { keepAsk } from './asks.ts';

const id = z.string().min(1).max(512);

export const merge = operation({
  name: 'identity.merge',
  asks: { fr: 'Ces deux identifiants sont une seule personne', en: 'These two ids are one person' },
  needs: 'customers:write',
  writes: true,
  input: z.strictObject({ fromUser: id, intoUser: id }),
  output: z.object({ asked: z.string() }),
  run: async ({ records, jobs, workspace, actor, clock, note }, { fromUser, intoUser }) => {
    if (fromUser === intoUser) {
      throw new DomainError('identity.same_person', {
        field: 'intoUser',
        expected: 'another id than fromUser',
        got: intoUser,
      });
    }
    await mustExist(records, 'fromUser', fromUser);
    await mustExist(records, 'intoUser', intoUser);
    const asked = newId('mrg');
    note?.({ subject: asked }); // ids of people stay out of the audit log, which is never rewritten
    const said = {
      workspace: workspace.number,
      id: asked,
      actor: `${actor.kind}:${actor.id}`,
      at: clock.now(),
      wish: { fromUser, intoUser },
    };
    await records.transaction((tx) => keepAsk(tx, jobs, said));
    return { asked };
  },
});

export const undo = operation({
  name: 'identity.undo',
  asks: { fr: 'Défaire une fusion de personnes', en: 'Take a merge of persons back' },
  needs: 'customers:write',
  writes: true,
  input: z.strictObject({ merge: z.string().regex(/^\d+$/) }),
  output: z.object({ undoing: z.string() }),
  run: async ({ records, jobs, workspace, actor, clock }, { merge: number }) => {
    const found = await records.row(
      sql`select 1 as one from merges where number = ${number}::bigint and undone_at is null`,
    );
    if (found === undefined) {
      throw new DomainError('identity.no_such_merge', {
        kind: 'not_found',
        field: 'merge',
        expected: 'the number of a merge in force',
        got: number,
      });
    }
    const said = {
      workspace: workspace.number,
      id: `undo-${number}`,
      actor: `${actor.kind}:${actor.id}`,
      at: clock.now(),
      wish: { merge: number },
    };
    await records.transaction((tx) => keepAsk(tx, jobs, said));
    return { undoing: number };
  },
});

export const merges = operation({
  name: 'identity.merges',
  asks: {
    fr: 'Quelles personnes ont été fusionnées, par qui ?',
    en: 'Which persons were merged, and by whom?',
  },
  needs: 'customers:read',
  input: z.strictObject({ user: id.optional(), limit: z.number().int().min(1).max(500).default(100) }),
  output: z.object({
    merges: z.array(
      z.object({
        merge: z.string(),
        fromUser: z.string(),
        intoUser: z.string(),
        at: z.string(),
        actor: z.string(),
        undoneAt: z.string().nullable(),
        undoneBy: z.string().nullable(),
      }),
    ),
  }),
  run: async ({ records }, { user, limit }) => ({ merges: await listMerges(records, user ?? null, limit) }),
});

interface MergeRow {
  merge: string;
  fromUser: string;
  intoUser: string;
  at: string;
  actor: string;
  undoneAt: string | null;
  undoneBy: string | null;
}

/** Merges, newest first; of one id where it is given. Grain: a merge; at most `limit` rows. */
function listMerges(records: WorkspaceRecords, user: string | null, limit: number): Promise<MergeRow[]> {
  return records.rows(sql<MergeRow>`
    select number::text as merge, from_user as "fromUser", into_user as "intoUser",
      to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, actor,
      to_char(undone_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "undoneAt", undone_by as "undoneBy"
    from merges
    where ${user}::text is null or from_user = ${user}::text or into_user = ${user}::text
    order by number desc
    limit ${limit}`);
}

async function mustExist(records: WorkspaceRecords, field: string, user: string): Promise<void> {
  const found = await records.row(sql`
    select 1 as one
    from identities
    where kind = 'user'
      and external_id = ${user}`);
  if (found === undefined) {
    throw new DomainError('identity.unknown_user', {
      kind: 'not_found',
      field,
      expected: 'the user id of a known person',
      got: user,
    });
  }
}

export const operations = [merge, undo, merges];
