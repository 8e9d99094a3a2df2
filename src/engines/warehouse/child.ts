import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { drainPending } from 'chdb';
import type { ChildOrder, ChildWord } from './child-words.ts';
import { Engine } from './engine.ts';
import { engineBase, engineConfig } from './engine-config.ts';
import { engineHttp } from './engine-http.ts';
import { EngineSession } from './engine-session.ts';
import { takeBackLostTokens } from './lost-tokens.ts';
import { SessionPool } from './session-pool.ts';

/**
 * How far the engine steps behind the process that takes events in, on the scale of `nice`: questions take all of a
 * processor that is free, and where none is, a batch of events is answered first. Beside the dearest questions its 99th
 * percentile was 1.2 to 1.5 times that of intake alone, and 1.5 to 2.4 times without (bench/beside.ts).
 */
const behind = 10;

/**
 * The process that owns a data folder: chDB behind ClickHouse's HTTP interface on a loopback port.
 *
 * It ends in order when told to, and at once when the channel to its parent closes.
 */
async function serve(order: ChildOrder): Promise<() => Promise<void>> {
  setPriority(behind); // before there are other threads: they take it over
  const work = join(order.folder, 'work');
  const tmp = join(order.folder, 'tmp');
  const config = join(order.folder, 'engine.xml');
  await mkdir(join(order.folder, 'db'), { recursive: true });
  await mkdir(tmp, { recursive: true });
  await writeFile(config, engineConfig(order.limits, tmp));
  const pool = new SessionPool(
    () => new EngineSession(join(order.folder, 'db'), [`--config-file=${config}`], engineBase),
  );
  const engine = new Engine(pool, work);
  // Opening the first session takes the folder's lock: only then is it ours to tidy.
  const circumstances = { database: 'default', settings: new Map(), params: new Map() };
  const ask = (lane: 'read' | 'run', text: string, format: string) =>
    engine.ask(lane, text, format, { circumstances, signal: new AbortController().signal });
  await ask('read', 'select 1', 'Null');
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  await takeBackLostTokens(async (text) => linesOf((await ask('run', text, 'JSONEachRow')).bytes));
  const server = engineHttp(engine, order.secret);
  const port = await listen(server, order.port);
  say({ kind: 'ready', port });
  return async () => {
    server.close();
    server.closeAllConnections(); // their askers have gone: the statements are killed
    pool.close();
    await drainPending();
  };
}

/** Rows of an answer, a line each. */
const linesOf = (bytes: Uint8Array): Record<string, unknown>[] =>
  new TextDecoder()
    .decode(bytes)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>); // the engine's own answer

function listen(server: ReturnType<typeof engineHttp>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' && port !== 0) resolve(listen(server, 0));
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)); // a TCP server's address
  });
}

const say = (word: ChildWord): void => {
  if (process.connected) process.send?.(word);
};

let close: Promise<() => Promise<void>> | undefined;
let ending = false;

/** Ends in order; a statement that cannot be ended within four seconds is left to the operating system. */
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 4000).unref();
  try {
    await (await close)?.();
  } finally {
    process.exit(0);
  }
}

process.on('SIGTERM', end);
process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole group: the parent decides
// The parent is gone, and another may be waiting for this folder. An ordered end lets go of the engine's lock while
// an insert still runs: what it stored then, the next engine has not seen, and would store again under its token.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.on('message', (order: ChildOrder) => {
  close ??= serve(order);
  close.catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    say({ kind: 'failed', message });
    process.disconnect?.();
  });
});
