import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The product as a user starts it, with an empty data folder of its own. */
export interface RunningHouse {
  readonly address: string;
  /** The printed one-time link of the first administrator. */
  readonly signInLink: string;
  stop(): Promise<void>;
}

const root = new URL('../../', import.meta.url).pathname;

/**
 * Starts the server on a free port.
 *
 * @param environment more settings, such as PERDURE_NOW
 * @param demos whether the demo workspaces are loaded
 * @throws Error with what was printed, where it does not get ready within two minutes; with the demos, within ten
 */
export async function startHouse(
  environment: Readonly<Record<string, string>> = {},
  demos = false,
): Promise<RunningHouse> {
  const data = await mkdtemp(join(tmpdir(), 'perdure-browser-'));
  const child = spawn(process.execPath, ['src/main.ts', 'serve', ...(demos ? [] : ['--no-demo'])], {
    cwd: root,
    env: { ...process.env, PERDURE_PORT: '0', PERDURE_DATA: data, PERDURE_LANG: 'fr', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const signInLink = await printedLink(child, demos ? 600 : 120);
    return {
      address: new URL(signInLink).origin,
      signInLink,
      stop: async () => {
        await stopped(child);
        await rm(data, { recursive: true, force: true });
      },
    };
  } catch (fault) {
    await stopped(child);
    await rm(data, { recursive: true, force: true });
    throw fault;
  }
}

function printedLink(child: ChildProcess, seconds: number): Promise<string> {
  return new Promise((give, refuse) => {
    let printed = '';
    const late = setTimeout(
      () => refuse(new Error(`not ready after ${seconds} seconds:\n${printed}`)),
      seconds * 1000,
    );
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const link = /https?:\/\/\S+\/setup#\S+/.exec(printed)?.[0];
      if (link === undefined) return;
      clearTimeout(late);
      give(link);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(late);
      refuse(new Error(`ended with ${code}:\n${printed}`));
    });
  });
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  const late = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await gone;
  clearTimeout(late);
}
