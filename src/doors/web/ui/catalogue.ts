import type { Words } from '#src/customers/frame/index.ts';
import type { Span } from './dates.ts';

/** What a question may be about: the events, traits, properties, lists and segments of the workspace. */
export interface Catalogue {
  /** Most frequent first. */
  readonly events: readonly { readonly event: string; readonly count: number }[];
  /** First and last local day with an event. */
  readonly span: Span;
  readonly traits: readonly string[];
  readonly lists: readonly Named[];
  /** Segments, those that are kept no more too: a question may name them still. */
  readonly segments: readonly (Named & { readonly retired: boolean })[];
  /** What Perdure judges of people and accounts, by the traits it is asked for. */
  readonly scores: readonly Score[];
  /** Properties seen on an event; of every event for null. */
  readonly propertiesOf: (event: string | null) => readonly string[];
}

/** A score, or its colour, as a question asks for it. */
export interface Score {
  readonly trait: string;
  readonly name: Words;
  /** A figure; false: a colour. */
  readonly number: boolean;
  readonly unit: 'customer' | 'account';
  readonly judgedAt: string | null;
}

/** Whether a trait is a score: it is called otherwise than it is asked for. */
export const isScore = (trait: string): boolean => trait.startsWith('score:');

/** What conditions on people may name: what was told of them, and their scores. */
export const traitNames = ({ traits, scores }: Pick<Catalogue, 'traits' | 'scores'>): string[] => [
  ...new Set([...traits, ...scores.map(({ trait }) => trait)]),
];

/** People under a name: a frozen list, a segment. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly unit: 'customer' | 'account';
  /** How many are in it; null before a segment's first count. */
  readonly size: number | null;
}

/** What lists and segments are called. */
export interface PeopleNames {
  readonly lists: readonly Pick<Named, 'id' | 'name'>[];
  readonly segments: readonly Pick<Named, 'id' | 'name'>[];
}

/** What a list or a segment is called; its id where there is none of that id. */
export const nameIn = (named: readonly Pick<Named, 'id' | 'name'>[], id: string): string =>
  named.find((one) => one.id === id)?.name ?? id;
