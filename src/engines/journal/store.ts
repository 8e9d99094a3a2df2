import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Batch, JournalEntry, Waiting, WaitingEntry } from './port.ts';
import { BrokenRow, number, type Run, storedMark, storedRun, waitingEntry } from './read-rows.ts';
import { entryValues, schema, seal } from './stored-rows.ts';

export interface Counts {
  readonly entries: number;
  readonly events: number;
  readonly bytes: number;
}

const columns = 'seq, seal, workspace, source, shape, received_at, sent_at, events, bytes, body';

/** Beyond this many pages in the log they are carried into the file: 4 MB. The log keeps its room on the disk. */
const logPages = 1024;
const batchBytes = 64 * 1024 * 1024;
/** Free pages kept for what comes next; the rest goes back to the disk: 16 MB. */
const sparePages = 4096;
/** So many go back at a time, so that nobody waits long: 64 MB. */
const slicePages = 16384;

/**
 * The journal's file. One connection, exclusive (so no shared-memory file, and a second process is refused);
 * every commit is on the disk when it returns.
 */
export class Store {
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
  /** Pages written to the log since it was last carried over, about. */
  #pages = 0;
  #freed = true;
  counts: Counts;

  /**
   * @param path     of the file, made where it is missing
   * @param maxPages cap of the file in pages of 4 KB; 0 for none
   * @param firstId  from which numbers start where the file knows of none: larger than any given before
   */
  constructor(path: string, maxPages: number, firstId: number) {
    this.#db = new DatabaseSync(path);
    this.#firstId = firstId;
    try {
      this.#prepareFile(maxPages);
      const [seq, batch, finished] = this.#marks();
      this.#finished = finished;
      this.#runs = this.#storedRuns();
      this.#closedTo = this.#runs.at(-1)?.to ?? finished;
      this.#nextSeq = Math.max(firstId * 1000, seq + 1);
      this.#lastBatch = Math.max(firstId, batch);
      this.counts = this.#count();
    } catch (error) {
      this.#db.close();
      throw error;
    }
    this.#oldest = this.#db.prepare('select received_at from entries order by seq limit 1');
    this.#insert = this.#db.prepare('insert into entries values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  }

  #prepareFile(maxPages: number): void {
    this.#db.exec('pragma locking_mode = exclusive'); // first, or a full disk has no room for a shared-memory file
    this.#db.exec('pragma page_size = 4096');
    this.#db.exec('pragma auto_vacuum = incremental');
    this.#db.exec('pragma journal_mode = wal');
    this.#db.exec('pragma synchronous = full');
    this.#db.exec('pragma wal_autocheckpoint = 0'); // SQLite would hide a failed sync there; `tidy` does not
    if (maxPages > 0) this.#db.exec(`pragma max_page_count = ${maxPages}`);
    this.#db.exec(schema);
  }

  /**
   * Checks the file's structure, and the seals of the oldest entries; the others' are checked when they are read.
   *
   * @param mostBytes of bodies to check
   * @throws BrokenRow, or SQLite's own errors
   */
  check(mostBytes: number): void {
    const [verdict] = this.#db.prepare('pragma quick_check(1)').all();
    if (verdict?.quick_check !== 'ok') throw new BrokenRow(`SQLite says: ${String(verdict?.quick_check)}`);
    let bytes = 0;
    for (const row of this.#db.prepare(`select ${columns} from entries order by seq`).iterate()) {
      bytes += waitingEntry(row).body.byteLength;
      if (bytes > mostBytes) return;
    }
  }

  /** Stores all or none. @returns their numbers */
  append(entries: readonly JournalEntry[]): number[] {
    const first = this.#nextSeq;
    this.#commit(() => {
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
    this.#commit(() => {
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
    this.#commit(() => {
      this.#db.prepare('delete from entries where seq between ? and ?').run(run.from, run.to);
      this.#db.prepare('delete from batches where id = ?').run(id);
      this.#putMark(finished, this.#lastBatch);
    });
    this.#finished = finished;
    this.#runs = left;
    this.#freed = true;
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
    this.#db.exec('pragma secure_delete = on');
    try {
      this.#commit(() => {
        for (const { seq, entry, body } of changes) {
          this.#db.prepare('delete from entries where seq = ?').run(seq);
          if (body !== null) this.#put(seq, { ...entry, body });
        }
      });
    } finally {
      this.#db.exec('pragma secure_delete = off');
    }
    for (const { entry, body } of changes) {
      this.#grow(entry, -1);
      if (body !== null) this.#grow({ ...entry, body }, 1);
    }
    this.carry();
  }

  /** Writes the file anew: free pages, and the unused ends of others, still hold what stood there. */
  forget(): void {
    this.#db.exec('vacuum');
    this.carry();
  }

  /** Carries the whole log into the file, so that its room can be used again. */
  carry(): void {
    this.#db.exec('pragma wal_checkpoint(truncate)');
    this.#pages = 0;
  }

  /** Lets go of the file. What is in the log stays there for the next start. */
  close(): void {
    this.#db.close();
  }

  #put(seq: number, entry: JournalEntry): void {
    const values = entryValues(entry);
    this.#insert.run(seq, seal('entry', seq, values), ...values);
    this.#pages += 1 + Math.ceil(entry.body.byteLength / 4096);
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
    this.#commit(() => {
      this.#putBatch(run);
      this.#putMark(this.#finished, run.id);
    });
    this.#lastBatch = run.id;
    this.#closedTo = run.to;
    this.#runs = [...this.#runs, run];
    return run;
  }

  #commit(change: () => void): void {
    this.#db.exec('begin immediate');
    try {
      change();
      this.#db.exec('commit');
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('rollback');
      throw error;
    }
    this.#pages += 2;
  }

  /**
   * Carries the log into the file now and then, and gives room back to the disk once little waits. What was
   * committed is safe without it; a failed sync is thrown here as anywhere.
   *
   * @returns true where there is more to give back: call again, after those who wait
   */
  tidy(): boolean {
    const surplus = this.#freed ? this.#freePages() - sparePages : 0;
    const shrinking = surplus > 0 && this.counts.bytes < (sparePages * 4096) / 4;
    if (shrinking) this.#db.exec(`pragma incremental_vacuum(${Math.min(surplus, slicePages)})`);
    if (!shrinking && this.#pages < logPages) return false;
    this.#db.exec(`pragma wal_checkpoint(${shrinking ? 'truncate' : 'passive'})`);
    this.#pages = 0;
    this.#freed = shrinking && surplus > slicePages;
    return this.#freed;
  }

  #freePages(): number {
    const row = this.#db.prepare('pragma freelist_count').get();
    return row === undefined ? 0 : number(row, 'freelist_count');
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
