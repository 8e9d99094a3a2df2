import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DomainError } from '#src/basics/errors.ts';
import { type Identity, output } from './binaries.ts';

/**
 * How PostgreSQL is run: it refuses to run as root.
 *
 * - An ordinary user: as that user.
 * - Root: as the system user `perdure` or `postgres`, the former made if there is neither.
 * - Root, in a place such as /root that no other user can enter: in a user namespace, where root passes for an
 *   ordinary user. (Keeping a capability to enter is not enough: PostgreSQL checks its own program with access(2),
 *   which disregards capabilities of a user other than root.)
 */
export interface ServerUser {
  readonly identity: Identity;
  /** Put before the program to run. */
  readonly prefix: readonly string[];
}

const ourselves: ServerUser = { identity: {}, prefix: [] };
const names = ['perdure', 'postgres'];

/**
 * @param data the server's own folder, made or not
 * @param passed folders that are not ours and through which it must pass: their mode is not touched
 * @throws DomainError `engines.records_root` where root finds no way
 */
export async function serverUser(data: string, passed: readonly string[]): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return ourselves;
  const owner = await ownerOf(data);
  if (owner !== undefined && owner.uid !== 0) return { identity: owner, prefix: [] };
  const user = await systemUser();
  if (owner !== undefined) return inNamespace(user);
  const open = await Promise.all(passed.map((folder) => canPass(folder, user)));
  return open.every(Boolean) ? { identity: user, prefix: [] } : inNamespace(user);
}

async function inNamespace(user: Required<Identity>): Promise<ServerUser> {
  const prefix = ['unshare', '--user', `--map-user=${user.uid}`, `--map-group=${user.gid}`];
  try {
    await output('unshare', [...prefix.slice(1), 'true']);
  } catch (error) {
    throw rootRefused(
      'a folder which another user than root can enter, such as /var/lib/perdure (PERDURE_DATA)',
      error,
    );
  }
  return { identity: {}, prefix };
}

async function ownerOf(folder: string): Promise<Required<Identity> | undefined> {
  try {
    const { uid, gid } = await stat(folder);
    return { uid, gid };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function systemUser(): Promise<Required<Identity>> {
  const found = await knownUser();
  if (found) return found;
  try {
    await output('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'perdure',
    ]);
  } catch (error) {
    throw rootRefused('a system user "perdure" or "postgres" to run PostgreSQL as', error);
  }
  const made = await knownUser();
  if (made === undefined) throw new Error('the system user "perdure" was made and is not in /etc/passwd');
  return made;
}

async function knownUser(): Promise<Required<Identity> | undefined> {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const [, , uid, gid] = names.flatMap((name) => users.filter(([user]) => user === name))[0] ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

/** True when the user may pass through every folder down to this one, by the mode bits. */
async function canPass(folder: string, user: Required<Identity>): Promise<boolean> {
  const { mode, uid, gid } = await stat(folder);
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  const parent = dirname(folder);
  return parent === folder || canPass(parent, user);
}

function rootRefused(expected: string, cause: unknown): DomainError {
  const refusal = new DomainError('engines.records_root', {
    kind: 'unavailable',
    expected: `${expected}; or start Perdure as an ordinary user, or set DATABASE_URL`,
    got: cause instanceof Error ? cause.message : cause,
  });
  refusal.cause = cause;
  return refusal;
}
