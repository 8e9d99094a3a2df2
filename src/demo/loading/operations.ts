import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import type { JobHandler } from '#src/engines/jobs/port.ts';
import { demoKinds } from '../making/index.ts';
import { sentences } from '../truths.ts';
import { notADemo, removeDemo } from './remove.ts';
import type { DemoParts } from './state.ts';

const Kind = z.enum(demoKinds);
const chore = 'demo.remove';
/** The answer and its trace in the audit log are written while the workspace still stands. */
const soonMs = 1_000;

const list = operation({
  name: 'demo.list',
  asks: { fr: 'Que contient cette démonstration ?', en: 'What is in this demo?' },
  needs: 'insights:read',
  input: z.strictObject({}),
  output: z.object({
    kind: Kind.nullable().describe('Which demo this workspace is; null for a real one'),
    planted: z.array(z.string()).describe('What was planted in it for Perdure to find'),
  }),
  run: async ({ workspace, actor }) => {
    const kind = Kind.nullable().parse(workspace.demo);
    return { kind, planted: kind === null ? [] : sentences(kind, actor.language) };
  },
});

const remove = operation({
  name: 'demo.remove',
  asks: { fr: 'Supprimer cet espace de démonstration', en: 'Remove this demo workspace' },
  needs: 'settings:write',
  writes: true,
  input: z.strictObject({}),
  output: z.object({ removing: z.boolean() }),
  run: async ({ workspace, jobs, clock, note }) => {
    if (workspace.demo === null) throw notADemo(workspace.number);
    const payload = { workspace: workspace.number };
    await jobs.add(chore, payload, { key: `${chore}:${workspace.number}`, notBefore: clock.now() + soonMs });
    note?.({ subject: workspace.id, before: { demo: workspace.demo } });
    return { removing: true };
  },
});

export const operations = [list, remove] as const;

const Payload = z.object({ workspace: z.number().int() });

/** The chore of this room: removes a demo; one that is gone already is no error. */
export const demoChores = (parts: DemoParts): Record<string, JobHandler> => ({
  [chore]: async (payload) => {
    const { workspace } = Payload.parse(payload);
    if ((await parts.workspaces.byNumber(workspace)) !== undefined) await removeDemo(parts, workspace);
  },
});
