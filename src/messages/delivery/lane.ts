import type { Channel } from '#src/customers/consent/index.ts';
import type { Purpose } from '#src/decisions/contact-rules/index.ts';

/** A message as its reader gets it. */
export type Rendered =
  | { readonly as: 'email'; readonly subject: string; readonly html: string; readonly text: string }
  | { readonly as: 'text'; readonly text: string };

/** A message on its way out. */
export interface Outgoing {
  /** int_…: the same however often it is handed over. */
  readonly intent: string;
  readonly workspace: number;
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly to: { readonly address: string };
  readonly rendered: Rendered;
  /** Where one click takes the reader out; null where nobody may. */
  readonly unsubscribe: string | null;
}

/** What came of a hand-over. */
export type HandedOver =
  | { readonly as: 'sent'; readonly providerId: string; readonly detail: string | null }
  /** Another time: this message alone. */
  | { readonly as: 'later'; readonly detail: string }
  /** The provider takes nothing now. */
  | { readonly as: 'closed'; readonly detail: string; readonly afterMs: number | null }
  /** This address takes nothing, ever. */
  | { readonly as: 'bounced'; readonly detail: string }
  /** This message is not taken, ever. */
  | { readonly as: 'failed'; readonly detail: string }
  /** It may have been taken. */
  | { readonly as: 'uncertain'; readonly detail: string };

/** What a lane does while it hands a message over. */
export interface HandOverHooks {
  /** Writes down that the provider may have it from now on; where it says false, nothing must leave. */
  begin(): Promise<boolean>;
  /** Writes down what came of it. Until this resolves the message counts among those in doubt; called once, unless `begin` said false. */
  end(done: HandedOver): Promise<void>;
}

/** A provider of a channel. */
export interface Lane {
  /** As messages name it: smtp, outbox … */
  readonly name: string;
  /** Whether the same message may be handed over again without a second one arriving. */
  readonly idempotent: boolean;
  /** How many it takes side by side. */
  readonly width: number;
  /** True where nothing can be handed over yet: its messages are left where they are. */
  readonly shut?: boolean;
  handOver(message: Outgoing, hooks: HandOverHooks): Promise<void>;
}
