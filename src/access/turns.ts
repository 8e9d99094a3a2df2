import type { Clock } from '#src/engines/clock/index.ts';
import type { Workspace } from './workspace.ts';

/** Something that is done for every workspace in turn, for as long as it runs. */
export interface Turns {
  /** Resolves when the turns in hand are over. */
  stop(): Promise<void>;
}

/** How workspaces have their turns. */
export interface TurnParts<Own> {
  readonly clock: Clock;
  readonly workspaces: () => Promise<readonly Workspace[]>;
  readonly logger: { error(details: object, message: string): void };
  /** What is not done while a turn fails, as the log says it: `nothing is kept up to date`. */
  readonly trouble: string;
  /** Milliseconds between two looks at who is to have a turn. */
  readonly restMs: number;
  /** Workspaces that have their turn side by side: a long one does not keep the others waiting. Each holds a connection. */
  readonly sideBySide: number;
  /** What is kept for a workspace between its turns. */
  readonly own: (workspace: Workspace) => Own;
  /** Answers `more` where it left work for its next turn, which comes as soon as others had theirs. */
  readonly turn: (own: Own, workspace: Workspace, signal: AbortSignal) => Promise<'more' | undefined>;
}

/** Starts turns: every so often each workspace has its own, unless it still has one. One that fails is logged, and comes again. */
export function startTurns<Own>(parts: TurnParts<Own>): Turns {
  const stopping = new AbortController();
  const done = run(parts, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

async function run<Own>(parts: TurnParts<Own>, signal: AbortSignal): Promise<void> {
  const { clock, logger, workspaces, trouble, restMs, sideBySide } = parts;
  const kept = new Map<number, Own>();
  const turns = new Map<number, Promise<void>>();
  while (!signal.aborted) {
    const hungry = Promise.withResolvers<void>();
    try {
      const all = await workspaces();
      for (const number of kept.keys()) if (!all.some((one) => one.number === number)) kept.delete(number);
      for (const workspace of all) {
        const { number } = workspace;
        while (turns.size >= sideBySide) await Promise.race(turns.values());
        if (signal.aborted) break;
        if (turns.has(number)) continue;
        const own = kept.get(number) ?? parts.own(workspace);
        kept.set(number, own);
        turns.set(
          number,
          turnOf(parts, own, workspace, signal).then((left) => {
            turns.delete(number);
            if (left === 'more') hungry.resolve();
          }),
        );
      }
    } catch (error) {
      if (!signal.aborted) logger.error({ err: error }, `${trouble}; it is tried again`);
    }
    await Promise.race([clock.sleep(restMs, signal), hungry.promise]);
  }
  await Promise.all(turns.values());
}

/** Never throws: what fails is told, and tried again. */
async function turnOf<Own>(
  { logger, trouble, turn }: TurnParts<Own>,
  own: Own,
  workspace: Workspace,
  signal: AbortSignal,
): Promise<'more' | undefined> {
  try {
    return await turn(own, workspace, signal);
  } catch (error) {
    if (!signal.aborted)
      logger.error({ err: error, workspace: workspace.number }, `${trouble} here; it is tried again`);
    return undefined;
  }
}
