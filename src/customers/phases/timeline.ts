import type { Happening } from './happenings.ts';
import type { Visits } from './visits.ts';

/** What happened in one life and its visits, one after the other. Of equal times what happened comes before the visit. */
export class Timeline {
  readonly #happenings: readonly Happening[];
  readonly #visits: Visits;
  #next = 0;

  /** @param happenings in order */
  constructor(happenings: readonly Happening[], visits: Visits) {
    this.#happenings = happenings;
    this.#visits = visits;
  }

  /** When the next of them is, epoch milliseconds; null: nothing more is known. */
  get nextAt(): number | null {
    const at = Math.min(this.#nextHappening, this.#visits.next);
    return at === Number.POSITIVE_INFINITY ? null : at;
  }

  /** The next happening, which is passed by this; null: next is a visit, which is passed by seeing it. */
  pass(): Happening | null {
    const happening = this.#happenings[this.#next];
    if (happening === undefined || happening.at > this.#visits.next) return null;
    this.#next += 1;
    return happening;
  }

  get #nextHappening(): number {
    return this.#happenings[this.#next]?.at ?? Number.POSITIVE_INFINITY;
  }
}
