/** What is being done about one customer: actions by their names, the cause they suppose, and the day they were opened. */
export class OpenActions {
  readonly #open = new Map<string, readonly [cause: string, day: number]>();

  get any(): boolean {
    return this.#open.size > 0;
  }

  opened(action: string, cause: string, day: number): void {
    this.#open.set(action, [cause, day]);
  }

  closed(action: string): void {
    this.#open.delete(action);
  }

  /** They did what they were for, or cannot any more. */
  allClosed(): void {
    this.#open.clear();
  }

  /**
   * An action that supposes a cause of what is seen on a day: one from before the days that are looked at is about something else.
   *
   * @param days how many days before it may have been opened
   */
  about(day: number, days: number): [action: string, cause: string] | undefined {
    for (const [action, [cause, opened]] of this.#open)
      if (cause !== '' && day - opened <= days) return [action, cause];
    return undefined;
  }
}
