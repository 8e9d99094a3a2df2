import { z } from 'zod';
import { sql } from './basics/sql.ts';
import { type DemoParts, demoChores } from './demo/index.ts';
import type { CronChore, JobHandler, Jobs } from './engines/jobs/index.ts';
import type { Records } from './engines/records/index.ts';
import { carryOutErasure, type ErasureParts } from './events/erasure/index.ts';
import { addAskChore, carryOutAsk, keepAsk, waitingAsks } from './events/identity/index.ts';
import { type ImportParts, importJobs } from './events/imports/index.ts';
import {
  type LoadingParts,
  rebuildDerived,
  sweepDerived,
  workspacesToRebuild,
} from './events/loading/index.ts';
import { replaySetAside } from './events/set-aside/index.ts';

/** What chores work with. `jobs` is asked for late: it is opened with the chores' names. */
export interface ChoreParts {
  readonly demo: DemoParts;
  readonly imports: ImportParts;
  readonly loading: LoadingParts;
  readonly erasure: ErasureParts;
  readonly jobs: () => Jobs;
  /** Removes what has run out: sessions, links, attempts. */
  readonly tidy: () => Promise<unknown>;
}

const Workspace = z.object({ workspace: z.number().int() });
const Merge = Workspace.extend({
  fromUser: z.string(),
  intoUser: z.string(),
  actor: z.string(),
  id: z.string(),
});
const Undo = Workspace.extend({ merge: z.string(), actor: z.string() });
const Asked = Workspace.extend({ ask: z.string() });
const Erasure = Workspace.extend({ id: z.string() });

/** A question that began under the old layout has ended by then. */
const sweepAfterMs = 10 * 60_000;

/** Every chore by its name. */
export function choresOf(parts: ChoreParts): Record<string, JobHandler> {
  const { loading, erasure } = parts;
  const now = () => loading.clock.now();
  return {
    ...demoChores(parts.demo),
    ...importJobs(parts.imports),
    'derived.rebuild': async (payload) => {
      const { workspace } = Workspace.parse(payload);
      await rebuildDerived(loading, workspace, String(payload.reason ?? 'asked'));
      await parts
        .jobs()
        .add('derived.sweep', { workspace }, { key: `sweep-${workspace}`, notBefore: now() + sweepAfterMs });
    },
    'derived.upkeep': async () => {
      for (const workspace of await workspacesToRebuild(loading.warehouse)) {
        await parts
          .jobs()
          .add('derived.rebuild', { workspace, reason: 'upkeep' }, { key: `rebuild-${workspace}` });
      }
    },
    'access.tidy': async () => {
      await parts.tidy();
    },
    'derived.sweep': (payload) => sweepDerived(loading, Workspace.parse(payload).workspace),
    'rejects.replay': async (payload) => {
      await replaySetAside(loading, Workspace.parse(payload).workspace);
    },
    'identity.ask': async (payload) => {
      const { workspace, ask } = Asked.parse(payload);
      await carryOutAsk(loading, workspace, ask);
    },
    // Put in the queue before asks had a table of their own: they become asks.
    'identity.merge': async (payload) => {
      const { workspace, id, actor, ...wish } = Merge.parse(payload);
      await loading.records.transaction((tx) =>
        keepAsk(tx, parts.jobs(), { workspace, id, actor, at: now(), wish }),
      );
    },
    'identity.undo': async (payload) => {
      const { workspace, merge, actor } = Undo.parse(payload);
      const said = { workspace, id: `undo-${merge}`, actor, at: now(), wish: { merge } };
      await loading.records.transaction((tx) => keepAsk(tx, parts.jobs(), said));
    },
    'erasure.run': async (payload) => {
      const { id, workspace } = Erasure.parse(payload);
      await carryOutErasure(erasure, id);
      await parts
        .jobs()
        .add(
          'derived.rebuild',
          { workspace, reason: 'erasure' },
          { key: `rebuild-${workspace}`, queue: `load-${workspace}` },
        );
    },
  };
}

/** What runs by the clock. */
export const cronChores: readonly CronChore[] = [
  { name: 'derived.upkeep', at: '0 2 * * *' },
  { name: 'imports.sweep', at: '30 2 * * *' },
  { name: 'access.tidy', at: '0 3 * * *' },
];

/** Puts back in the queue what was asked for and not done: a process may end between the two. */
export async function resumeChores(records: Records, jobs: Jobs): Promise<void> {
  const erasures = await records.rows(sql<{ id: string; workspace: number }>`
    select id, workspace_id as workspace
    from erasures
    where done_at is null`);
  for (const { id, workspace } of erasures) {
    await jobs.add('erasure.run', { id, workspace }, { key: `erasure-${id}`, queue: `load-${workspace}` });
  }
  for (const asked of await waitingAsks(records)) await addAskChore(jobs, asked);
  const replays = await records.rows(sql<{ workspace: number }>`
    select distinct workspace_id as workspace
    from set_aside
    where state = 'replaying'`);
  for (const { workspace } of replays) {
    await jobs.add(
      'rejects.replay',
      { workspace },
      { key: `replay-${workspace}`, queue: `load-${workspace}` },
    );
  }
}
