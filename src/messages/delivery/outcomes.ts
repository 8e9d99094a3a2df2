import { type Settled, type Settling, settleIntents } from '#src/decisions/intents/index.ts';
import type { Records, Transaction } from '#src/engines/records/port.ts';
import { addressKind, suppress } from '#src/messages/suppressions/index.ts';

/** What came of a hand-over, and an address that is to get nothing any more. */
export interface Outcome extends Settled {
  readonly bounced?: string;
}

/**
 * Writes down what came of hand-overs, those that end together in one statement. What could not be written is kept, and written with
 * the next, or when `written` is asked again.
 */
export class Outcomes {
  readonly #records: Records;
  readonly #settling: () => Settling;
  #waiting: Outcome[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(records: Records, settling: () => Settling) {
    this.#records = records;
    this.#settling = settling;
  }

  add(outcome: Outcome): void {
    this.#waiting.push(outcome);
  }

  /** Resolves when all that was added is written. @throws what the records threw, where it is not */
  written(): Promise<void> {
    const mine = this.#writing.then(() => this.#write());
    this.#writing = mine.catch(() => {}); // whoever asked is told; the next write begins anew
    return mine;
  }

  async #write(): Promise<void> {
    const outcomes = this.#waiting;
    if (outcomes.length === 0) return;
    this.#waiting = [];
    const settling = { ...this.#settling(), quickly: true };
    try {
      const bounced = outcomes.filter((one) => one.bounced !== undefined);
      if (bounced.length === 0) await settleIntents(this.#records, settling, outcomes);
      else
        await this.#records.of(settling.workspace).transaction(async (tx) => {
          await settleIntents(tx, settling, outcomes);
          for (const one of bounced) await suppressed(tx, settling, one);
        });
    } catch (error) {
      this.#waiting = [...outcomes, ...this.#waiting];
      throw error;
    }
  }
}

/** An address that bounced for good gets nothing any more. */
async function suppressed(tx: Transaction, { workspace, now }: Settling, outcome: Outcome): Promise<void> {
  const { bounced, channel, detail } = outcome;
  const kind = channel === null ? null : addressKind(channel);
  if (bounced === undefined || kind === null) return;
  await suppress(tx, workspace, {
    kind,
    address: bounced,
    reason: 'hard_bounce',
    detail: detail ?? '',
    at: now,
    toldBy: 'provider',
  });
}
