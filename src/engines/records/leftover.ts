import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { output } from './binaries.ts';
import type { Cluster } from './cluster.ts';

const politeMs = 30_000;
const longestMs = 60_000;

/**
 * Stops a PostgreSQL that an earlier Perdure left running on this data: never two on one folder, and a server whose
 * log and settings are not ours is not adopted. A `postmaster.pid` that names a process which is no PostgreSQL of
 * this folder (the number was given anew after a crash) is removed: PostgreSQL itself would refuse to start.
 */
export async function stopLeftover({ data }: Cluster): Promise<void> {
  const pidFile = join(data, 'postmaster.pid');
  const pid = await pidIn(pidFile);
  if (pid === undefined) return;
  if (!(await serves(pid, data))) {
    await rm(pidFile, { force: true });
    return;
  }
  process.kill(pid, 'SIGINT'); // PostgreSQL's fast shutdown
  for (let waited = 0; await serves(pid, data); waited += 50) {
    if (waited === politeMs) process.kill(pid, 'SIGQUIT'); // without a checkpoint: the next start recovers
    if (waited > longestMs) throw new Error(`PostgreSQL ${pid} on ${data} does not end`);
    await pause(50);
  }
}

async function pidIn(file: string): Promise<number | undefined> {
  try {
    const pid = Number.parseInt(await readFile(file, 'utf8'), 10);
    return Number.isNaN(pid) ? undefined : Math.abs(pid);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** True when this process is a PostgreSQL on this folder: it works in it (Linux), or names it (elsewhere). */
async function serves(pid: number, data: string): Promise<boolean> {
  if (!lives(pid)) return false;
  if (process.platform === 'linux') {
    const place = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    return place === (await realpath(data));
  }
  const said = await output('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => '');
  return said.includes(data);
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
