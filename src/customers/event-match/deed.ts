import type { EventMatch, Rule } from './ask.ts';

/** Value received, as a version of a definition of value says: enough of an event within a period of the calendar. */
export interface Reached {
  readonly reached: {
    readonly match: EventMatch;
    readonly rule: Rule;
    readonly period: 'day' | 'week' | 'month';
    /** It counts mere presence, and was kept all the same. */
    readonly presenceOnly: boolean;
    readonly definition: {
      readonly id: string;
      readonly name: string;
      readonly offer: string | null;
      readonly version: number;
    };
  };
}

/** What people did, settled: an event, or value received. */
export type Deed = EventMatch | Reached;

/** The event that a deed is, so that each one is a deed; null where it takes several, or a quantity, within a period. */
export function oneEvent(deed: Deed): EventMatch | null {
  if (!('reached' in deed)) return deed;
  const { match, rule } = deed.reached;
  return rule.kind === 'times' && rule.times === 1 ? match : null;
}
