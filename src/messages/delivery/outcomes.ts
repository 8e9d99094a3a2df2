import { type Settled, type Settling, settleIntents } from '#src/decisions/intents/index.ts';
import type { Records } from '#src/engines/records/port.ts';

/**
 * Writes down what came of hand-overs, those that end together in one statement.
 */
export class Outcomes {
  readonly #records: Records;
  readonly #settling: () => Settling;
  #waiting: Settled[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(records: Records, settling: () => Settling) {
    this.#records = records;
    this.#settling = settling;
  }

  add(settled: Settled): void {
    this.#waiting.push(settled);
  }

  /** Resolves when all that was added is written. */
  written(): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      const settled = this.#waiting;
      if (settled.length === 0) return;
      this.#waiting = [];
      await settleIntents(this.#records, { ...this.#settling(), quickly: true }, settled);
    });
    return this.#writing;
  }
}
