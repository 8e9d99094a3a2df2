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

/** An entry as it stands in the journal. */
export interface WaitingEntry extends JournalEntry {
  /** Grows; never reused, not even by a journal made anew after the old one was lost. */
  readonly seq: number;
}

/** A run of entries that is loaded as one, the same after every crash. */
export interface Batch {
  /** Grows; never reused. */
  readonly id: number;
  readonly entries: readonly WaitingEntry[];
}

/** How much is accepted and not yet loaded. */
export interface Waiting {
  readonly entries: number;
  readonly events: number;
  readonly bytes: number;
  /** When the oldest entry was received; null where nothing waits. */
  readonly oldestAt: number | null;
  /** Batches handed out and not finished, lowest first. */
  readonly begun: readonly number[];
}

/** What was found broken in the journal's file, when it was opened or read. */
export interface Damage {
  /** Entries that were whole and are kept. */
  readonly kept: number;
  /** Entries found broken and left out; those of which no trace is left cannot be counted. */
  readonly lost: number;
  /** Where the broken files were copied to; null where only a write that was cut off was dropped. */
  readonly copy: string | null;
  /** What was wrong, in plain English. */
  readonly found: string;
}

/** Accepted and not yet loaded. Durable before `append` resolves. */
export interface Journal {
  /**
   * Takes the body over: its memory may be handed to another thread, so the caller must not touch it again.
   *
   * @throws DomainError `journal.full` (busy) while the disk or the journal's own limit is full: nothing was
   * accepted, and the next append tries again; `journal.unhealthy` (unavailable) after a failed write or sync;
   * `journal.closed` (unavailable)
   */
  append(entry: JournalEntry): Promise<number>;
  /**
   * The next batch to load: one that was begun and not finished, else a new one closed now over at most
   * `maxEvents` events of waiting entries (a larger entry goes alone; never more than 64 MB); undefined when
   * nothing waits. `after` asks for the batch that follows an unfinished one, so that a loader can prepare ahead.
   */
  next(maxEvents: number, after?: number): Promise<Batch | undefined>;
  /** The batch is in the warehouse: its entries are removed, in one commit. A batch finished before is no error. */
  finish(batch: number): Promise<void>;
  /** What waits. Costs nothing: it is known in memory. */
  waiting(): Promise<Waiting>;
  /**
   * Rewrites waiting bodies (erasure): the answer of `change` replaces the body, null removes the entry, the same
   * array leaves it. Old bodies are overwritten on disk, and copies of broken files are deleted.
   *
   * Entries of begun batches are rewritten too; the batch keeps its id and its run, so its token stays good.
   * Who already holds such a batch holds the old bodies: erase the warehouse after the batches that are in
   * `waiting().begun` now are finished.
   *
   * @returns how many entries were changed or removed
   */
  rewrite(workspace: number, change: (entry: WaitingEntry) => Uint8Array | null): Promise<number>;
  /**
   * Leaves nothing in the file of entries that were finished or rewritten (erasure): without it their bytes stay in
   * free pages until those are used again. Copies of broken files are deleted.
   *
   * The file is written anew with what waits: ask for it when little does.
   */
  forget(): Promise<void>;
  /** False after a write or sync failed: nothing more is accepted until the next start. */
  readonly healthy: boolean;
  /** What was found broken since this process opened the journal. */
  readonly damage: readonly Damage[];
  /** Commits what was accepted, and lets go of the file. */
  close(): Promise<void>;
}
