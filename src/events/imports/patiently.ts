import { isDomainError } from '#src/basics/errors.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Records } from '#src/engines/records/port.ts';
import { batchesInHand } from '../identity/index.ts';
import { batchesOf } from './batches.ts';
import { importByNumber } from './import-record.ts';

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

const longestWaitOfCutMs = 5_000;

/**
 * Does an import again, after seconds and as often as it takes, for as long as a part of it stands in some tables and
 * not in others: the engine knows that part again only for a while, and moves, rebuilds and erasures wait for it.
 */
export async function untilWhole<T>(
  { records, clock }: { readonly records: Records; readonly clock: Clock },
  number: number,
  work: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const cut = await isCut(records, number).catch(() => true); // where the records are away, it may be
      if (!cut || signal.aborted) throw error;
      await clock.sleep(Math.min(250 * 2 ** tries, longestWaitOfCutMs), signal);
    }
  }
}

async function isCut(records: Records, number: number): Promise<boolean> {
  const record = await importByNumber(records, number);
  return (
    record !== undefined && (await batchesInHand(records, record.workspace, batchesOf(record))).length > 0
  );
}

/** An engine that was away, busy, or lost on the way. */
function wentAway(error: unknown): boolean {
  if (isDomainError(error)) return error.kind === 'unavailable' || error.kind === 'busy';
  return error instanceof Error && 'retryable' in error && error.retryable === true;
}
