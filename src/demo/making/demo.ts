/** Which demo. */
export const demoKinds = ['gym', 'streaming', 'b2b', 'ski'] as const;
export type DemoKind = (typeof demoKinds)[number];

export type Language = 'fr' | 'en';

/** A Segment-shaped event, as a client would send it. Times are ISO 8601 in UTC. */
export interface DemoEvent {
  readonly type: 'track' | 'identify' | 'page' | 'group';
  readonly event?: string;
  readonly name?: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly timestamp: string;
  readonly messageId: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly traits?: Readonly<Record<string, unknown>>;
  readonly groupId?: string;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** An event with the moment at which it reached us. */
export interface Arriving {
  /** Epoch milliseconds. */
  readonly arrivedAt: number;
  /** Usually a `DemoEvent`; some are malformed, as some always are. */
  readonly event: unknown;
}

/** A subscription as a billing system would list it. Dates are local, `end` is the first day no longer paid. */
export interface ContractRow {
  readonly id: string;
  readonly holder: { readonly kind: 'customer' | 'account'; readonly id: string };
  readonly offer: string;
  readonly start: string;
  readonly end: string | null;
  /** Integer minor units per period. */
  readonly amount: number;
  readonly period: 'month' | 'year';
  readonly currency: 'EUR';
  readonly seats?: number;
}

/** What a demo's workspace is. */
export interface DemoSettings {
  readonly name: string;
  readonly slug: string;
  readonly countingUnit: 'customer' | 'account';
  /** Mail domain of the team, whose traffic is internal. */
  readonly team: string;
}

/** A whole demo, in the order in which its events arrived. */
export interface Demo {
  readonly kind: DemoKind;
  readonly settings: DemoSettings;
  readonly arriving: readonly Arriving[];
  readonly contracts: readonly ContractRow[];
}

/** What a demo is made from. The same makes the same bytes. */
export interface Making {
  /** Epoch milliseconds: the demo ends here. */
  readonly now: number;
  readonly language: Language;
}

/** All demos live in Paris. */
export const demoZone = 'Europe/Paris';
