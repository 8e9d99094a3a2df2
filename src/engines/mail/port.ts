/** One letter to one person. */
export interface Letter {
  /** One address, without a name: `julie@example.org`. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** Mail of the house itself: invitations, sign-in links. Campaigns have another way out: `MailLane`. */
export interface Mail {
  /**
   * Hands a letter over.
   *
   * @returns `sent` when a mail server took it; `kept` when there is none and it lies in the outbox, for
   *   somebody with access to the data folder to read
   * @throws DomainError `mail.address` for what is not one address; `mail.refused` when the mail server will never
   *   take it; `mail.unavailable` (kind `unavailable`) when it may take it later
   */
  send(letter: Letter): Promise<'sent' | 'kept'>;
  close(): Promise<void>;
}

/** Who writes, or whom an answer goes to. */
export interface NamedAddress {
  /** Shown beside the address, at most 200 characters; empty: none. Line breaks become blanks. */
  readonly name: string;
  /** One address: `bonjour@example.org`. */
  readonly address: string;
}

/** Headers a message to a customer may carry beside the usual ones. Printable ASCII on one line each. */
export interface CustomerMailHeaders {
  /** Given by the caller and the same whenever this message is handed over again: `<token@example.org>`. */
  readonly 'Message-ID': string;
  /** `<https://…>` or `<https://…>, <mailto:…>`; kept on one line. */
  readonly 'List-Unsubscribe'?: string;
  /**
   * One click, without a question (RFC 8058); asks for a `List-Unsubscribe` with an address of the web. Mail providers
   * show their button only where it is https.
   */
  readonly 'List-Unsubscribe-Post'?: 'List-Unsubscribe=One-Click';
  /** By which Gmail counts complaints: `campaign:workspace:purpose:sender`. */
  readonly 'Feedback-ID'?: string;
  /** `auto-generated`: no out-of-office notes, please (RFC 3834). */
  readonly 'Auto-Submitted'?: 'auto-generated' | 'auto-replied';
}

/** One message to one customer. */
export interface CustomerMail {
  readonly from: NamedAddress;
  readonly to: { readonly address: string };
  readonly replyTo?: NamedAddress;
  /** At most 500 characters; line breaks become blanks. */
  readonly subject: string;
  /** At most 2,000,000 characters, as `html`. */
  readonly text: string;
  readonly html?: string;
  readonly headers: CustomerMailHeaders;
  /** Where bounces go, with a token that tells the message: `bounce+token@example.org`. */
  readonly envelopeFrom: string;
}

/** How far a message had come: `data` until all of it but its end is written, `end` from the final dot on. */
export type MailStage = 'connect' | 'greeting' | 'tls' | 'auth' | 'mail' | 'rcpt' | 'data' | 'end';

/**
 * What a failure asks for.
 *
 * - `retry`: this message later; it was surely not taken
 * - `bounce`: nothing more to this address
 * - `lane`: all of the lane slower, or not at all for now; this message later, it was surely not taken
 * - `message`: this message never; the address is not to blame
 * - `uncertain`: the final dot was given and no answer understood; it may have been taken
 */
export type MailFailureClass = 'retry' | 'bounce' | 'lane' | 'message' | 'uncertain';

export interface MailFailure {
  readonly stage: MailStage;
  /** The server's three digits, where it gave any. */
  readonly code: number | null;
  /** Its enhanced status, such as `5.1.1` (RFC 3463), where it gave one. */
  readonly enhanced: string | null;
  readonly class: MailFailureClass;
  /** What the server said, or what happened where it said nothing; one line of at most 200 characters. */
  readonly reply: string;
}

/** What became of a hand-over. */
export type HandOver =
  | { readonly taken: true; readonly reply: string }
  | { readonly taken: false; readonly failure: MailFailure };

/** What the caller does while a message is handed over. */
export interface HandOverHooks {
  /**
   * All of the message is written but its end. Once this resolves the final dot is given, and from then on only the
   * server's answer tells whether it was taken: write down durably here that the hand-over begins. What this throws is
   * thrown by `handOver`, and the message was not handed over. Not asked when the server refused the message before.
   */
  beforeEnd(): Promise<void>;
  /**
   * Told what became of it, where `beforeEnd` was asked and did not throw; until this resolves the message counts as in
   * doubt and keeps its place. Write down durably here what is told: without it a message that was taken and not yet
   * written down may be sent twice beside the `width` others. What this throws is thrown by `handOver`.
   */
  afterEnd?(over: HandOver): Promise<void>;
}

/** The way out for messages to customers. */
export interface MailLane {
  /**
   * Hands one message over to the mail server, once.
   *
   * It resolves after `beforeEnd` and `afterEnd`, where those were asked, have settled. However many are handed over at
   * once, at most *width* of them are between `beforeEnd` and the end of `afterEnd`, so no more than that are sent twice
   * when the process is killed: 1 while the server answers in under 50 ms, more as it answers slower, never more than
   * the lane has connections.
   *
   * @throws DomainError `mail.address` for what is not one address, `mail.message` for what cannot be sent: a line
   *   break in a header, something too long
   */
  handOver(message: CustomerMail, hooks: HandOverHooks): Promise<HandOver>;
  /** Lets what is being handed over come to its end; what still waits for a connection fails with class `lane`. */
  close(): Promise<void>;
}
