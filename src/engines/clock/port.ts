/** Where time comes from. Nothing else in the house asks the system for it. */
export interface Clock {
  /** Milliseconds since 1970 in UTC. */
  now(): number;
  /** Waits; ends early, without an error, when the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
