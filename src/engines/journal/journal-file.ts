import { DatabaseSync } from 'node:sqlite';
import { BrokenRow, number } from './read-rows.ts';
import { schema } from './stored-rows.ts';

export const pageBytes = 4096;

/** Beyond this many pages in the log they are carried into the file: 4 MB. The log keeps its room on the disk. */
const logPages = 1024;
/** Free pages kept for what comes next; the rest goes back to the disk: 16 MB. */
const sparePages = 4096;
/** So many go back at a time, so that nobody waits long: 64 MB. */
const slicePages = 16384;

/**
 * The journal's file on the disk. One connection, exclusive (so no shared-memory file, and a second process is
 * refused); every commit is on the disk when it returns.
 */
export class JournalFile {
  readonly db: DatabaseSync;
  /** Pages written to the log since it was last carried over, about. */
  #pages = 0;
  #freed = true;

  /**
   * @param path     of the file, made where it is missing
   * @param maxPages cap of the file in pages of 4 KB; 0 for none
   */
  constructor(path: string, maxPages: number) {
    this.db = new DatabaseSync(path);
    try {
      this.#prepare(maxPages);
    } catch (error) {
      this.db.close();
      throw error;
    }
  }

  #prepare(maxPages: number): void {
    this.db.exec('pragma locking_mode = exclusive'); // first, or a full disk has no room for a shared-memory file
    this.db.exec(`pragma page_size = ${pageBytes}`);
    this.db.exec('pragma auto_vacuum = incremental');
    this.db.exec('pragma journal_mode = wal');
    this.db.exec('pragma synchronous = full');
    this.db.exec('pragma wal_autocheckpoint = 0'); // SQLite would hide a failed sync there; `tidy` does not
    if (maxPages > 0) this.db.exec(`pragma max_page_count = ${maxPages}`);
    this.db.exec(schema);
  }

  /** Checks the structure. @throws BrokenRow, or SQLite's own errors */
  check(): void {
    const [verdict] = this.db.prepare('pragma quick_check(1)').all();
    if (verdict?.quick_check !== 'ok') throw new BrokenRow(`SQLite says: ${String(verdict?.quick_check)}`);
  }

  /** All that the change writes, or nothing of it; on the disk when this returns. */
  commit(change: () => void): void {
    this.db.exec('begin immediate');
    try {
      change();
      this.db.exec('commit');
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('rollback');
      throw error;
    }
    this.#pages += 2;
  }

  /** The same, and what is deleted is overwritten in the file; the log still holds it until it is carried over. */
  commitOverwriting(change: () => void): void {
    this.db.exec('pragma secure_delete = on');
    try {
      this.commit(change);
    } finally {
      this.db.exec('pragma secure_delete = off');
    }
  }

  /** So many pages went to the log, about. */
  wrote(pages: number): void {
    this.#pages += pages;
  }

  /** Rows went: there may be room to give back. */
  roomCameFree(): void {
    this.#freed = true;
  }

  /** Writes the file anew: free pages, and the unused ends of others, still hold what stood there. */
  makeAnew(): void {
    this.db.exec('vacuum');
    this.carry();
  }

  /** Carries the whole log into the file, so that its room can be used again. */
  carry(): void {
    this.db.exec('pragma wal_checkpoint(truncate)');
    this.#pages = 0;
  }

  /**
   * Carries the log into the file now and then, and gives room back to the disk once little waits. What was
   * committed is safe without it; a failed sync is thrown here as anywhere.
   *
   * @param waitingBytes of bodies that the file still holds
   * @returns true where there is more to give back: call again, after those who wait
   */
  tidy(waitingBytes: number): boolean {
    const surplus = this.#freed ? this.#freePages() - sparePages : 0;
    const shrinking = surplus > 0 && waitingBytes < (sparePages * pageBytes) / 4;
    if (shrinking) this.db.exec(`pragma incremental_vacuum(${Math.min(surplus, slicePages)})`);
    if (!shrinking && this.#pages < logPages) return false;
    this.db.exec(`pragma wal_checkpoint(${shrinking ? 'truncate' : 'passive'})`);
    this.#pages = 0;
    this.#freed = shrinking && surplus > slicePages;
    return this.#freed;
  }

  #freePages(): number {
    const row = this.db.prepare('pragma freelist_count').get();
    return row === undefined ? 0 : number(row, 'freelist_count');
  }

  /** Lets go of the file. What is in the log stays there for the next start. */
  close(): void {
    this.db.close();
  }
}
