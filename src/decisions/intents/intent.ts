import type { Channel } from '#src/customers/consent/index.ts';
import type { Purpose } from '#src/decisions/contact-rules/index.ts';

/** Who decides that something is said. */
export const originKinds = ['journey', 'campaign', 'preference', 'test', 'api'] as const;
export type OriginKind = (typeof originKinds)[number];

/**
 * Where an intent stands. `waiting`: for its turn, or for its hour. `passed`: the gate let it go, no provider has heard of it.
 * `handing_over`: the provider may have taken it. `uncertain`: nobody knows, and it is left at that. `refused`: the gate said
 * never; `failed`: no provider would take it.
 */
export const intentStates = [
  'waiting',
  'passed',
  'handing_over',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'refused',
  'failed',
  'uncertain',
] as const;
export type IntentState = (typeof intentStates)[number];

/** Something to be said to one person, once. */
export interface NewIntent {
  readonly origin: { readonly kind: OriginKind; readonly of: string; readonly key: string };
  /** An id of the person, as received. */
  readonly person: { readonly kind: 'user' | 'anonymous'; readonly id: string };
  readonly purpose: Purpose;
  /** Empty: no topic in particular. */
  readonly topic: string;
  /** In the order in which they are tried. */
  readonly channels: readonly Channel[];
  /** What is to be said: JSON that whoever renders it understands. */
  readonly content: unknown;
  /** What was known when it was decided: JSON. */
  readonly data: unknown;
  /** Higher goes first. */
  readonly priority: number;
  /** What becomes of it where nobody knows whether it went out. */
  readonly inDoubt: 'resend' | 'leave';
  /** Epoch milliseconds: not before. */
  readonly dueAt: number;
  /** Epoch milliseconds: worth nothing from then on; null: always worth something. */
  readonly expiresAt: number | null;
}

/** An intent in somebody's hands. */
export interface ClaimedIntent extends NewIntent {
  readonly id: string;
  readonly state: 'waiting' | 'passed';
  readonly attempts: number;
}

/** What becomes of an intent: one line of its trail. */
export interface Settled {
  readonly id: string;
  readonly state: IntentState;
  readonly channel: Channel | null;
  readonly reason: string | null;
  readonly detail: string | null;
  /** When it is looked at again; null: never. Epoch milliseconds. */
  readonly dueAt: number | null;
  /** Whether a hand-over was tried: tries end at some time. */
  readonly tried?: boolean;
  readonly provider?: { readonly name: string; readonly id: string };
}

/** Marketing is left where nobody knows whether it went out; what must arrive is sent again, under the same id. */
export const usualInDoubt = (purpose: Purpose): 'resend' | 'leave' =>
  purpose === 'transactional' || purpose === 'contractual' ? 'resend' : 'leave';
