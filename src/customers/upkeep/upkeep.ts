import type { Workspace } from '#src/access/index.ts';
import { type UpkeepParts, WorkspaceUpkeep } from './turn.ts';

/** Keeps every workspace up to date, for as long as it runs. */
export interface Upkeep {
  /** Resolves when the turn in hand is done. */
  stop(): Promise<void>;
}

/** What the loop needs besides a turn's parts. */
export interface UpkeepLoopParts extends UpkeepParts {
  readonly workspaces: () => Promise<readonly Workspace[]>;
  readonly logger: { error(details: object, message: string): void };
}

/** Between two turns of the same workspace; a turn without news is a few reads by key. */
const restMs = 3_000;

/** Starts keeping: every few seconds each workspace has its turn, one after the other. */
export function startUpkeep(parts: UpkeepLoopParts): Upkeep {
  const stopping = new AbortController();
  const done = run(parts, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

async function run(parts: UpkeepLoopParts, signal: AbortSignal): Promise<void> {
  const { clock, logger, workspaces } = parts;
  const kept = new Map<number, WorkspaceUpkeep>();
  while (!signal.aborted) {
    try {
      const all = await workspaces();
      for (const number of kept.keys()) if (!all.some((one) => one.number === number)) kept.delete(number);
      for (const workspace of all) {
        if (signal.aborted) break;
        const upkeep = kept.get(workspace.number) ?? new WorkspaceUpkeep(parts, workspace.number);
        kept.set(workspace.number, upkeep);
        for (const { error, ...where } of await upkeep.turn(workspace, signal))
          logger.error({ err: error, ...where }, 'something was not kept up to date; it is tried again');
      }
    } catch (error) {
      if (!signal.aborted) logger.error({ err: error }, 'nothing is kept up to date; it is tried again');
    }
    await clock.sleep(restMs, signal);
  }
}
