import type { Transaction } from '../records/port.ts';

/** Chores that outlive a request. A name's handler is listed in `house.ts`. */
export interface Jobs {
  /**
   * Puts a chore in the queue, durably.
   *
   * @param key two chores under one key that have not begun are one: the later payload holds
   */
  add(name: string, payload: Readonly<Record<string, unknown>>, options?: JobOptions): Promise<void>;
}

export interface JobOptions {
  readonly key?: string;
  /** Epoch milliseconds before which it does not begin. */
  readonly notBefore?: number;
  /** Tries in all, the pauses between them growing from seconds to six hours; 16 unless told. */
  readonly attempts?: number;
  /** Chores of one queue run one after the other. */
  readonly queue?: string;
  /** A transaction of the records: the chore is in the queue exactly if it is committed. */
  readonly within?: Transaction;
}

/**
 * Does one chore; throwing means it is tried again, with growing pauses.
 *
 * A chore whose process was killed is done again from its beginning, and one that runs longer than four hours may
 * be begun a second time: what it writes must bear being written again. The signal fires when Perdure stops.
 */
export type JobHandler = (payload: Readonly<Record<string, unknown>>, signal: AbortSignal) => Promise<void>;
