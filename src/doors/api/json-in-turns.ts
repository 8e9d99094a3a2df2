import { Readable } from 'node:stream';
import { setImmediate as others } from 'node:timers/promises';

/** Characters written before others have their turn. */
const mostAtOnce = 2 ** 16;

/** Objects and lists are taken apart so deep; what lies deeper is written whole. */
const deepest = 4;

/**
 * An answer as JSON text: as `JSON.stringify` writes it, but a long one in pieces, between which others are answered.
 * Eleven megabytes of a grid held everybody up for a tenth of a second.
 *
 * @returns the text where it is short, else a stream of it
 */
export function jsonInTurns(answer: unknown): string | Readable {
  const pieces = gathered(piecesOf(answer, 0));
  const first = pieces.next();
  if (first.done) return first.value;
  return Readable.from(inTurns(first.value, pieces), { objectMode: false });
}

async function* inTurns(first: string, rest: Generator<string, string>): AsyncGenerator<string> {
  yield first;
  for (;;) {
    await others();
    const { value, done } = rest.next();
    if (value !== '') yield value;
    if (done) return;
  }
}

/** Pieces joined to long ones; what is left is returned. */
function* gathered(pieces: Iterable<string>): Generator<string, string> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < mostAtOnce) continue;
    yield text;
    text = '';
  }
  return text;
}

function* piecesOf(value: unknown, depth: number): Generator<string> {
  if (depth === deepest || !isPlain(value)) yield JSON.stringify(value) ?? 'null';
  else if (Array.isArray(value)) yield* piecesOfList(value, depth);
  else yield* piecesOfObject(value, depth);
}

function* piecesOfList(list: readonly unknown[], depth: number): Generator<string> {
  yield '[';
  for (const [i, one] of list.entries()) {
    if (i > 0) yield ',';
    yield* piecesOf(one, depth + 1);
  }
  yield ']';
}

function* piecesOfObject(object: object, depth: number): Generator<string> {
  let before = '{';
  for (const [key, one] of Object.entries(object)) {
    if (one === undefined || typeof one === 'function' || typeof one === 'symbol') continue;
    yield `${before}${JSON.stringify(key)}:`;
    yield* piecesOf(one, depth + 1);
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
}

/** A list or an object that says nothing of its own about how it is written, as dates do. */
const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !('toJSON' in value);
