import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const root = join(import.meta.dirname, '../..');

/** A Perdure in a process of its own, to be killed. */
export interface ServerProcess {
  readonly address: string;
  readonly pid: number;
  /** Milliseconds from spawn to ready. */
  readonly readyMs: number;
  /** False once it has ended, however that came. */
  readonly running: boolean;
  /** SIGKILL of the server alone: its engines have to notice by themselves. */
  kill(): Promise<void>;
  /** SIGTERM; answers the exit code. */
  end(): Promise<number | null>;
}

/** Starts `perdure serve` on a free port and waits until it says where. */
export async function startServer(
  folder: string,
  environment: Record<string, string> = {},
): Promise<ServerProcess> {
  const begun = performance.now();
  const child = spawnServer(folder, environment);
  const address = await announced(child);
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    address,
    pid: child.pid ?? 0,
    readyMs: performance.now() - begun,
    get running() {
      return child.exitCode === null && child.signalCode === null;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
    end: async () => {
      child.kill('SIGTERM');
      return gone;
    },
  };
}

/** Kills a server somewhere in its start; answers true where it was ready before. */
export async function killWhileStarting(folder: string, afterMs: number): Promise<boolean> {
  const child = spawnServer(folder, {});
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const ready = await Promise.race([announced(child).then(() => true), wait(afterMs, false)]);
  child.kill('SIGKILL');
  await gone;
  return ready;
}

const spawnServer = (folder: string, environment: Record<string, string>) =>
  spawn(process.execPath, [join(root, 'src/main.ts'), 'serve', '--port', '0', '--no-demo'], {
    cwd: root,
    env: surroundings(folder, { PERDURE_LOG: 'warn', ...environment }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Settings of whoever runs the tests do not reach the server. */
function surroundings(folder: string, environment: Record<string, string>): NodeJS.ProcessEnv {
  const foreign = /^(PERDURE_|DATABASE_URL|SMTP_URL)/;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return {
    ...Object.fromEntries(kept),
    NODE_COMPILE_CACHE: join(tmpdir(), 'perdure-compile-cache'), // a start costs 1.6 s of processor instead of 2.5
    PERDURE_DATA: folder,
    PERDURE_LANG: 'en',
    ...environment,
  };
}

function announced(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = '';
    const read = (chunk: Buffer) => {
      told = (told + chunk.toString()).slice(-20_000);
      const address = /Perdure \S+ → (http:\S+)/.exec(told)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) =>
      reject(new Error(`the server ended with ${code} before it was ready:\n${told}`)),
    );
  });
}

/** Runs the command line on a data folder; answers its JSON. */
export async function perdure(folder: string, ...words: string[]): Promise<Record<string, unknown>> {
  const child = spawn(process.execPath, [join(root, 'src/main.ts'), ...words, '--json'], {
    cwd: root,
    env: surroundings(folder, { PERDURE_LOG: 'error' }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`perdure ${words.join(' ')} ended with ${code}`);
  return JSON.parse(text) as Record<string, unknown>;
}

/** Waits until something holds, asking every 100 ms. */
export async function until(holds: () => Promise<boolean>, withinMs = 60_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > end)
      throw new Error(`it did not hold within ${withinMs} ms: ${holds.toString()}`);
    await wait(100);
  }
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** The processes a server runs its engines in: `child.ts` for the warehouse, everything of PostgreSQL for the records. */
export function enginesOf(server: Pick<ServerProcess, 'pid'>): {
  readonly warehouse: readonly number[];
  readonly records: readonly number[];
} {
  const all = processes();
  const under = (pid: number): Process[] =>
    all.filter(({ parent }) => parent === pid).flatMap((one) => [one, ...under(one.pid)]);
  const family = under(server.pid);
  const pids = (mark: RegExp) => family.filter(({ command }) => mark.test(command)).map(({ pid }) => pid);
  return { warehouse: pids(/warehouse\/child\.ts/), records: pids(/(^|\/)postgres[ :]/) };
}

/** Linux tells them under /proc; a process that ends meanwhile is left out. */
function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const parent = Number(/\) . (\d+)/.exec(stat)?.[1]);
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return [{ pid: Number(name), parent, command }];
      } catch (error) {
        if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
          return [];
        throw error;
      }
    });
}

/** Sends a signal; a process that is gone already needs none. */
export function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}
