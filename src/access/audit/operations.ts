import { z } from 'zod';
import { sql } from '#src/basics/sql.ts';
import { actorName } from '../actor-name.ts';
import { operation } from '../operation.ts';
import { verifyChain } from './audit.ts';

const Entry = z.object({
  number: z.number(),
  at: z.iso.datetime(),
  actor: z.string().describe('user:…, key:…, cli or system'),
  actorName: z.string().nullable().describe('name of the person or key, where it still exists'),
  action: z.string(),
  subject: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  address: z.string().nullable(),
});

type Row = z.output<typeof Entry>;

const list = operation({
  name: 'audit.list',
  asks: { fr: 'Qui a changé quoi, et quand ?', en: 'Who changed what, and when?' },
  needs: 'settings:read',
  input: z.strictObject({
    before: z.int().positive().optional().describe('entries older than this number'),
    limit: z.int().min(1).max(500).default(100),
    action: z.string().max(200).optional(),
    actor: z.string().max(200).optional(),
  }),
  output: z.object({ entries: z.array(Entry), next: z.number().nullable() }),
  run: async ({ records, workspace }, ask) => {
    const shown = await records.rows(entries(workspace.number, ask));
    return { entries: shown, next: shown.length === ask.limit ? (shown.at(-1)?.number ?? null) : null };
  },
});

const verify = operation({
  name: 'audit.verify',
  asks: { fr: 'Le journal d’audit est-il intact ?', en: 'Is the audit log whole?' },
  needs: 'settings:read',
  input: z.strictObject({}),
  output: z.union([
    z.object({ whole: z.literal(true), entries: z.number() }),
    z.object({ whole: z.literal(false), brokenAt: z.number() }),
  ]),
  run: ({ records, workspace }) => verifyChain(records, workspace.number),
});

export const operations = [list, verify] as const;

/** Newest first. Grain: one entry; ≤ limit rows. */
const entries = (
  workspace: number,
  ask: {
    before?: number | undefined;
    limit: number;
    action?: string | undefined;
    actor?: string | undefined;
  },
) => sql<Row>`
  select a.number, a.at, a.actor, ${actorName(sql`a.actor`)} as "actorName", a.action, a.subject, a.before, a.after,
    a.address
  from audit_log a
  where a.workspace_id = ${workspace}
    and (${ask.before ?? null}::bigint is null or a.number < ${ask.before ?? null}::bigint)
    and (${ask.action ?? null}::text is null or a.action = ${ask.action ?? null}::text)
    and (${ask.actor ?? null}::text is null or a.actor = ${ask.actor ?? null}::text)
  order by a.number desc
  limit ${ask.limit}`;
