import { execFile } from 'node:child_process';
import { constants, open as openFile, unlink } from 'node:fs';
import { Socket } from 'node:net';
import { promisify } from 'node:util';

/** A named pipe: the engine writes into its path, the bytes come out here. */
export interface Flow {
  readonly path: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The writer has ended well: what is still in the pipe comes out, then the bytes end. */
  written(): Promise<void>;
  /** Lets go of the pipe at once; a writer waiting on it fails. */
  stop(): void;
}

const run = promisify(execFile);
const open = promisify(openFile);
const remove = promisify(unlink);

/** Makes a pipe that is read without holding one of libuv's threads. */
export async function openFlow(path: string): Promise<Flow> {
  await run('mkfifo', ['-m', '600', path]);
  const reader = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const socket = new Socket({ fd: reader, readable: true, writable: false });
  socket.on('error', () => undefined); // reaches whoever reads `bytes`
  socket.once('close', () => void remove(path).catch(() => undefined)); // the folder is emptied at the next start
  return {
    path,
    bytes: socket,
    written: () => closeOnce(path),
    stop: () => void socket.destroy(),
  };
}

/** An answer without a byte never opened the pipe: open it as a writer and close it, so that the reader sees an end. */
async function closeOnce(path: string): Promise<void> {
  try {
    const writer = await open(path, constants.O_WRONLY | constants.O_NONBLOCK);
    const { close } = await import('node:fs');
    await promisify(close)(writer);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code; // an error of node:fs
    if (code !== 'ENXIO' && code !== 'ENOENT') throw error; // the reader has seen the end and gone
  }
}
