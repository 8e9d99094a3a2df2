import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Cluster, prepareCluster } from './cluster.ts';
import { hasEnded, keepLogSmall, type Settings, startOn } from './launch.ts';
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
  readonly settings?: Settings;
}

const longestPauseMs = 10_000;
const politeStopMs = 20_000;

/**
 * Starts the PostgreSQL that npm brought, making its data first where there is none, and starts it again
 * should it end by itself. One that an earlier Perdure left running on the same data is stopped first.
 *
 * The caller holds the claim on the data folder.
 *
 * @throws DomainError `engines.records_version`, `engines.records_root`, `engines.records_platform`,
 *   `engines.records_keys`
 */
export async function startPostgresServer(options: ServerOptions): Promise<PostgresServer> {
  const { folder, settings = {}, log } = options;
  const cluster = await prepareCluster(folder);
  await keepLogSmall(cluster.logFile);
  const { port, child } = await startOnFreePort(cluster, settings);
  const adminUrl = `postgres://postgres:${cluster.keys.superuser}@127.0.0.1:${port}/postgres`;
  const ended = supervise(child, () => startOn(cluster, port, settings), log);
  const stop = () => ended.stop(cluster);
  try {
    await provision(adminUrl, cluster.keys.owner);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `postgres://perdure:${cluster.keys.owner}@127.0.0.1:${port}/perdure`, adminUrl, stop };
}

/**
 * Between our look and the server's bind somebody else may take the port; and a server whose Perdure was killed in
 * its first moments may come to light only now.
 */
const worthAnotherTry = /could not bind|lock file "postmaster.pid" already exists/;

async function startOnFreePort(
  cluster: Cluster,
  settings: Settings,
): Promise<{ readonly port: number; readonly child: ChildProcess }> {
  for (let attempt = 1; ; attempt += 1) {
    await stopLeftover(cluster);
    const port = await freePort();
    try {
      return { port, child: await startOn(cluster, port, settings) };
    } catch (error) {
      if (attempt === 5 || !(error instanceof Error && worthAnotherTry.test(error.message))) throw error;
    }
  }
}

function supervise(first: ChildProcess, restart: () => Promise<ChildProcess>, log: ServerOptions['log']) {
  let child = first;
  let stopping = false;
  const ended = (async () => {
    while (true) {
      await endOf(child);
      if (stopping) return;
      log?.error({ code: child.exitCode, signal: child.signalCode }, 'PostgreSQL ended; it is started again');
      const next = await startAgain(restart, () => stopping, log);
      if (next === undefined) return;
      child = next;
    }
  })();
  const stop = async (cluster: Cluster) => {
    stopping = true;
    child.stdin?.end();
    const late = new AbortController();
    const tooLong = pause(politeStopMs, 'late', { signal: late.signal, ref: false }).catch(() => 'stopped');
    if ((await Promise.race([ended, tooLong])) === 'late') await stopLeftover(cluster);
    late.abort();
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

async function endOf(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
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
