import type { Random } from './random.ts';

/**
 * Deals yes and no so that after any number of deals the yes are within one of their share.
 *
 * Planted shares are dealt, not drawn: the truth then holds on every day the demo may end on, and not merely in
 * most of them.
 */
export class Quota {
  readonly #share: number;
  #owed: number;

  /** @param start where to begin, 0–1: quotas of one group should not all begin with a no */
  constructor(share: number, start = 0.5) {
    this.#share = share;
    this.#owed = start;
  }

  next(): boolean {
    this.#owed += this.#share;
    if (this.#owed < 1) return false;
    this.#owed -= 1;
    return true;
  }
}

/** A quota for each group of people, begun when its first one comes. */
export class Quotas {
  readonly #quotas = new Map<string, Quota>();

  next(group: string, share: number): boolean {
    const quota = this.#quotas.get(group) ?? new Quota(share);
    this.#quotas.set(group, quota);
    return quota.next();
  }
}

/**
 * Deals labels from shuffled packs, one heap of packs per group: every group gets the labels in the same parts,
 * so that a label tells nothing about the group. How "no difference" is planted.
 */
export class Decks<T> {
  readonly #pack: readonly T[];
  readonly #random: Random;
  readonly #heaps = new Map<string, T[]>();

  /** @param parts how many of each label a pack holds */
  constructor(parts: ReadonlyMap<T, number>, random: Random) {
    this.#pack = [...parts].flatMap(([label, count]) => Array.from({ length: count }, () => label));
    this.#random = random;
  }

  next(group: string): T {
    const heap = this.#heaps.get(group) ?? [];
    if (heap.length === 0) heap.push(...this.#random.shuffled(this.#pack));
    this.#heaps.set(group, heap);
    return heap.pop() as T; // just filled
  }
}
