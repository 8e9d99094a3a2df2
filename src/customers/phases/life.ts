/** The five phases of a customer's life, and the ends that are none of them. */
export const phases = [
  'conquest',
  'conversion',
  'loyalty',
  'attrition',
  'retention',
  'ended',
  'not_renewed',
  'cancelled',
  'lost',
] as const;
export type Phase = (typeof phases)[number];

/** What is said beside the phase. */
export const statuses = [
  'none',
  'cart_abandoned',
  'watch',
  'warning',
  'reconquered',
  'paused',
  'awaited',
  'out_of_season',
  'missed_season',
  'renewable',
] as const;
export type Status = (typeof statuses)[number];

/** Why somebody moved. */
export const reasons = [
  'touched',
  'cart_abandoned',
  'purchase',
  'contract_started',
  'refunded',
  'regular',
  'few_visits',
  'irregular',
  'tenure_short',
  'out_of_rhythm',
  'visited',
  'action_opened',
  'recovered',
  'no_visit_in_window',
  'action_expired',
  'contract_cancelled',
  'contract_ended',
  'offer_changed',
  'offer_followed',
  'mission_ended',
  'renewed',
  'not_renewed_in_grace',
  'paused',
  'resumed',
  'season_begun',
  'season_came',
  'season_over',
  'season_missed',
  'season_again_missed',
  'rule_adopted',
  'rhythm_learned',
] as const;
export type Reason = (typeof reasons)[number];

/** What a move rests on: counts, days since 1970 (`…Day`), instants (`…At`), names. */
export type MoveFacts = Readonly<Record<string, number | string>>;

/** One step of a life. */
export interface Move {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly phase: Phase;
  readonly status: Status;
  /** Version of the rule it was judged by. */
  readonly rule: number;
  readonly reason: Reason;
  readonly facts: MoveFacts;
}

/** A silence that was out of somebody's rhythm, and what came of it. Days since 1970. */
export interface Warned {
  readonly on: number;
  /** Of the silence: days since the last visit that were still within the rhythm. */
  readonly limit: number;
  readonly lastVisit: number;
  /** The day of the next visit; null where none came. */
  readonly back: number | null;
  /** An action was open between the warning and its end. */
  readonly acted: boolean;
}

/** Days since 1970, the last one not included; infinite while it lasts. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What became of a customer with an offer, as far as it is known. */
export interface Life {
  /** In order; the last one holds now. Empty: neither touched nor a customer. */
  readonly moves: readonly Move[];
  /** When time alone moves them next, epoch milliseconds; null: never, or by nights alone beyond some 400 days. */
  readonly due: number | null;
  readonly warnings: readonly Warned[];
  /** When a warning could have been raised. */
  readonly watched: readonly Span[];
  /** Epoch milliseconds. */
  readonly lastVisit: number | null;
}

/** Whether somebody in a phase is a customer now. */
export const isActive = (phase: Phase | null): boolean =>
  phase === 'conversion' || phase === 'loyalty' || phase === 'attrition' || phase === 'retention';
