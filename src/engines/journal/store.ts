import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { JournalFile, pageBytes } from './journal-file.ts';
import type { Batch, JournalEntry, Waiting, WaitingEntry } from './port.ts';
import { BrokenRow, number, type Run, storedMark, storedRun, waitingEntry } from './read-rows.ts';
import { entryValues, seal } from './stored-rows.ts';

export interface Counts {
  readonly entries: number;
  readonly events: number;
  readonly bytes: number;
}

const columns = 'seq, seal, workspace, source, shape, received_at, sent_at, events, bytes, body';

const batchBytes = 64 * 1024 * 1024;

/** What the journal's file holds: entries in their order, batches over them, and how far they are finished. */
export class Store {
  readonly #file: JournalFile;
  readonly #db: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #oldest: StatementSync;
  readonly #firstId: number;
  #nextSeq: number;
  #lastBatch: number;
  /** Nothing at or under this number waits any more. */
  #finished: number;
  /** The last entry that was ever put into a batch. */
  #closedTo: number;
  /** Batches begun and not finished, oldest first; the same as in the file. */
  #runs: readonly Run[];
  counts: Counts;

  /**
   * @param path     of the file, made where it is missing
   * @param maxPages cap of the file in pages of 4 KB; 0 for none
   * @param firstId  from which numbers start where the file knows of none: larger than any given before
   */
  constructor(path: string, maxPages: number, firstId: number) {
    this.#file = new JournalFile(path, maxPages);
    this.#db = this.#file.db;
    this.#firstId = firstId;
    try {
      const [seq, batch, finished] = this.#marks();
      this.#finished = finished;
      this.#runs = this.#storedRuns();
      this.#closedTo = this.#runs.at(-1)?.to ?? finished;
      this.#nextSeq = Math.max(firstId * 1000, seq + 1);
      this.#lastBatch = Math.max(firstId, batch);
      this.counts = this.#count();
    } catch (error) {
      this.#file.close();
      throw error;
    }
    this.#oldest = this.#db.prepare('select received_at from entries order by seq limit 1');
    this.#insert = this.#db.prepare('insert into entries values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  }

  /**
   * Checks the file's structure, and the seals of the oldest entries; the others' are checked when they are read.
   *
   * @param mostBytes of bodies to check
   * @throws BrokenRow, or SQLite's own errors
   */
  check(mostBytes: number): void {
    this.#file.check();
    let bytes = 0;
    for (const row of this.#db.prepare(`select ${columns} from entries order by seq`).iterate()) {
      bytes += waitingEntry(row).body.byteLength;
      if (bytes > mostBytes) return;
    }
  }

  /** Stores all or none. @returns their numbers */
  append(entries: readonly JournalEntry[]): number[] {
    const first = this.#nextSeq;
    this.#file.commit(() => {
      entries.forEach((entry, index) => {
        this.#put(first + index, entry);
      });
    });
    this.#nextSeq = first + entries.length;
    for (const entry of entries) this.#grow(entry, 1);
    return entries.map((_, index) => first + index);
  }

  /**
   * Puts back what was salvaged and is not there, under its own numbers; new numbers start behind any that may have
   * been given.
   *
   * @returns how many entries were put back
   */
  restore({ entries, batches, finished, lastBatch }: Restored): number {
    const missing = entries.filter(({ seq }) => seq > this.#finished && !this.#has(seq));
    const unknown = batches.filter(
      ({ id, from }) => id > (this.#runs.at(-1)?.id ?? 0) && from > this.#closedTo,
    );
    const known = {
      finished: Math.max(this.#finished, finished),
      last: Math.max(this.#lastBatch, lastBatch, this.#firstId),
    };
    this.#file.commit(() => {
      for (const entry of missing) this.#put(entry.seq, entry);
      for (const batch of unknown) this.#putBatch(batch);
      this.#putMark(known.finished, known.last);
    });
    this.#finished = known.finished;
    this.#lastBatch = known.last;
    this.#runs = [...this.#runs, ...unknown];
    this.#closedTo = this.#runs.at(-1)?.to ?? known.finished;
    this.#nextSeq = Math.max(
      this.#nextSeq,
      this.#firstId * 1000,
      (missing.at(-1)?.seq ?? 0) + 1,
      known.finished + 1,
    );
    for (const entry of missing) this.#grow(entry, 1);
    return missing.length;
  }

  #has(seq: number): boolean {
    return this.#db.prepare('select 1 from entries where seq = ?').get(seq) !== undefined;
  }

  next(maxEvents: number, after: number): Batch | undefined {
    const run = this.#runs.find((batch) => batch.id > after) ?? this.#closeBatch(maxEvents);
    if (run === undefined) return undefined;
    const rows = this.#db.prepare(`select ${columns} from entries where seq between ? and ? order by seq`);
    return { id: run.id, entries: rows.all(run.from, run.to).map(waitingEntry) };
  }

  finish(id: number): void {
    const run = this.#runs.find((batch) => batch.id === id);
    if (run === undefined) return;
    const gone = this.#count(run);
    const left = this.#runs.filter((batch) => batch.id !== id);
    const finished = left[0] === undefined ? this.#closedTo : left[0].from - 1;
    this.#file.commit(() => {
      this.#db.prepare('delete from entries where seq between ? and ?').run(run.from, run.to);
      this.#db.prepare('delete from batches where id = ?').run(id);
      this.#putMark(finished, this.#lastBatch);
    });
    this.#finished = finished;
    this.#runs = left;
    this.#file.roomCameFree();
    const { entries, events, bytes } = this.counts;
    this.counts = {
      entries: entries - gone.entries,
      events: events - gone.events,
      bytes: bytes - gone.bytes,
    };
  }

  waiting(): Waiting {
    const row = this.#oldest.get();
    const oldestAt = row === undefined ? null : number(row, 'received_at');
    return { ...this.counts, oldestAt, begun: this.#runs.map((batch) => batch.id) };
  }

  /** A workspace's entries behind `after`, at most 16 MB at once. */
  entriesOf(workspace: number, after: number): WaitingEntry[] {
    const rows = this.#db.prepare(
      `select ${columns} from entries where workspace = ? and seq > ? order by seq`,
    );
    const found: WaitingEntry[] = [];
    let bytes = 0;
    for (const row of rows.iterate(workspace, after)) {
      const entry = waitingEntry(row);
      found.push(entry);
      bytes += entry.body.byteLength;
      if (bytes > batchBytes / 4) break;
    }
    return found;
  }

  /** Replaces or removes entries; the old bytes are overwritten in the file and cut from the log. */
  replace(changes: readonly { seq: number; entry: JournalEntry; body: Uint8Array | null }[]): void {
    this.#file.commitOverwriting(() => {
      for (const { seq, entry, body } of changes) {
        this.#db.prepare('delete from entries where seq = ?').run(seq);
        if (body !== null) this.#put(seq, { ...entry, body });
      }
    });
    for (const { entry, body } of changes) {
      this.#grow(entry, -1);
      if (body !== null) this.#grow({ ...entry, body }, 1);
    }
    this.carry();
  }

  /** Writes the file anew: free pages, and the unused ends of others, still hold what stood there. */
  forget(): void {
    this.#file.makeAnew();
  }

  /** Carries the whole log into the file, so that its room can be used again. */
  carry(): void {
    this.#file.carry();
  }

  /** Lets go of the file. What is in the log stays there for the next start. */
  close(): void {
    this.#file.close();
  }

  /** Upkeep between orders. @returns true where there is more to do: call again, after those who wait */
  tidy(): boolean {
    return this.#file.tidy(this.counts.bytes);
  }

  #put(seq: number, entry: JournalEntry): void {
    const values = entryValues(entry);
    this.#insert.run(seq, seal('entry', seq, values), ...values);
    this.#file.wrote(1 + Math.ceil(entry.body.byteLength / pageBytes));
  }

  #putBatch({ id, from, to }: Run): void {
    this.#db
      .prepare('insert into batches values (?, ?, ?, ?)')
      .run(id, seal('batch', id, [from, to]), from, to);
  }

  #putMark(finished: number, lastBatch: number): void {
    const mark = this.#db.prepare('insert or replace into marks values (1, ?, ?, ?)');
    mark.run(seal('mark', 1, [finished, lastBatch]), finished, lastBatch);
  }

  /** Closes a batch over the oldest entries that are in none; durable before it is handed out. */
  #closeBatch(maxEvents: number): Run | undefined {
    let [events, bytes, from, to] = [0, 0, 0, 0];
    const waiting = this.#db.prepare('select seq, events, bytes from entries where seq > ? order by seq');
    for (const row of waiting.iterate(this.#closedTo)) {
      events += number(row, 'events');
      bytes += number(row, 'bytes');
      if (from > 0 && (events > maxEvents || bytes > batchBytes)) break;
      to = number(row, 'seq');
      if (from === 0) from = to;
    }
    if (from === 0) return undefined;
    const run = { id: this.#lastBatch + 1, from, to };
    this.#file.commit(() => {
      this.#putBatch(run);
      this.#putMark(this.#finished, run.id);
    });
    this.#lastBatch = run.id;
    this.#closedTo = run.to;
    this.#runs = [...this.#runs, run];
    return run;
  }

  #grow(entry: JournalEntry, sign: 1 | -1): void {
    const { entries, events, bytes } = this.counts;
    const more = sign * entry.body.byteLength;
    this.counts = { entries: entries + sign, events: events + sign * entry.events, bytes: bytes + more };
  }

  #count(run: Run = { id: 0, from: 0, to: Number.MAX_SAFE_INTEGER }): Counts {
    const row = this.#db
      .prepare(
        `select count(*) as entries, ifnull(sum(events), 0) as events, ifnull(sum(bytes), 0) as bytes
         from entries where seq between ? and ?`,
      )
      .get(run.from, run.to);
    if (row === undefined) throw new BrokenRow('an aggregate without a row');
    return { entries: number(row, 'entries'), events: number(row, 'events'), bytes: number(row, 'bytes') };
  }

  #storedRuns(): Run[] {
    return this.#db
      .prepare('select id, seal, from_seq, to_seq from batches order by id')
      .all()
      .map(storedRun);
  }

  /** Highest number used, last batch, highest number finished. */
  #marks(): [number, number, number] {
    const mark = this.#db.prepare('select seal, finished_seq, last_batch from marks where id = 1').get();
    const top = this.#db.prepare('select max(seq) as seq from entries').get();
    const highest = typeof top?.seq === 'number' ? top.seq : 0;
    if (mark === undefined) return [highest, 0, 0];
    const { finished, lastBatch } = storedMark(mark);
    return [Math.max(highest, finished), lastBatch, finished];
  }
}

/** What is put back after damage. */
export interface Restored {
  readonly entries: readonly WaitingEntry[];
  readonly batches: readonly Run[];
  readonly finished: number;
  readonly lastBatch: number;
}
