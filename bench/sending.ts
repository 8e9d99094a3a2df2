import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What a client in a process of its own got answered: milliseconds of a batch of 100, from first sent to taken. */
export interface Sent {
  readonly acknowledged: number;
  readonly tookMs: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly refused: Readonly<Record<string, number>>;
}

/** Sends batches of 100 events from a process of its own; 0 batches a second: as fast as they are answered. */
export async function send(
  address: string,
  key: string,
  wish: { batches: number; seconds: number; name: string },
): Promise<Sent> {
  const words = [
    join(import.meta.dirname, 'sender.ts'),
    address,
    key,
    String(wish.batches),
    String(wish.seconds),
    '32',
    wish.name,
  ];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the sender ended with ${code}`);
  return JSON.parse(text) as Sent;
}
