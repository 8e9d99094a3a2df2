import type { Season } from '#src/customers/seasons/index.ts';
import type { Move } from './life.ts';

/** What is known of one customer with one offer. Instants in epoch milliseconds, each list in order. */
export interface Facts {
  /** The first time they reacted to a push notification, a text or an e-mail. */
  readonly touched: number | null;
  readonly carts: readonly number[];
  readonly orders: readonly Order[];
  readonly refunds: readonly Refund[];
  readonly contracts: readonly ContractFacts[];
  /** Null where nobody said what a visit is: then neither loyalty nor attrition can be judged. */
  readonly visits: readonly number[] | null;
  readonly actions: readonly ActionFacts[];
  /**
   * Moves of the life they would have if this offer and their others of the same value were one; empty where there are no others.
   */
  readonly together: readonly Move[];
}

export interface Order {
  readonly at: number;
  /** '' where none was told. */
  readonly id: string;
  /** In millionths; null where none was told. */
  readonly amount: number | null;
}

/** Money paid back; without an amount all of it, without an id of the order before it. */
export type Refund = Order;

/** A time during which they had the offer by one contract. */
export interface ContractFacts {
  readonly start: number;
  readonly end: number | null;
  /** `cancelled`: its end was asked for, or its payment failed; `changed`: the contract goes on, of another offer. */
  readonly ending: 'ended' | 'cancelled' | 'changed';
  readonly pauses: readonly { readonly from: number; readonly to: number | null }[];
}

/** Something done about somebody's silence. */
export interface ActionFacts {
  readonly action: string;
  /** The cause it supposes; '' where none was told: then it opens no reconquest. */
  readonly cause: string;
  readonly from: number;
  /** When it runs out or was closed; null: open. */
  readonly to: number | null;
}

/** What an offer says of the lives of its customers. */
export interface OfferTerms {
  readonly kind: 'continuous' | 'discontinuous' | 'intentional';
  /** `MM-DD`, both included; of a discontinuous one. */
  readonly season: Season | null;
  /** How long an intentional one takes where its contract tells no end. */
  readonly termDays: number | null;
  readonly graceDays: number;
}

/** What an offer is judged by that nobody declared. */
export const plainTerms: OfferTerms = { kind: 'continuous', season: null, termDays: null, graceDays: 30 };

/** Nothing known, with visits that could be. */
export const noFacts: Facts = {
  touched: null,
  carts: [],
  orders: [],
  refunds: [],
  contracts: [],
  visits: [],
  actions: [],
  together: [],
};
