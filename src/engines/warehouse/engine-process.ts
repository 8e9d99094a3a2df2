import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChildOrder, ChildWord } from './child-words.ts';
import type { EngineLimits } from './engine-config.ts';
import { WarehouseError } from './fault.ts';
import { threadsNeeded } from './session-pool.ts';

/** Told when the engine died, when it is there again, and what it printed. */
export interface EngineLogger {
  warn(details: object, message: string): void;
}

/** Where a running engine answers. */
export interface EngineUp {
  readonly port: number;
  readonly pid: number;
}

export interface EngineOptions {
  readonly limits: EngineLimits;
  readonly logger: EngineLogger | undefined;
  readonly onUp: (up: EngineUp) => void;
  readonly onDown: () => void;
}

/** A lock whose owner is just ending is waited for this long. */
const lockPatienceMs = 5000;
const pausesMs = [0, 200, 500, 1000, 2000, 5000];

/**
 * Keeps one child process running that owns a data folder: started, started again when it dies, ended with its parent.
 */
export class EngineProcess {
  readonly secret = { user: 'perdure', password: randomBytes(24).toString('base64url') };
  readonly #folder: string;
  readonly #limits: EngineLimits;
  readonly #logger: EngineLogger | undefined;
  readonly #onUp: (up: EngineUp) => void;
  readonly #onDown: () => void;
  #child: ChildProcess | undefined;
  #port = 0;
  #closing = false;

  /** @param options.onUp called whenever an engine is ready; `onDown` when it has died */
  constructor(folder: string, options: EngineOptions) {
    this.#folder = folder;
    this.#limits = options.limits;
    this.#logger = options.logger;
    this.#onUp = options.onUp;
    this.#onDown = options.onDown;
  }

  /**
   * Starts the child and waits until it answers.
   *
   * @throws WarehouseError `locked` where another process owns the folder, `interrupted` where the engine cannot start
   */
  async start(): Promise<EngineUp> {
    const giveUp = performance.now() + lockPatienceMs;
    for (;;) {
      try {
        return await this.#startOnce();
      } catch (error) {
        const waiting =
          error instanceof WarehouseError && error.kind === 'locked' && performance.now() < giveUp;
        if (!waiting || this.#closing) throw error;
        await pause(250);
      }
    }
  }

  /** Ends the child in order; by force when it does not end within six seconds. */
  async close(): Promise<void> {
    this.#closing = true;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), 6000);
    await ended;
    clearTimeout(force);
  }

  async #startOnce(): Promise<EngineUp> {
    const child = this.#spawn();
    const printed = this.#listen(child);
    const all = new Promise((resolve) => child.once('close', resolve));
    const word = await this.#firstWord(child);
    if (word.kind === 'ready' && child.pid !== undefined) {
      this.#child = child;
      this.#port = word.port;
      child.once('exit', (code, signal) => void this.#revive({ code, signal, printed: printed() }));
      const up = { port: word.port, pid: child.pid };
      this.#onUp(up);
      return up;
    }
    child.kill('SIGKILL');
    await all; // what it printed is complete then
    throw this.#refusal(word.kind === 'ready' ? 'no process' : word.message, printed());
  }

  /** The library hides why a folder could not be opened; the engine prints it. */
  #refusal(message: string, printed: string): WarehouseError {
    if (/Cannot lock file/.test(message + printed)) {
      return new WarehouseError(
        'locked',
        `the data folder ${this.#folder} belongs to another running Perdure`,
      );
    }
    return new WarehouseError(
      'interrupted',
      `the warehouse's engine did not start: ${message} ${printed}`.trim(),
    );
  }

  #spawn(): ChildProcess {
    const child = fork(join(import.meta.dirname, 'child.ts'), [], {
      execArgv: [],
      env: { ...passedOn(), UV_THREADPOOL_SIZE: String(threadsNeeded) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const order: ChildOrder = {
      folder: this.#folder,
      port: this.#port,
      secret: this.secret,
      limits: this.#limits,
    };
    child.send(order, () => undefined); // a child that ended before is seen by its exit
    return child;
  }

  /** Passes on what the child prints; answers its last lines for messages of faults. */
  #listen(child: ChildProcess): () => string {
    let last = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      last = (last + text).slice(-2000);
      this.#logger?.warn({ text: text.trim() }, 'the warehouse engine printed');
    });
    return () => last.trim();
  }

  #firstWord(child: ChildProcess): Promise<ChildWord> {
    return new Promise((resolve) => {
      child.once('message', (word: ChildWord) => resolve(word));
      child.once('error', (error) => resolve({ kind: 'failed', message: error.message }));
      child.once('exit', (code, signal) =>
        resolve({ kind: 'failed', message: `it ended (${signal ?? code})` }),
      );
    });
  }

  async #revive(how: object): Promise<void> {
    this.#onDown();
    if (this.#closing) return;
    this.#logger?.warn(how, 'the warehouse engine died and is started again');
    for (let attempt = 0; !this.#closing; attempt += 1) {
      await pause(pausesMs[Math.min(attempt, pausesMs.length - 1)]);
      try {
        await this.start();
        return;
      } catch (error) {
        this.#logger?.warn({ error }, 'the warehouse engine could not be started again');
      }
    }
  }
}

/** The child gets no secrets of its parent's surroundings. */
function passedOn(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'LD_LIBRARY_PATH'];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
