import { fillRecent } from './duplicates.ts';
import { HeldParts, type LoaderParts } from './held-parts.ts';
import { takeBackLost } from './left-marks.ts';
import { type ReadBatch, readBatch } from './load.ts';

/** Takes accepted batches off the journal, one after the other, for as long as it runs. */
export interface Loader {
  /** Why loading stands still at the moment, or null. */
  readonly trouble: string | null;
  /**
   * Since when accepted events wait that should be loaded by now, epoch milliseconds; null where none do. Those of
   * workspaces in `held` are left out: they wait for a rebuild or the like to end. Where so many do that one of them
   * waits for its turn to be tried, it counts from then on.
   */
  behindSince(): Promise<number | null>;
  /** Workspaces that somebody works on, whose events wait meanwhile. */
  readonly held: readonly number[];
  /** Finishes the batch in hand, then stops. */
  stop(): Promise<void>;
  /** Resolves when nothing waits that was accepted before the call. */
  drained(): Promise<void>;
}

const eventsAtOnce = 20_000;
const restMs = 400; // between small batches: each is a part in every table
/** While a workspace's events have to wait: they do so in as many batches, each to be loaded for itself later. */
const heldRestMs = 2_000;
/** Where all that arrives has to wait. Short of the five seconds within which the others' events are promised. */
const idleRestMs = 4_000;
export const promisedMs = 7 * 86_400_000;

/** Starts loading. The ids of the last seven days are read back meanwhile; until then each is looked up. */
export function startLoader(parts: LoaderParts): Loader {
  const stopping = new AbortController();
  const filled = fillRecent(parts, parts.clock.now() - promisedMs, stopping.signal)
    .then(() => {
      parts.recent.whole = true;
    })
    .catch((error: unknown) => {
      if (!stopping.signal.aborted)
        parts.logger.error({ err: error }, 'message ids not read back; each is looked up');
    });
  const state: State = { trouble: null, oldestAt: null };
  const held = new HeldParts(parts, stopping.signal);
  const done = run(parts, held, state, stopping.signal);
  return {
    get trouble() {
      return state.trouble ?? held.trouble;
    },
    get held() {
      return held.workspaces;
    },
    behindSince: async () => {
      const { oldestAt } = await parts.journal.waiting();
      if (held.none) return oldestAt;
      const since = [state.oldestAt, held.behindSince].filter((at) => at !== null);
      return since.length === 0 ? null : Math.min(...since);
    },
    drained: async () => {
      const asked = parts.clock.now();
      const older = ({ oldestAt }: { readonly oldestAt: number | null }) =>
        oldestAt !== null && oldestAt <= asked;
      while (older(await parts.journal.waiting())) await parts.clock.sleep(20);
    },
    stop: async () => {
      stopping.abort();
      await Promise.all([done, filled]);
      await held.stopped();
    },
  };
}

interface State {
  trouble: string | null;
  /** When the first entry of the batch in hand was received; null where nothing is in hand. */
  oldestAt: number | null;
}

async function run(
  { journal, records, clock, logger }: LoaderParts,
  held: HeldParts,
  state: State,
  signal: AbortSignal,
): Promise<void> {
  const nextAfter = async (batch: number): Promise<ReadBatch | undefined> => {
    const next = await journal.next(eventsAtOnce, batch);
    return next === undefined ? undefined : readBatch(next);
  };
  let failures = 0;
  let recovered = false;
  let passed = 0; // the last batch gone through: finished, or with parts that are held
  let ahead: Promise<ReadBatch | undefined> | undefined;
  while (!signal.aborted) {
    try {
      if (!recovered) {
        const { begun } = await journal.waiting();
        held.recover(begun, await takeBackLost(records, begun));
        recovered = true;
      }
      const batch = await (ahead ?? nextAfter(passed));
      const busy = (batch?.events ?? 0) >= eventsAtOnce / 2;
      ahead = busy && batch !== undefined ? settled(nextAfter(batch.id)) : undefined;
      state.oldestAt = batch?.receivedAt ?? null;
      let moved = true;
      if (batch !== undefined) {
        moved = await held.load(batch);
        passed = batch.id;
        state.oldestAt = null;
      }
      state.trouble = null;
      failures = 0;
      if (busy) continue;
      if (moved || held.none) await clock.sleep(restAfter(batch, held), signal);
      else await held.laneEndsOr(idleRestMs);
    } catch (error) {
      failures += 1;
      ahead = undefined; // in order, from the first that is not finished
      state.trouble = error instanceof Error ? error.message : String(error);
      logger.error({ err: error, failures }, 'a batch was not loaded; it is tried again');
      await clock.sleep(Math.min(100 * 2 ** failures, 5_000), signal);
    }
  }
}

function restAfter(batch: ReadBatch | undefined, held: HeldParts): number {
  if (batch === undefined) return restMs / 4;
  return held.none ? restMs : heldRestMs;
}

/** Marks a failure as seen: it is thrown where the promise is awaited, and a batch that failed before it goes first. */
function settled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
