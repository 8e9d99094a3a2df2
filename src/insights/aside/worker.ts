import { parentPort } from 'node:worker_threads';
import { carriedOut, type Letter } from './work.ts';

// The thread of long sums: one letter after the other. What fails here ends it, and is told to whoever asked.
parentPort?.on('message', (letter: Letter) => parentPort?.postMessage(carriedOut(letter)));
