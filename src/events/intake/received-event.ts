/** The six kinds of message. PostHog's names are mapped onto them. */
export type EventType = 'track' | 'identify' | 'page' | 'screen' | 'group' | 'alias';

/** One event as a client sent it, read but not yet judged: its time is not corrected, its owner not known. */
export interface ReceivedEvent {
  readonly outcome: 'received';
  readonly type: EventType;
  /** `Page Viewed`, `Screen Viewed`, `Identify`, `Group`, `Alias`; for track the name as sent, 1–200 characters. */
  readonly event: string;
  /**
   * Ids are 1–512 bytes of UTF-8 without NUL; a number becomes its digits. At least one of `userId` and
   * `anonymousId` is there, except on a `group` that only speaks of the account itself (posthog-node's
   * `groupIdentify`): such an event belongs to nobody.
   */
  readonly userId: string | null;
  /** On an alias, null where it would repeat `previousId`. */
  readonly anonymousId: string | null;
  /** Only on an alias: what `userId` was called before. */
  readonly previousId: string | null;
  /** The account named on the event. */
  readonly groupId: string | null;
  /** 1–512 bytes, no NUL. */
  readonly messageId: string;
  /** The client gave no message id; ours is made from the entry's receipt, so a second reading makes the same. */
  readonly madeId: boolean;
  /** What the client's clock said (ms); within 1900–2299; null where it said nothing. */
  readonly originalTime: number | null;
  /** When the client sent it, by its own clock (ms); within 1900–2299; null where it said nothing readable. */
  readonly sentAt: number | null;
  readonly receivedAt: number;
  /** The time is to be taken as sent, whatever the clocks say (`/v1/import`). */
  readonly neverCorrect: boolean;
  /**
   * JSON text of an object; `{}` where none. A number keeps its digits; one that no engine can hold (an integer
   * outside 64 bits, 1e999) stands as a string of its digits.
   */
  readonly properties: string;
  /**
   * JSON text of an object, `''` where none. What is said of the person (any type but group) or of the account
   * (group). Under `$once` stand those that hold only where nothing else is known. PostHog's `$set` may stand on
   * events of every type.
   */
  readonly traits: string;
  /** JSON text of an object; `{}` where none. Without `ip` where the client asked not to store it (`0.0.0.0`). */
  readonly context: string;
  /** From the context or PostHog's properties; `''` where none. For telling robots. */
  readonly userAgent: string;
}

/** Why one event inside an accepted body was not read. */
export type RefusalReason =
  | 'intake.unreadable' // not an object, or a field of the wrong kind
  | 'intake.event_too_large' // over 32 KB of UTF-8 JSON
  | 'intake.too_deep' // nested over 64 levels
  | 'intake.unknown_type' // neither a known type nor told by the path
  | 'intake.no_event_name'
  | 'intake.name_too_long' // over 200 characters
  | 'intake.no_identity' // neither userId nor anonymousId
  | 'intake.no_group' // group without groupId
  | 'intake.no_previous_id' // alias without previousId
  | 'intake.bad_id' // over 512 bytes, or NUL or half a surrogate pair in it
  | 'intake.bad_text' // half a surrogate pair: no UTF-8 can hold it
  | 'intake.time_unreadable'
  | 'intake.time_out_of_range'; // outside 1900–2299, which the warehouse can hold

/** An event set aside with its reason; `raw` read again under `shape` gives the same answer or, mended, an event. */
export interface RefusedEvent {
  readonly outcome: 'refused';
  readonly reason: RefusalReason;
  /** The field at fault, as a path: `userId`, `properties`; `''` for the whole. */
  readonly field: string;
  /** What came, shortened to 200 characters; `''` where that says nothing. */
  readonly got: string;
  /** Message id as sent, where it could be read. */
  readonly messageId: string | null;
  readonly receivedAt: number;
  readonly sentAt: number | null;
  /** The journal shape that reads `raw` alone again: `segment.track` … `segment.event`, `posthog.event`, `import.event`. */
  readonly shape: string;
  /** JSON text of the one event, as sent. Up to the size of a body. */
  readonly raw: string;
}

/** What came of one event of an entry, in the order of the body. */
export type Decoded = ReceivedEvent | RefusedEvent;
