/** One letter to one person. */
export interface Letter {
  /** One address, without a name: `julie@example.org`. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** Mail of the house itself: invitations, sign-in links. Campaigns have another way out. */
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
