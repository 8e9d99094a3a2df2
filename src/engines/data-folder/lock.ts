import { DatabaseSync } from 'node:sqlite';

export interface Lock {
  release(): void;
}

/** SQLITE_BUSY */
const busy = 5;

/**
 * Takes the lock, or answers undefined where another process (or another claim in this one) has it.
 *
 * A lock that the system drops with the process, however it ends: an exclusive transaction of SQLite, which is a
 * lock on the open file. A file that holds a process number is wrong after a crash when the number is given anew,
 * and two starts can both find it stale; a listening socket in the folder stays behind after a kill and needs the same
 * guess; Node has no flock of its own.
 */
export function takeLock(file: string): Lock | undefined {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('begin exclusive');
  } catch (error) {
    database.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === busy) return undefined;
    throw error;
  }
  return {
    release: () => {
      if (database.isOpen) database.close();
    },
  };
}
