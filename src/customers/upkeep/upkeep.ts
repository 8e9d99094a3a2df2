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

/** Between two looks at who is to have a turn; a turn without news is a few reads by key. */
const restMs = 3_000;

/** Workspaces that have their turn side by side: a long one does not keep the others waiting. Each holds a connection. */
const sideBySide = 3;

/** Starts keeping: every few seconds each workspace has its turn, unless it still has one. */
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
  const turns = new Map<number, Promise<void>>();
  while (!signal.aborted) {
    try {
      const all = await workspaces();
      for (const number of kept.keys()) if (!all.some((one) => one.number === number)) kept.delete(number);
      for (const workspace of all) {
        const { number } = workspace;
        while (turns.size >= sideBySide) await Promise.race(turns.values());
        if (signal.aborted) break;
        if (turns.has(number)) continue;
        const upkeep = kept.get(number) ?? new WorkspaceUpkeep(parts, number);
        kept.set(number, upkeep);
        turns.set(
          number,
          turnOf(parts, upkeep, workspace, signal).finally(() => turns.delete(number)),
        );
      }
    } catch (error) {
      if (!signal.aborted) logger.error({ err: error }, 'nothing is kept up to date; it is tried again');
    }
    await clock.sleep(restMs, signal);
  }
  await Promise.all(turns.values());
}

/** Never throws: what fails is told, and tried again. */
async function turnOf(
  { logger }: UpkeepLoopParts,
  upkeep: WorkspaceUpkeep,
  workspace: Workspace,
  signal: AbortSignal,
): Promise<void> {
  try {
    for (const { error, ...where } of await upkeep.turn(workspace, signal))
      logger.error({ err: error, ...where }, 'something was not kept up to date; it is tried again');
  } catch (error) {
    if (!signal.aborted)
      logger.error(
        { err: error, workspace: workspace.number },
        'nothing is kept up to date here; it is tried again',
      );
  }
}
