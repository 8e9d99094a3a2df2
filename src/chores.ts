import { z } from 'zod';
import { sql } from './basics/sql.ts';
import { type DemoParts, demoChores } from './demo/index.ts';
import type { CronChore, JobHandler, JobOptions, Jobs } from './engines/jobs/index.ts';
import type { Records } from './engines/records/index.ts';
import { carryOutErasure, type ErasureParts } from './events/erasure/index.ts';
import {
  addAskChore,
  carryOutAsk,
  keepAsk,
  moveGivenUp,
  TryLater,
  waitingAsks,
  workspacesToMove,
} from './events/identity/index.ts';
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

/** What others are storing is whole within minutes; an import under way takes hours. */
const againMs = 60_000;

/**
 * Chores that wait for others' work to be whole: refused for that, they are put in the queue anew, so that waiting
 * uses up no tries, and the pauses do not grow to hours. What an erasure waits for never costs it its day.
 */
export function waitingForOthers(
  chores: Readonly<Record<string, JobHandler>>,
  { jobs, now }: { readonly jobs: () => Jobs; readonly now: () => number },
): Record<string, JobHandler> {
  const waiting =
    (name: string, chore: JobHandler): JobHandler =>
    async (payload, signal) => {
      try {
        await chore(payload, signal);
      } catch (error) {
        if (!(error instanceof TryLater)) throw error;
        await jobs().add(name, payload, { ...placeInQueue(name, payload), notBefore: now() + againMs });
      }
    };
  return Object.fromEntries(Object.entries(chores).map(([name, chore]) => [name, waiting(name, chore)]));
}

/** The key and the queue under which a chore about who is who waits. */
function placeInQueue(name: string, payload: Readonly<Record<string, unknown>>): JobOptions {
  const about =
    name === 'identity.ask' ? payload.ask : name === 'erasure.run' ? payload.id : payload.workspace;
  return { key: `${keys[name] ?? name}-${about}`, queue: `load-${payload.workspace}` };
}
const keys: Readonly<Record<string, string>> = {
  'identity.ask': 'identity-ask',
  'erasure.run': 'erasure',
  'derived.rebuild': 'rebuild',
  'rejects.replay': 'replay',
};

/** Every chore by its name. */
export function choresOf(parts: ChoreParts): Record<string, JobHandler> {
  const { loading } = parts;
  const now = () => loading.clock.now();
  return {
    ...demoChores(parts.demo),
    ...importJobs(parts.imports),
    ...waitingForOthers(choresOnStored(parts), { jobs: parts.jobs, now }),
    'derived.upkeep': async () => {
      for (const workspace of await workspacesToRebuild(loading.warehouse)) {
        await parts
          .jobs()
          .add('derived.rebuild', { workspace, reason: 'upkeep' }, { key: `rebuild-${workspace}` });
      }
      await addMoves(loading.records, parts.jobs());
    },
    'access.tidy': async () => {
      await parts.tidy();
    },
    'derived.sweep': (payload) => sweepDerived(loading, Workspace.parse(payload).workspace),
    'identity.move': (payload) => moveGivenUp(loading, Workspace.parse(payload).workspace),
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
  };
}

/** Those that read what is stored to store it anew. */
function choresOnStored(parts: ChoreParts): Record<string, JobHandler> {
  const { loading, erasure } = parts;
  const now = () => loading.clock.now();
  return {
    'derived.rebuild': async (payload) => {
      const { workspace } = Workspace.parse(payload);
      await rebuildDerived(loading, workspace, String(payload.reason ?? 'asked'));
      await parts
        .jobs()
        .add('derived.sweep', { workspace }, { key: `sweep-${workspace}`, notBefore: now() + sweepAfterMs });
    },
    'rejects.replay': async (payload) => {
      await replaySetAside(loading, Workspace.parse(payload).workspace);
    },
    'identity.ask': async (payload) => {
      const { workspace, ask } = Asked.parse(payload);
      await carryOutAsk(loading, workspace, ask);
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

/** Moves what was given up beside work that never ended: an import that was cancelled, a batch that is gone. */
async function addMoves(records: Records, jobs: Jobs): Promise<void> {
  for (const workspace of await workspacesToMove(records))
    await jobs.add('identity.move', { workspace }, { key: `move-${workspace}`, queue: `load-${workspace}` });
}

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
  await addMoves(records, jobs);
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
