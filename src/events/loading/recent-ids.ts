/**
 * A set of message ids that never denies one it holds, and wrongly claims about one in a thousand it does not.
 *
 * It spares the look-up for ids never seen; a claim is always checked against the warehouse, which is the truth.
 * Filters of growing size stand side by side; those older than the promise of seven days are dropped.
 * Cost: 15 bits an id. @source Bloom 1970; double hashing by Kirsch and Mitzenmacher 2006
 */
export class RecentIds {
  /** True once the ids of before this process have been read back; until then nothing may be denied. */
  whole = false;
  #filters: Filter[] = [];
  readonly #keepMs: number;

  constructor(keepMs: number) {
    this.#keepMs = keepMs;
  }

  /** @param hash 32 hex digits @returns true when it may have been added before */
  mayHold(hash: string): boolean {
    const [a, b] = halves(hash);
    return this.#filters.some((filter) => filter.holds(a, b));
  }

  add(hash: string, now: number): void {
    const [a, b] = halves(hash);
    this.#current(now).add(a, b, now); // once where a batch is tried again: what the filter holds is not counted anew
  }

  /** How many ids it holds. */
  get size(): number {
    return this.#filters.reduce((sum, filter) => sum + filter.count, 0);
  }

  #current(now: number): Filter {
    const last = this.#filters.at(-1);
    if (last !== undefined && last.count < last.capacity) return last;
    this.#filters = this.#filters.filter((filter) => filter.latest > now - this.#keepMs);
    const filter = new Filter(Math.min((last?.capacity ?? 262_144) * 4, 67_108_864));
    this.#filters.push(filter);
    return filter;
  }
}

class Filter {
  readonly capacity: number;
  readonly #bits: Uint32Array;
  readonly #mask: number;
  count = 0;
  latest = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.#bits = new Uint32Array(capacity / 2); // 16 bits an id, a power of two
    this.#mask = capacity * 16 - 1;
  }

  holds(a: number, b: number): boolean {
    for (let i = 0; i < probes; i += 1) {
      const at = (a + i * b) & this.#mask;
      if (((this.#bits[at >>> 5] ?? 0) & (1 << (at & 31))) === 0) return false;
    }
    return true;
  }

  add(a: number, b: number, now: number): void {
    this.latest = Math.max(this.latest, now);
    if (this.holds(a, b)) return;
    for (let i = 0; i < probes; i += 1) {
      const at = (a + i * b) & this.#mask;
      const word = at >>> 5;
      this.#bits[word] = (this.#bits[word] ?? 0) | (1 << (at & 31));
    }
    this.count += 1;
  }
}

const probes = 7;
const halves = (hash: string): [number, number] => [
  Number.parseInt(hash.slice(0, 8), 16),
  Number.parseInt(hash.slice(8, 16), 16) | 1,
];
