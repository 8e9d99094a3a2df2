import { type ChildProcess, spawn } from 'node:child_process';
import { open, stat, truncate } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { type Cluster, prepareCluster } from './cluster.ts';
import { stopLeftover } from './leftover.ts';
import { provision } from './provision.ts';

/** PostgreSQL as our child. */
export interface PostgresServer {
  /** As role `perdure`, which owns what it makes and is bound by row-level security. */
  readonly url: string;
  /** As superuser: for the test bed and for rescue. */
  readonly adminUrl: string;
  /** Stops it in good order; open connections are closed. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Perdure's data folder; everything is under `records/` in it. */
  readonly folder: string;
  readonly log?: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** PostgreSQL settings over ours; from our own code only. */
  readonly settings?: Readonly<Record<string, string>>;
}

const ownSettings: Readonly<Record<string, string>> = {
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
 * server is asked to stop. In a session of its own, so that Ctrl-C in the terminal reaches only Perdure.
 */
const keeper = `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
{ read -r _ <&3; kill -INT "$server" 2>/dev/null; } &
keeper=$!
exec 3<&-
wait "$server"
code=$?
kill "$keeper" 2>/dev/null
exit "$code"
`;

const maxLogBytes = 10_000_000;
const longestPauseMs = 10_000;

/**
 * Starts the PostgreSQL that npm brought, making its data first where there is none, and starts it again
 * should it end by itself. One that an earlier Perdure left running on the same data is stopped first.
 *
 * The caller holds the claim on the data folder.
 *
 * @throws DomainError `engines.records_version`, `engines.records_root`, `engines.records_platform`
 */
export async function startPostgresServer(options: ServerOptions): Promise<PostgresServer> {
  const cluster = await prepareCluster(options.folder);
  await stopLeftover(cluster);
  await keepLogSmall(cluster.logFile);
  const { port, child } = await startOnFreePort(cluster, options.settings ?? {});
  const adminUrl = `postgres://postgres:${cluster.keys.superuser}@127.0.0.1:${port}/postgres`;
  const running = supervise(child, () => startOn(cluster, port, options.settings ?? {}), options.log);
  try {
    await provision(adminUrl, cluster.keys.owner);
  } catch (error) {
    await running.stop();
    throw error;
  }
  return {
    url: `postgres://perdure:${cluster.keys.owner}@127.0.0.1:${port}/perdure`,
    adminUrl,
    stop: running.stop,
  };
}

async function startOnFreePort(cluster: Cluster, settings: Readonly<Record<string, string>>) {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      return { port, child: await startOn(cluster, port, settings) };
    } catch (error) {
      // Between our look and the server's bind somebody else may have taken the port.
      if (attempt === 5 || !(error instanceof Error && /could not bind/.test(error.message))) throw error;
    }
  }
}

/** Resolves when it answers. A long recovery after a crash is waited for as long as the process lives. */
async function startOn(
  cluster: Cluster,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  const logStart = await sizeOf(cluster.logFile);
  const child = await launch(cluster, port, settings);
  const password = cluster.keys.superuser;
  while (!(await answers(port, password))) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`PostgreSQL did not start: ${await tail(cluster.logFile, logStart)}`);
    }
    await pause(20);
  }
  return child;
}

async function launch(
  { binaries, user, data, logFile }: Cluster,
  port: number,
  settings: Readonly<Record<string, string>>,
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
  } catch {
    return false; // not yet: the caller looks whether the process still lives
  } finally {
    await client.end();
  }
}

function supervise(first: ChildProcess, restart: () => Promise<ChildProcess>, log: ServerOptions['log']) {
  let child = first;
  let stopping = false;
  const ended = (async () => {
    while (true) {
      await exitOf(child);
      if (stopping) return;
      log?.error({ code: child.exitCode, signal: child.signalCode }, 'PostgreSQL ended; it is started again');
      const next = await startAgain(restart, () => stopping, log);
      if (next === undefined) return;
      child = next;
    }
  })();
  const stop = async () => {
    stopping = true;
    child.stdin?.end();
    await ended;
  };
  return { stop };
}

async function startAgain(
  restart: () => Promise<ChildProcess>,
  stopping: () => boolean,
  log: ServerOptions['log'],
): Promise<ChildProcess | undefined> {
  for (let pauseMs = 100; !stopping(); pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      const child = await restart();
      if (stopping()) child.stdin?.end();
      log?.info('PostgreSQL answers again');
      return child;
    } catch (error) {
      log?.error({ err: error }, 'PostgreSQL does not start');
      await pause(pauseMs);
    }
  }
  return undefined;
}

async function exitOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve());
  await promise;
}

async function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer().on('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
  });
  return promise;
}

async function keepLogSmall(file: string): Promise<void> {
  if ((await sizeOf(file)) > maxLogBytes) await truncate(file);
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
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
