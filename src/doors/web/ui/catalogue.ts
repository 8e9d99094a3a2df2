import type { Span } from './dates.ts';

/** What a question may be about: the events, traits, properties and lists of the workspace. */
export interface Catalogue {
  /** Most frequent first. */
  readonly events: readonly { readonly event: string; readonly count: number }[];
  /** First and last local day with an event. */
  readonly span: Span;
  readonly traits: readonly string[];
  readonly lists: readonly { readonly id: string; readonly name: string; readonly size: number }[];
  /** Properties seen on an event; of every event for null. */
  readonly propertiesOf: (event: string | null) => readonly string[];
}
