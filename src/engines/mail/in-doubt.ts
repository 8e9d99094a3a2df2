/** One message's place among those in doubt. */
export interface Place {
  /** Waits until the message may come in doubt. */
  enter(): Promise<void>;
  /** The final dot is given: from here to `answered` the server is timed. */
  ending(): void;
  answered(): void;
  /** Once, or more often. */
  leave(): void;
}

/** While a server answers faster than this, one message in doubt at a time keeps it busy enough. Milliseconds. */
const fast = 50;
/** So many answers are looked back at. */
const remembered = 15;
/** A message that has waited for its answer so long keeps no other back: its server stands still. Milliseconds. */
const late = 1_000;

/**
 * How many messages may be in doubt at one moment, told from how fast the server answers the end of a message.
 *
 * Whoever kills the process loses the answers to those and no others, so this is the most that can ever be sent twice.
 * A fast server gets them one by one (its answer is gone before the next message is ready); for a slow one that would
 * cost the lane its speed, so each 50 ms more lets one more in, up to the number of connections.
 *
 * @param medianMs of the answers remembered; 0 before the first
 */
export const widthFor = (medianMs: number, connections: number): number =>
  Math.max(1, Math.min(connections, 1 + Math.floor(medianMs / fast)));

/** Places for the messages of one lane, in the order they are asked for. */
export class InDoubt {
  readonly #connections: number;
  readonly #answers: number[] = [];
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  constructor(connections: number) {
    this.#connections = connections;
  }

  place(): Place {
    let counted = false;
    let begun: number | undefined;
    let lateness: NodeJS.Timeout | undefined;
    const countOut = () => {
      if (counted) this.#inside -= 1;
      counted = false;
      this.#admit();
    };
    return {
      enter: () =>
        new Promise((resolve) => {
          this.#waiting.push(() => {
            counted = true;
            this.#inside += 1;
            resolve();
          });
          this.#admit();
        }),
      ending: () => {
        begun = performance.now();
        lateness = setTimeout(countOut, late);
      },
      answered: () => {
        clearTimeout(lateness);
        if (begun !== undefined) this.#remember(performance.now() - begun);
      },
      leave: () => {
        clearTimeout(lateness);
        countOut();
      },
    };
  }

  #admit(): void {
    const width = widthFor(median(this.#answers), this.#connections);
    while (this.#inside < width) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      next();
    }
  }

  #remember(ms: number): void {
    this.#answers.push(ms);
    if (this.#answers.length > remembered) this.#answers.shift();
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
