import { createHash } from 'node:crypto';
import { chmod, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DomainError, isDomainError, type Refusal } from '#src/basics/errors.ts';

/** What a command tells while it works. */
export type Progress = (step: Readonly<Record<string, unknown>>) => void;

/** What the commands need of the program they are part of. */
export interface CommandParts {
  /** Does a command where the engines are: in the running Perdure, else here. */
  readonly send: (
    command: string,
    input: Readonly<Record<string, unknown>>,
    progress: Progress,
  ) => Promise<unknown>;
  /** The folder the person stood in; file names are meant from there. */
  readonly folder: string;
}

/** Does what the command line asks, in the process that holds the engines. */
export type CommandRunner = (
  command: string,
  input: Readonly<Record<string, unknown>>,
  progress: Progress,
  signal: AbortSignal,
) => Promise<unknown>;

type Line =
  | { readonly command: string; readonly input: Record<string, unknown> }
  | { readonly progress: Record<string, unknown> }
  | { readonly result: unknown }
  | { readonly refused: { code: string; kind: Refusal; field?: string; expected: string; got?: unknown } }
  | { readonly fault: string };

/**
 * Where a running Perdure takes commands from the command line: a socket in the data folder that only its owner
 * may open, so the operating system is what asks for the password.
 */
export function controlPath(dataFolder: string): string {
  const inside = join(dataFolder, 'control.sock');
  if (inside.length < 100) return inside; // an address of a socket holds 107 bytes
  const name = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16);
  return join(tmpdir(), `perdure-${name}.sock`);
}

/** Listens for commands until closed. */
export async function listenForCommands(
  dataFolder: string,
  run: CommandRunner,
): Promise<{ close(): Promise<void> }> {
  const path = controlPath(dataFolder);
  await rm(path, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    serveOne(socket, run).catch(() => socket.destroy()); // the command line was killed: nobody is left to be told
  });
  const before = process.umask(0o077);
  await listening(server, path);
  process.umask(before);
  await chmod(path, 0o600);
  return {
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(path, { force: true });
    },
  };
}

/** Has the running Perdure do a command; undefined where none runs on this data folder. */
export async function sendCommand(
  dataFolder: string,
  command: string,
  input: Readonly<Record<string, unknown>>,
  progress: Progress,
): Promise<{ readonly result: unknown } | undefined> {
  const socket = await connected(controlPath(dataFolder));
  if (socket === undefined) return undefined;
  write(socket, { command, input });
  for await (const text of createInterface({ input: socket })) {
    const line = JSON.parse(text) as Line; // our own process wrote it
    if ('progress' in line) progress(line.progress);
    else if ('result' in line) {
      socket.end();
      return { result: line.result };
    } else if ('refused' in line) throw new DomainError(line.refused.code, line.refused);
    else if ('fault' in line) throw new Error(line.fault);
  }
  throw new Error('Perdure ended before it answered');
}

async function serveOne(socket: Socket, run: CommandRunner): Promise<void> {
  const leaving = new AbortController();
  socket.on('close', () => leaving.abort());
  for await (const text of createInterface({ input: socket })) {
    const line = JSON.parse(text) as Line;
    if (!('command' in line)) return;
    write(socket, await answer(line, run, (progress) => write(socket, { progress }), leaving.signal));
  }
}

async function answer(
  { command, input }: { readonly command: string; readonly input: Record<string, unknown> },
  run: CommandRunner,
  progress: Progress,
  signal: AbortSignal,
): Promise<Line> {
  try {
    return { result: (await run(command, input, progress, signal)) ?? null };
  } catch (error) {
    if (isDomainError(error)) return { refused: { ...error.details, code: error.code, kind: error.kind } };
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

const write = (socket: Socket, line: Line): void => {
  if (socket.writable) socket.write(`${JSON.stringify(line)}\n`);
};

const listening = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });

const connected = (path: string): Promise<Socket | undefined> =>
  new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
