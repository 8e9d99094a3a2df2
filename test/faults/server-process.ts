import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const root = join(import.meta.dirname, '../..');

/** A Perdure in a process of its own, to be killed. */
export interface ServerProcess {
  readonly address: string;
  readonly pid: number;
  /** Milliseconds from spawn to ready. */
  readonly readyMs: number;
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
  const child = spawn(process.execPath, [join(root, 'src/main.ts'), 'serve', '--port', '0', '--no-demo'], {
    cwd: root,
    env: { ...process.env, PERDURE_DATA: folder, PERDURE_LOG: 'warn', PERDURE_LANG: 'en', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = await announced(child);
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    address,
    pid: child.pid ?? 0,
    readyMs: performance.now() - begun,
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

function announced(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = '';
    const read = (chunk: Buffer) => {
      told += chunk.toString();
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
    env: { ...process.env, PERDURE_DATA: folder, PERDURE_LOG: 'error', PERDURE_LANG: 'en' },
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
