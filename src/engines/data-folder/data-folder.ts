import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DomainError } from '#src/basics/errors.ts';
import { asFolderError } from './faults.ts';
import { readText, writeWhole } from './files.ts';
import { type Lock, takeLock } from './lock.ts';
import { isNewer } from './versions.ts';

/** A data folder that is ours until we release it or end, however we end. */
export interface ClaimedFolder {
  /** Absolute. */
  readonly path: string;
  /**
   * What signs sessions and links: the given one, else the one kept here, made on first use.
   *
   * @throws DomainError `data_folder.full`, `data_folder.no_permission`
   */
  secret(given?: string | null): Promise<string>;
  /** Tells the command line where the running Perdure answers. */
  announce(address: string): Promise<void>;
  release(): void;
}

/** Who works in a data folder. */
export interface Holder {
  readonly pid: number;
  /** Where it answers, once it does: `http://127.0.0.1:7420`. */
  readonly address: string | null;
}

/**
 * Takes a data folder for this process alone, making it where it is not there.
 *
 * @param place made with mode 0700
 * @param version of this program, noted in the folder: `0.1.0`
 * @throws DomainError `data_folder.in_use` (kind `conflict`) naming the holder's process,
 *   `data_folder.newer` where a newer Perdure has used it, `data_folder.foreign` where it holds other things,
 *   `data_folder.full`, `data_folder.no_permission`, `data_folder.not_a_folder`; all others of kind `unavailable`
 */
export async function claimDataFolder(place: string, version: string): Promise<ClaimedFolder> {
  const path = resolve(place);
  return orFolderError(path, async () => {
    await prepareFolder(path);
    const lock = takeLock(lockFile(path));
    if (lock === undefined) throw await inUse(path);
    try {
      await checkVersion(path, version);
      await writeWhole(versionFile(path), `${version}\n`);
      await writeHolder(path, { pid: process.pid, address: null });
      return claimed(path, lock);
    } catch (error) {
      lock.release();
      throw error;
    }
  });
}

/** Who holds the folder now; undefined when nobody does. */
export async function holderOf(place: string): Promise<Holder | undefined> {
  const path = resolve(place);
  return orFolderError(path, async () => {
    if ((await readText(versionFile(path))) === undefined) return undefined;
    const lock = takeLock(lockFile(path));
    if (lock === undefined) return readHolder(path);
    lock.release();
    return undefined;
  });
}

const lockFile = (path: string) => join(path, 'lock');
const versionFile = (path: string) => join(path, 'version');
const holderFile = (path: string) => join(path, 'holder.json');
const secretFile = (path: string) => join(path, 'secret');

function claimed(path: string, lock: Lock): ClaimedFolder {
  return {
    path,
    secret: (given) => orFolderError(path, async () => given ?? (await keptSecret(path))),
    announce: (address) => orFolderError(path, () => writeHolder(path, { pid: process.pid, address })),
    release: lock.release,
  };
}

async function prepareFolder(path: string): Promise<void> {
  const made = await mkdir(path, { recursive: true, mode: 0o700 });
  if (made !== undefined) return;
  const names = (await readdir(path)).filter((name) => name !== 'lost+found');
  if (names.length > 0 && !names.includes('lock')) {
    throw new DomainError('data_folder.foreign', {
      kind: 'unavailable',
      field: 'PERDURE_DATA',
      expected: 'an empty folder, or one that Perdure made',
      got: path,
    });
  }
  const { mode, uid } = await stat(path);
  if ((mode & 0o007) !== 0 && uid === process.getuid?.()) await chmod(path, mode & 0o770);
}

async function inUse(path: string): Promise<DomainError> {
  const holder = await readHolder(path);
  const who = holder === undefined ? 'another process' : `process ${holder.pid}`;
  return new DomainError('data_folder.in_use', {
    kind: 'conflict',
    field: 'PERDURE_DATA',
    expected: 'a data folder in which no other Perdure is at work',
    got: `${path}, held by ${who}`,
  });
}

async function checkVersion(path: string, ours: string): Promise<void> {
  const last = (await readText(versionFile(path)))?.trim();
  if (last === undefined || !isNewer(last, ours)) return;
  throw new DomainError('data_folder.newer', {
    kind: 'unavailable',
    field: 'PERDURE_DATA',
    expected: `Perdure ${last} or newer, which has used this folder`,
    got: `Perdure ${ours}`,
  });
}

const writeHolder = (path: string, holder: Holder): Promise<void> =>
  writeWhole(holderFile(path), `${JSON.stringify(holder)}\n`);

async function readHolder(path: string): Promise<Holder | undefined> {
  const text = await readText(holderFile(path));
  return text === undefined ? undefined : (JSON.parse(text) as Holder); // written above, whole
}

async function keptSecret(path: string): Promise<string> {
  const kept = (await readText(secretFile(path)))?.trim();
  if (kept !== undefined && kept !== '') return kept;
  const made = randomBytes(32).toString('hex');
  await writeWhole(secretFile(path), `${made}\n`);
  return made;
}

async function orFolderError<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asFolderError(error, path);
  }
}
