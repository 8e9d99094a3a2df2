import { type ChildProcess, spawn } from 'node:child_process';
import { open, stat, truncate } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { DomainError } from '#src/basics/errors.ts';
import type { Cluster } from './cluster.ts';
import { codeOf, isLost } from './faults.ts';

export type Settings = Readonly<Record<string, string>>;

const ownSettings: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  io_method: 'sync', // no three further processes for a database of this size
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_error_statement: 'panic', // statements and rows are personal data
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

/**
 * Runs PostgreSQL and waits for the end of our pipe, which comes with our own end, however that comes: then the
 * server is asked to stop, more than once, because in its first moments it does not listen. In a session of its
 * own, so that Ctrl-C in the terminal reaches only Perdure.
 */
const keeper = `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
{ read -r _ <&3; while kill -INT "$server" 2>/dev/null; do sleep 1; done; } &
keeper=$!
exec 3<&-
wait "$server"
code=$?
kill "$keeper" 2>/dev/null
exit "$code"
`;

const maxLogBytes = 10_000_000;

/**
 * Starts the server on a port and waits until it answers. A long recovery after a crash is waited for as long as the
 * process lives. Ending the child's standard input stops it.
 *
 * @throws Error with what the server said where it ends instead
 */
export async function startOn(cluster: Cluster, port: number, settings: Settings): Promise<ChildProcess> {
  const logStart = await sizeOf(cluster.logFile);
  const child = await launch(cluster, port, settings);
  try {
    while (!(await answers(port, cluster.keys.superuser))) {
      if (hasEnded(child))
        throw new Error(`PostgreSQL did not start: ${await tail(cluster.logFile, logStart)}`);
      await pause(20);
    }
    return child;
  } catch (error) {
    child.stdin?.end();
    throw error;
  }
}

/** True when the process is over. */
export const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null;

/** Begins the server's log anew when it has grown beyond 10 MB. */
export async function keepLogSmall(file: string): Promise<void> {
  if ((await sizeOf(file)) > maxLogBytes) await truncate(file);
}

async function launch(
  { binaries, user, data, logFile }: Cluster,
  port: number,
  settings: Settings,
): Promise<ChildProcess> {
  const all = Object.entries({ ...ownSettings, ...settings, port: String(port) });
  const command = [
    binaries.postgres,
    '-D',
    data,
    ...all.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const [program = '/bin/sh', ...args] = [
    ...user.prefix,
    '/bin/sh',
    '-c',
    keeper,
    'perdure-postgres',
    ...command,
  ];
  const log = await open(logFile, 'a', 0o600);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const child = spawn(program, args, {
    stdio: ['pipe', log.fd, log.fd],
    detached: true,
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    cwd: '/',
    ...user.identity,
  });
  child.on('spawn', resolve);
  child.on('error', reject);
  child.stdin?.on('error', () => undefined); // the pipe breaks when the server is gone, which 'exit' tells
  await promise.finally(() => log.close());
  return child;
}

async function answers(port: number, password: string): Promise<boolean> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
  client.on('error', () => undefined); // also given to connect
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (isLost(error)) return false; // not yet: the caller looks whether the process still lives
    throw codeOf(error) === '28P01' ? foreignKeys() : error;
  } finally {
    await client.end();
  }
}

const foreignKeys = (): DomainError =>
  new DomainError('engines.records_keys', {
    kind: 'unavailable',
    expected: 'the records/keys.json that was made with these records',
    got: 'one whose password they do not accept',
  });

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 0;
    throw error;
  }
}

async function tail(file: string, from: number): Promise<string> {
  const log = await open(file);
  try {
    const { buffer, bytesRead } = await log.read({ position: from, length: 4000 });
    return buffer.toString('utf8', 0, bytesRead).trim();
  } finally {
    await log.close();
  }
}
