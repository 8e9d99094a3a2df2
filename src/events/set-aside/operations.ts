import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import { accounting, listSetAside, mend, whichOf } from './set-aside.ts';

const kept = z.object({
  id: z.string(),
  kind: z.enum(['rejected', 'quarantined']),
  reason: z.string(),
  field: z.string().nullable(),
  expected: z.string(),
  got: z.string().nullable(),
  event: z.string().describe('JSON text of the event, as received or as mended.'),
  mended: z.boolean(),
  source: z.number(),
  receivedAt: z.string(),
  state: z.enum(['open', 'replaying', 'replayed', 'discarded']),
});

/** As many digits as every one of them has at most; a longer number is nobody's. */
const Id = z.string().regex(/^\d{1,18}$/, 'the id of an event that is set aside');

const which = z
  .strictObject({
    ids: z.array(Id).max(10_000).optional(),
    reason: z.string().optional().describe('Every open one with this reason.'),
  })
  .refine((ask) => ask.ids !== undefined || ask.reason !== undefined, 'ids or a reason');

export const rejectsList = operation({
  name: 'rejects.list',
  asks: {
    fr: 'Quels événements ont été mis de côté, et pourquoi ?',
    en: 'Which events were set aside, and why?',
  },
  needs: 'data:read',
  input: z.strictObject({
    state: z.enum(['open', 'replaying', 'replayed', 'discarded']).default('open'),
    reason: z.string().optional(),
    before: Id.optional().describe('Only those with a smaller id: the next page.'),
    limit: z.number().int().min(1).max(500).default(50),
  }),
  output: z.object({
    events: z.array(kept),
    reasons: z.array(z.object({ reason: z.string(), events: z.number() })),
    next: z.string().nullable(),
  }),
  run: ({ records }, ask) => listSetAside(records, ask),
});

export const rejectsFix = operation({
  name: 'rejects.fix',
  asks: { fr: 'Corriger un événement mis de côté', en: 'Mend an event that was set aside' },
  needs: 'data:write',
  writes: true,
  input: z.strictObject({ id: Id, event: z.string().max(1_000_000) }),
  output: z.object({ id: z.string(), event: z.string() }),
  run: async ({ records, note }, { id, event }) => {
    parsed(event);
    note?.({ subject: `set-aside:${id}` }); // the event may name a person; the audit log is never rewritten
    await mend(records, id, event);
    return { id, event };
  },
});

export const rejectsReplay = operation({
  name: 'rejects.replay',
  asks: { fr: 'Rejouer des événements mis de côté', en: 'Load set-aside events again' },
  needs: 'data:write',
  writes: true,
  input: which,
  output: z.object({ replaying: z.number() }),
  run: async ({ records, jobs, workspace }, ask) => {
    const replaying = await records.run(sql`
      update set_aside
      set state = 'replaying'
      where state = 'open'
        and ${whichOf(ask)}`);
    if (replaying > 0)
      await jobs.add(
        'rejects.replay',
        { workspace: workspace.number },
        { queue: `load-${workspace.number}` },
      );
    return { replaying };
  },
});

export const rejectsDiscard = operation({
  name: 'rejects.discard',
  asks: { fr: 'Écarter pour de bon des événements mis de côté', en: 'Put set-aside events away for good' },
  needs: 'data:write',
  writes: true,
  input: which,
  output: z.object({ discarded: z.number() }),
  run: async ({ records, actor, clock }, ask) => ({
    discarded: await records.run(sql`
      update set_aside
      set state = 'discarded', decided_at = ${new Date(clock.now())}, decided_by = ${`${actor.kind}:${actor.id}`}
      where state = 'open'
        and ${whichOf(ask)}`),
  }),
});

export const eventsAccounting = operation({
  name: 'events.accounting',
  asks: {
    fr: 'Que sont devenus tous les événements acceptés ?',
    en: 'What became of every event that was accepted?',
  },
  needs: 'data:read',
  input: z.strictObject({}),
  output: z.object({
    accepted: z.number(),
    stored: z.number(),
    rejected: z.number(),
    quarantined: z.number(),
    duplicate: z.number(),
    bySource: z.array(
      z.object({
        source: z.number(),
        accepted: z.number(),
        stored: z.number(),
        rejected: z.number(),
        quarantined: z.number(),
        duplicate: z.number(),
      }),
    ),
  }),
  run: ({ records }) => accounting(records),
});

export const operations = [rejectsList, rejectsFix, rejectsReplay, rejectsDiscard, eventsAccounting];

function parsed(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw new DomainError('rejects.not_json', {
      field: 'event',
      expected: 'the event as JSON text',
      got: text,
    });
  }
}
