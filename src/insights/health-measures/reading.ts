import { DomainError } from '#src/basics/errors.ts';
import type { EventMatch } from '#src/customers/event-match/index.ts';

/** The days a count is taken over: the last so many, or as many before those. */
export interface Window {
  readonly days: number;
  readonly before: boolean;
}

/** One figure counted from events. */
export interface Count {
  /**
   * events: how many; people: how many did it; sum: of a number; values: how many different ones of a text; last: when,
   * epoch milliseconds, 0 where never within reach.
   */
  readonly what: 'events' | 'people' | 'sum' | 'values' | 'last';
  readonly match: EventMatch;
  readonly property?: string;
  /** Of `last`: `before` asks for the last time before the last so many days. */
  readonly window: Window;
}

/** How far back the last time of something is looked for, in days: longer than this reads as this long. */
export const longestSince = 400;

const mostMatches = 256;

/**
 * All that a template counts from events, each thing once: dimensions ask for what they need and are told where to find it.
 */
export class Reading {
  readonly counts: Count[] = [];
  private readonly places = new Map<string, number>();

  /** The place of a count among the answers of {@link countsOf}. */
  add(count: Count): number {
    const key = JSON.stringify(count);
    const known = this.places.get(key);
    if (known !== undefined) return known;
    this.places.set(key, this.counts.length);
    this.counts.push(count);
    return this.counts.length - 1;
  }

  /** The same over the last days, and over as many before. */
  both(count: Omit<Count, 'window'>, days: number): { now: number; before: number } {
    const now = this.add({ ...count, window: { days, before: false } });
    return { now, before: this.add({ ...count, window: { days, before: true } }) };
  }

  /** The events that are told apart, each once. @throws DomainError `health.too_many_events` */
  matches(): readonly EventMatch[] {
    const all = new Map(this.counts.map(({ match }) => [JSON.stringify(match), match]));
    if (all.size <= mostMatches) return [...all.values()];
    throw new DomainError('health.too_many_events', {
      kind: 'too_large',
      field: 'dimensions',
      expected: `at most ${mostMatches} different events in dimensions and paid features together`,
      got: all.size,
    });
  }
}
