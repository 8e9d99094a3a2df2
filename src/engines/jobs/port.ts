/** Chores that outlive a request. A name's handler is listed in `house.ts`. */
export interface Jobs {
  /**
   * Puts a chore in the queue, durably.
   *
   * @param key two chores under one key that have not begun are one
   */
  add(name: string, payload: Readonly<Record<string, unknown>>, options?: JobOptions): Promise<void>;
}

export interface JobOptions {
  readonly key?: string;
  /** Epoch milliseconds before which it does not begin. */
  readonly notBefore?: number;
  readonly attempts?: number;
  /** Chores of one queue run one after the other. */
  readonly queue?: string;
}

/** Does one chore; throwing means it is tried again, with growing pauses. */
export type JobHandler = (payload: Readonly<Record<string, unknown>>, signal: AbortSignal) => Promise<void>;
