/** What makes one customer a customer: the orders of this life of theirs, and the contracts that run. */
export class Holdings {
  /** The instant at which this life as a customer began. */
  #began = Number.NEGATIVE_INFINITY;
  #orders = 0;
  #contracts = 0;
  #hadContract = false;
  #endedOn = 0;

  /** The day on which the last contract ended. */
  get endedOn(): number {
    return this.#endedOn;
  }

  /** A life as a customer begins at an instant; orders from before are of another one. */
  begins(at: number): void {
    this.#began = at;
    this.#orders = 0;
    this.#hadContract = this.#contracts > 0;
  }

  ordered(): void {
    this.#orders += 1;
  }

  /** An order of an instant is paid back. Answers whether nothing is left of this life. */
  paidBack(ordered: number | null): boolean {
    if (ordered === null || ordered < this.#began) return false; // of a life that is over
    this.#orders -= 1;
    return this.#orders <= 0 && !this.#hadContract;
  }

  contractStarts(): void {
    this.#contracts += 1;
    this.#hadContract = true;
  }

  /** A contract ends. Answers whether none is left. */
  contractEnds(): boolean {
    this.#contracts -= 1;
    return this.#contracts <= 0;
  }

  /** The last one was over on a day. */
  overOn(day: number): void {
    this.#endedOn = day;
  }
}
