import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { sql } from '#src/basics/sql.ts';
import { personBehind, userHash } from './erase.ts';

export const ask = operation({
  name: 'erasure.ask',
  asks: { fr: 'Effacer tout ce que l’on sait d’une personne', en: 'Erase everything known of a person' },
  needs: 'customers:write',
  writes: true,
  input: z.strictObject({
    userId: z.string().min(1).max(512),
    dryRun: z.boolean().default(false).describe('Only tells what would be erased.'),
  }),
  output: z.object({
    erasure: z.string().nullable(),
    userIds: z.array(z.string()),
    anonymousIds: z.array(z.string()),
  }),
  run: async ({ workspace, records, jobs, actor, clock, note }, { userId, dryRun }) => {
    const person = await personBehind(records, workspace.number, userId);
    if (person.numbers.length === 0) {
      throw new DomainError('erasure.unknown_user', {
        kind: 'not_found',
        field: 'userId',
        expected: 'the user id of a known person',
        got: userId,
      });
    }
    const ids = { userIds: [...person.userIds], anonymousIds: [...person.anonymousIds] };
    // The audit log is never rewritten, so it names the erasure and not the person.
    if (dryRun) {
      note?.({ after: { dryRun } });
      return { erasure: null, ...ids };
    }
    const id = newId('ers');
    note?.({ subject: id });
    await records.run(sql`
      insert into erasures (id, workspace_id, user_hash, person, asked_at, asked_by)
      values (${id}, ${workspace.number}, ${userHash(id, userId)},
        ${JSON.stringify({ ...person, userIds: [userId, ...person.userIds.filter((other) => other !== userId)] })}::jsonb,
        ${new Date(clock.now())}, ${`${actor.kind}:${actor.id}`})`);
    await jobs.add(
      'erasure.run',
      { id, workspace: workspace.number },
      { key: `erasure-${id}`, queue: `load-${workspace.number}` },
    );
    return { erasure: id, ...ids };
  },
});

export const list = operation({
  name: 'erasure.list',
  asks: {
    fr: 'Quels effacements ont été demandés, et lesquels sont faits ?',
    en: 'Which erasures were asked for, and which are done?',
  },
  needs: 'customers:read',
  input: z.strictObject({ limit: z.number().int().min(1).max(500).default(100) }),
  output: z.object({
    erasures: z.array(
      z.object({
        id: z.string(),
        askedAt: z.string(),
        askedBy: z.string(),
        doneAt: z.string().nullable(),
        found: z.record(z.string(), z.number()).nullable(),
      }),
    ),
  }),
  run: async ({ records }, { limit }) => ({
    erasures: await records.rows(sql<{
      id: string;
      askedAt: string;
      askedBy: string;
      doneAt: string | null;
      found: Record<string, number> | null;
    }>`
      select id, to_char(asked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "askedAt", asked_by as "askedBy",
        to_char(done_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "doneAt", found
      from erasures
      order by asked_at desc
      limit ${limit}`),
  }),
});

export const operations = [ask, list];
