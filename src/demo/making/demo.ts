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

/** What is agreed, as a billing system would list it. */
export interface ContractTerms {
  readonly offer: string;
  /** Integer minor units per period. */
  readonly amount: number;
  /** Null: paid once. */
  readonly period: 'month' | 'year' | null;
  readonly seats?: number;
  /** Taken off the amount, until then. */
  readonly discount?: number;
  readonly discountEnd?: string;
  /** From when on it is paused, and when it goes on. */
  readonly paused?: string;
  readonly resumes?: string;
  /** When its end was asked for, or its payment given up. */
  readonly cancelled?: string;
  readonly cancelKind?: 'voluntary' | 'delinquent';
  /** An end that is known before it comes. */
  readonly endsOn?: string;
}

/** Terms that change on a day, and are known from that day on; what is not named stays. */
export interface ContractChange extends Partial<ContractTerms> {
  readonly on: string;
}

/** A contract with what became of it. Dates are local, `end` is the first day no longer paid. */
export interface ContractRow extends ContractTerms {
  readonly id: string;
  readonly holder: { readonly kind: 'customer' | 'account'; readonly id: string };
  readonly start: string;
  readonly end: string | null;
  readonly currency: 'EUR';
  /** In order, none later than the demo's last day or than the end. */
  readonly changes?: readonly ContractChange[];
}

/** Something a team says to Perdure, as it would: the question of an operation, and when it says it. */
export interface Saying {
  /** By its name, such as `offers.create`. */
  readonly operation: string;
  readonly ask: Readonly<Record<string, unknown>>;
  /** Days before the demo's end; the day on which it begins where absent. */
  readonly daysAgo?: number;
  /** Said of what the first one made. */
  readonly after?: {
    readonly operation: string;
    readonly ask: Readonly<Record<string, unknown>>;
    readonly daysAgo: number;
  };
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
  /** What the team has set up, in order. */
  readonly sayings: readonly Saying[];
  /** Epoch milliseconds: when the team set it up. */
  readonly setUpAt: number;
}

/** What a demo is made from. The same makes the same bytes. */
export interface Making {
  /** Epoch milliseconds: the demo ends here. */
  readonly now: number;
  readonly language: Language;
}

/** All demos live in Paris. */
export const demoZone = 'Europe/Paris';
