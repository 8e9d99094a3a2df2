import { isDomainError } from '#src/basics/errors.ts';
import type { Clock } from '#src/engines/clock/index.ts';

/** Eight tries over some two minutes: an engine that was killed is back within seconds. */
const triesAtMost = 8;
const longestWaitMs = 30_000;

/** Does work that may be cut anywhere and done again, once more after an engine went away under it. */
export async function patiently<T>(
  clock: Clock,
  work: () => Promise<T>,
  signal: AbortSignal = new AbortController().signal,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!wentAway(error) || tries === triesAtMost || signal.aborted) throw error;
      await clock.sleep(Math.min(500 * 2 ** tries, longestWaitMs), signal);
    }
  }
}

/** An engine that was away, busy, or lost on the way. */
function wentAway(error: unknown): boolean {
  if (isDomainError(error)) return error.kind === 'unavailable' || error.kind === 'busy';
  return error instanceof Error && 'retryable' in error && error.retryable === true;
}
