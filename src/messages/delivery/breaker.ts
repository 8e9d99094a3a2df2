/** Milliseconds that a lane rests after its first fault; then twice as long each time, up to the longest. */
const firstRestMs = 1_000;
const longestRestMs = 10 * 60_000;

/** So many messages in a row that were not taken are the lane's fault, whatever each was told. */
const strained = 5;

/** Keeps a lane from being tried while its provider takes nothing: each fault in a row doubles the rest, one success ends it. */
export class Breaker {
  #faults = 0;
  #closedUntil = 0;
  #strain = 0;

  /** Epoch milliseconds until which the lane rests; at most now where it is open. */
  get closedUntil(): number {
    return this.#closedUntil;
  }

  /** @param afterMs what the provider asked for */
  fault(now: number, afterMs: number | null): void {
    if (now < this.#closedUntil) return; // of the same fault, seen by several at once
    this.#faults += 1;
    this.#strain = 0;
    const rest = Math.min(firstRestMs * 2 ** (this.#faults - 1), longestRestMs);
    this.#closedUntil = now + Math.max(rest, afterMs ?? 0);
  }

  /** A message was put off: many in a row, and the lane rests. */
  strain(now: number): void {
    this.#strain += 1;
    if (this.#strain >= strained) this.fault(now, null);
  }

  /** The provider answered for a message, for good or for bad. */
  success(): void {
    this.#faults = 0;
    this.#closedUntil = 0;
    this.#strain = 0;
  }
}
