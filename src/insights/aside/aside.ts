import { once } from 'node:events';
import { setImmediate as others } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Work } from './work.ts';

let thread: Worker | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Does a long sum in a thread of its own: meanwhile everybody else is answered.
 *
 * One after the other, as many processors are not there to be taken from short questions. A sum whose asker is gone is
 * not begun.
 *
 * @param name   what is done
 * @param given  what it is given: plain values, copied
 * @throws what the sum throws, as a plain Error; the signal's reason
 */
export function aside<Name extends keyof Work>(
  name: Name,
  given: Parameters<Work[Name]>,
  signal?: AbortSignal,
): Promise<ReturnType<Work[Name]>> {
  const done = last.then(() => {
    signal?.throwIfAborted();
    return answerOf<ReturnType<Work[Name]>>({ name, given });
  });
  last = done.catch(() => undefined); // told to who asked; the next one is done all the same
  return done;
}

async function answerOf<Answer>(letter: unknown): Promise<Answer> {
  thread ??= begun();
  const own = thread;
  own.ref();
  try {
    const answer = once(own, 'message'); // fails where the thread does
    own.postMessage(letter);
    const [told] = await answer;
    return told as Answer; // what the thread does by that name
  } finally {
    own.unref();
  }
}

/** The thread is kept, as beginning it takes longer than most sums; it keeps no process alive. */
function begun(): Worker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url));
  worker.once('error', () => {
    if (thread === worker) thread = undefined;
  });
  return worker;
}

/** Lets others have their turn within work that is long by its number of parts. */
export const turn = (): Promise<void> => others();
