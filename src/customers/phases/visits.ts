import type { LocalDays } from './local-days.ts';
import type { Regularity } from './rule.ts';

/** Grows with the longest life seen; one life is counted at a time. */
let scratch = new Uint32Array(4096);

/** Visits of one life, counted by local day. Good until the next one is made. */
export class Visits {
  readonly #at: readonly number[];
  /** Visits that have happened so far. */
  seen = 0;
  readonly #first: number;
  readonly #days: number;
  readonly #upTo: Uint32Array;

  constructor(at: readonly number[], days: LocalDays) {
    this.#at = at;
    const [first, last] = [at[0], at.at(-1)];
    if (first === undefined || last === undefined) {
      [this.#first, this.#days, this.#upTo] = [0, 0, scratch];
      return;
    }
    this.#first = days.dayOf(first);
    this.#days = days.dayOf(last) - this.#first + 1;
    if (scratch.length < this.#days) scratch = new Uint32Array(this.#days * 2);
    this.#upTo = scratch;
    this.#count(days);
  }

  /** When the first one is that has not happened so far, epoch milliseconds; infinite: none is known. */
  get next(): number {
    return this.#at[this.seen] ?? Number.POSITIVE_INFINITY;
  }

  #count(days: LocalDays): void {
    let place = 0;
    for (let day = 0; day < this.#days; day++) {
      const next = days.startOf(this.#first + day + 1);
      while (place < this.#at.length && (this.#at[place] ?? 0) < next) place += 1;
      this.#upTo[day] = place;
    }
  }

  /** How many lie on days up to one, that one included; of the running day only with {@link seen}. */
  #until(day: number): number {
    const place = day - this.#first;
    if (place < 0 || this.#days === 0) return 0;
    return this.#upTo[Math.min(place, this.#days - 1)] ?? 0;
  }

  /** How many there were in the last so many days, the running day included as far as it is known. */
  within(day: number, days: number): number {
    return this.seen - this.#until(day - days);
  }

  /** In how many of the latest periods there were enough; periods end with the running day. */
  periods(day: number, { visits, days, of }: Regularity): number {
    let enough = this.within(day, days) >= visits ? 1 : 0;
    let later = this.#until(day - days);
    for (let period = 1; period < of && later > 0; period++) {
      const earlier = this.#until(day - days * (period + 1));
      if (later - earlier >= visits) enough += 1;
      later = earlier;
    }
    return enough;
  }
}
