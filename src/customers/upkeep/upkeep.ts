import { startTurns, type TurnParts, type Turns } from '#src/access/index.ts';
import { type UpkeepParts, WorkspaceUpkeep } from './turn.ts';

/** What the loop needs besides a turn's parts. */
type UpkeepLoopParts = UpkeepParts & Pick<TurnParts<WorkspaceUpkeep>, 'workspaces' | 'logger'>;

/** Starts keeping every workspace up to date: a turn without news is a few reads by key. */
export const startUpkeep = (parts: UpkeepLoopParts): Turns =>
  startTurns({
    ...parts,
    trouble: 'nothing is kept up to date',
    restMs: 3_000,
    sideBySide: 3,
    own: ({ number }) => new WorkspaceUpkeep(parts, number),
    turn: async (upkeep, workspace, signal) => {
      for (const { error, ...where } of await upkeep.turn(workspace, signal))
        parts.logger.error({ err: error, ...where }, 'something was not kept up to date; it is tried again');
      return undefined;
    },
  });
