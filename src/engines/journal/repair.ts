import {
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Damage } from './port.ts';
import { BrokenRow } from './read-rows.ts';
import { salvage, salvageFrames } from './salvage.ts';
import { Store } from './store.ts';
import { checkLog, type Frame } from './write-ahead-log.ts';

export interface StoreSettings {
  readonly path: string;
  /** In pages of 4 KB; 0 for none. */
  readonly maxPages: number;
  /** Milliseconds since 1970: numbers start there where the file knows of none. */
  readonly now: number;
}

/**
 * Opens the journal's file, and mends it first where it is broken: the broken files are copied to
 * `damaged/<instant>`, every whole row is salvaged from the copy into a new file, and the damage is told.
 *
 * A marker names the copy while the new file is made, so that a kill in the middle is taken up at the next start.
 *
 * @param checkBytes of bodies whose seals are compared now, so that a start takes a second whatever waits
 * @throws Error where the disk fails, or has no room to mend the file
 */
export function openStore(
  settings: StoreSettings,
  checkBytes = 64 * 1024 * 1024,
): { store: Store; damage: Damage | undefined } {
  const marker = `${settings.path}.mending`;
  if (existsSync(marker)) return mend(settings, JSON.parse(readFileSync(marker, 'utf8')));
  const log = checkLog(bytesOf(`${settings.path}-wal`));
  const broken = brokenHead(settings.path) ?? (log.tornEnd === undefined ? log.broken : undefined);
  if (broken !== undefined) return mendFrom(settings, broken);
  let store: Store | undefined;
  try {
    store = new Store(settings.path, settings.maxPages, settings.now);
    store.check(checkBytes);
    return {
      store,
      damage: log.tornEnd === undefined ? undefined : mendEnd(store, log.tornEnd, log.broken ?? ''),
    };
  } catch (error) {
    if (!isCorruption(error)) throw error;
    store?.close();
    return mendFrom(settings, error instanceof Error ? error.message : String(error));
  }
}

/**
 * A torn end of the log needs no new file: SQLite drops it, and the whole rows that stood in it are put back.
 *
 * On a full disk they are not: a write that found no room is how the end was torn, and it was never acknowledged.
 */
function mendEnd(store: Store, end: readonly Frame[], found: string): Damage {
  const saved = salvageFrames(end);
  try {
    store.restore({ ...saved, finished: 0 });
    return { kept: store.counts.entries, lost: saved.lost, copy: null, found };
  } catch (error) {
    if (!isFullDisk(error)) throw error;
    return { kept: store.counts.entries, lost: saved.lost + saved.entries.length, copy: null, found };
  }
}

/** True where the file's content is wrong, as against a disk that fails. */
export const isCorruption = (error: unknown): boolean =>
  error instanceof BrokenRow || [1, 11, 26].includes(primaryCode(error));
// SQLITE_ERROR (our statements are fixed, so the schema was hit), SQLITE_CORRUPT, SQLITE_NOTADB

/** The bytes of the file's head that never change; SQLite would take some of them for "read only". */
function brokenHead(path: string): string | undefined {
  const head = bytesOf(path, 100);
  if (head.length === 0) return undefined;
  const [write, read] = [head[18] ?? 0, head[19] ?? 0];
  const due = Buffer.from('SQLite format 3\0\x10\0\x02\x02\0\x40\x20\x20', 'latin1');
  const sound =
    head.subarray(0, 18).equals(due.subarray(0, 18)) && head.subarray(20, 24).equals(due.subarray(20));
  return sound && write === read && write <= 2 ? undefined : 'the head of the file is broken';
}

/** SQLite's primary result code; 0 for any other error. */
export const primaryCode = (error: unknown): number =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 255 : 0;

/** Copies of broken files hold what was in them: erasure takes them away. */
export function dropDamagedCopies(path: string): void {
  rmSync(join(dirname(path), 'damaged'), { recursive: true, force: true });
}

interface Mending {
  readonly copy: string;
  readonly found: string;
}

function mendFrom(settings: StoreSettings, found: string): { store: Store; damage: Damage } {
  const copies = join(dirname(settings.path), 'damaged');
  const copy = freeName(join(copies, `journal-${settings.now}`));
  const unfinished = `${copy}.partial`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  for (const file of [settings.path, `${settings.path}-wal`]) {
    if (!existsSync(file)) continue;
    const target = join(unfinished, basename(file));
    cpSync(file, target);
    sync(target);
  }
  renameSync(unfinished, copy);
  sync(copies);
  const mending: Mending = { copy, found };
  writeFileSync(`${settings.path}.mending`, JSON.stringify(mending), { flush: true });
  return mend(settings, mending);
}

function mend(settings: StoreSettings, { copy, found }: Mending): { store: Store; damage: Damage } {
  const { path } = settings;
  const copied = join(copy, basename(path));
  const saved = salvage(bytesOf(copied), bytesOf(`${copied}-wal`));
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${ending}`, { force: true });
  const store = new Store(path, settings.maxPages, settings.now);
  store.restore(saved);
  sync(dirname(path));
  rmSync(`${path}.mending`);
  sync(dirname(path));
  return { store, damage: { kept: saved.entries.length, lost: saved.lost, copy, found } };
}

function bytesOf(path: string, most?: number): Buffer {
  if (!existsSync(path)) return Buffer.alloc(0);
  if (most === undefined) return readFileSync(path);
  const head = Buffer.alloc(most);
  const handle = openSync(path, 'r');
  try {
    return head.subarray(0, readSync(handle, head, 0, most, 0));
  } finally {
    closeSync(handle);
  }
}

function freeName(wanted: string): string {
  let name = wanted;
  for (let n = 2; existsSync(name); n += 1) name = `${wanted}-${n}`;
  return name;
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** True where there is no room; nothing was written then. */
export const isFullDisk = (error: unknown): boolean => primaryCode(error) === 13; // SQLITE_FULL
