import { heard, noGaps, type RhythmLaw } from '#src/customers/early-warning/index.ts';
import type { Span, Warned } from './life.ts';
import type { PhaseRule } from './rule.ts';

/** What judges somebody's silence at a time. */
export interface Ear {
  readonly warning: PhaseRule['warning'];
  readonly law: RhythmLaw;
}

/** Listens to one person's own rhythm: gaps between days with a visit, and when the running one is too long. */
export class Silence {
  readonly warnings: Warned[] = [];
  readonly #watched: Span[] = [];
  #gaps = noGaps();
  #last: number | null = null;
  #broken = false;
  #limit: number | null = null;
  #since: number | null = null;

  /** The day of the latest visit. */
  get last(): number | null {
    return this.#last;
  }

  /** A visit on a day. A gap out of rhythm counts as long as its limit: it was no rhythm. */
  visited(day: number, ear: Ear): void {
    const warned = this.#open();
    if (warned !== undefined) this.warnings[this.warnings.length - 1] = { ...warned, back: day };
    if (this.#last === day) return;
    if (this.#last !== null && !this.#broken) {
      const gap = day - this.#last;
      const most = gap > ear.warning.leastDays ? this.limit(ear) : null;
      heard(this.#gaps, most === null ? gap : Math.min(gap, most));
    }
    this.#last = day;
    this.#broken = false;
    this.#limit = null;
  }

  /** The running gap tells nothing: a pause, or no contract. */
  breaks(): void {
    this.#broken = true;
  }

  /** Another rule judges from now on. */
  forgetLimit(): void {
    this.#limit = null;
  }

  /** Whether enough is known of the rhythm, and the running gap is a part of it. */
  knows({ warning }: Ear): boolean {
    return this.#gaps.count >= warning.leastGaps && this.#last !== null && !this.#broken;
  }

  /** Whole days of silence that are still within the rhythm; null where it is not known. */
  limit(ear: Ear): number | null {
    if (!this.knows(ear)) return null;
    this.#limit ??= Math.floor(Math.max(ear.warning.leastDays, ear.law.limit(this.#gaps)));
    return this.#limit;
  }

  /** Whether the silence is out of rhythm on a day. */
  tooLong(day: number, ear: Ear): boolean {
    if (this.#last === null || day - this.#last <= ear.warning.leastDays) return false;
    const limit = this.limit(ear);
    return limit !== null && day - this.#last > limit;
  }

  /** A warning was raised. */
  warned(on: number, ear: Ear, acted: boolean): void {
    this.warnings.push({ on, limit: this.limit(ear) ?? 0, lastVisit: this.#last ?? on, back: null, acted });
  }

  /** Something was done about it. */
  acted(): void {
    const open = this.#open();
    if (open !== undefined) this.warnings[this.warnings.length - 1] = { ...open, acted: true };
  }

  /** From a day on warnings may be raised, or not. */
  watch(day: number, watching: boolean): void {
    if (watching) this.#since ??= day;
    else if (this.#since !== null) {
      if (day > this.#since) this.#watched.push({ from: this.#since, to: day });
      this.#since = null;
    }
  }

  /** When a warning could have been raised. */
  get watched(): readonly Span[] {
    return this.#since === null
      ? this.#watched
      : [...this.#watched, { from: this.#since, to: Number.POSITIVE_INFINITY }];
  }

  #open(): Warned | undefined {
    const latest = this.warnings.at(-1);
    return latest?.back === null ? latest : undefined;
  }
}
