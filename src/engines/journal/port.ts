/** One accepted request body, waiting to be loaded. */
export interface JournalEntry {
  readonly workspace: number;
  /** Which source's key it came under. */
  readonly source: number;
  /** How to read the body: `segment.batch`, `segment.track`, `posthog.batch`, `import` … */
  readonly shape: string;
  readonly receivedAt: number;
  /** From the SentAt header, where one came. */
  readonly sentAt: string | null;
  /** How many events the body holds. */
  readonly events: number;
  /** UTF-8 JSON, inflated. */
  readonly body: Uint8Array;
}

/** A run of entries that is loaded as one, the same after every crash. */
export interface Batch {
  /** Grows by one; never reused. */
  readonly id: number;
  readonly entries: readonly (JournalEntry & { readonly seq: number })[];
}

/** Accepted and not yet loaded. Durable before `append` resolves. */
export interface Journal {
  append(entry: JournalEntry): Promise<number>;
  /**
   * The next batch to load: one that was begun and not finished, else a new one closed now over at most
   * `maxEvents` events of waiting entries; undefined when nothing waits.
   * `after` asks for the batch that follows an unfinished one, so that a loader can prepare ahead.
   */
  next(maxEvents: number, after?: number): Promise<Batch | undefined>;
  /** The batch is in the warehouse: its entries are removed, in one commit. */
  finish(batch: number): Promise<void>;
  /** What waits: events, bytes and the age of the oldest. */
  waiting(): Promise<{ entries: number; events: number; bytes: number; oldestAt: number | null }>;
  /** Rewrites waiting bodies (erasure): the answer of `change` replaces the body, null removes the entry. */
  rewrite(workspace: number, change: (entry: JournalEntry) => Uint8Array | null): Promise<number>;
  /** False after a write or sync failed: nothing more is accepted until the next start. */
  readonly healthy: boolean;
  close(): Promise<void>;
}
