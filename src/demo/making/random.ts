/**
 * Chance that comes out the same every time: the demo's only source of it.
 *
 * @source sfc32 by Chris Doty-Humphrey (PractRand), seeded through FNV-1a with the finisher of MurmurHash3
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: string) {
    this.#a = hashed(`${seed}/a`);
    this.#b = hashed(`${seed}/b`);
    this.#c = hashed(`${seed}/c`);
    for (let i = 0; i < 12; i += 1) this.share();
  }

  /** Evenly in 0 ≤ x < 1, in steps of 2⁻³². */
  share(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  }

  happens(share: number): boolean {
    return this.share() < share;
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.share() * (to - from + 1));
  }

  pick<T>(list: readonly T[]): T {
    const found = list[Math.floor(this.share() * list.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }

  /** One of the keys, as often as its weight says. */
  weighted<K>(weights: ReadonlyMap<K, number>): K {
    let left = this.share() * [...weights.values()].reduce((sum, weight) => sum + weight, 0);
    for (const [key, weight] of weights) {
      left -= weight;
      if (left < 0) return key;
    }
    throw new Error('nothing to weigh');
  }

  /** Roughly normal (the sum of four even numbers), never further than 3.5 spreads from the mean. */
  around(mean: number, spread: number): number {
    const sum = this.share() + this.share() + this.share() + this.share() - 2;
    return mean + sum * spread * Math.sqrt(3);
  }

  /** How many in a span where `mean` are expected. @source Knuth, TAOCP 2, 3.4.1 */
  count(mean: number): number {
    const limit = Math.exp(-mean);
    let product = this.share();
    let count = 0;
    while (product > limit) {
      product *= this.share();
      count += 1;
    }
    return count;
  }

  /** How long until what happens once in `mean` on average. */
  wait(mean: number): number {
    return -Math.log(1 - this.share()) * mean;
  }

  shuffled<T>(list: readonly T[]): T[] {
    const left = [...list];
    return list.map(() => left.splice(Math.floor(this.share() * left.length), 1)[0] as T); // never empty: one per item
  }
}

function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}
