import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from './port.ts';

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now(), sleep };

/** A clock that stands still at one instant (`PERDURE_NOW`); waiting still takes real time. */
export const fixedClock = (at: number): Clock => ({ now: () => at, sleep });

/** A clock that a test moves by hand. */
export function handClock(start: number): Clock & { set(at: number): void; advance(ms: number): void } {
  let at = start;
  return {
    now: () => at,
    sleep,
    set: (to) => {
      at = to;
    },
    advance: (ms) => {
      at += ms;
    },
  };
}

async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}
