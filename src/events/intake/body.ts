import { isUtf8 } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import { DomainError } from '#src/basics/errors.ts';
import { isObject, type Json, parseFast } from './exact-json.ts';

/** A body as it is journalled, and what it says. */
export interface ReadBody {
  /** UTF-8 JSON, inflated, without byte order mark. */
  readonly bytes: Uint8Array;
  readonly value: Json;
}

/**
 * Reads a request body by its bytes, whatever the headers call it: gzip by its magic (size capped while inflating),
 * a byte order mark, a form with `data=`, base64; then JSON.
 *
 * @param raw       as received
 * @param mostBytes of JSON, after inflating
 * @throws DomainError `intake.too_large` (413), `intake.broken_body` (400)
 */
export function readBody(raw: Uint8Array, mostBytes: number): ReadBody {
  let bytes = raw;
  // gzip in a form in gzip is the deepest that old clients send
  for (let layer = 0; layer < 4; layer += 1) {
    if (bytes.byteLength > mostBytes) throw tooLarge(mostBytes);
    const inner = unwrapped(bytes, mostBytes);
    if (inner === undefined) break;
    bytes = inner;
  }
  if (!isUtf8(bytes)) throw broken('UTF-8');
  return { bytes, value: parsed(bytes) };
}

/** What is inside one layer; undefined where there is none. */
function unwrapped(bytes: Uint8Array, mostBytes: number): Uint8Array | undefined {
  const [first, second, third] = bytes;
  if (first === 0x1f && second === 0x8b) return inflated(bytes, mostBytes);
  if (first === 0xef && second === 0xbb && third === 0xbf) return bytes.subarray(3);
  if (first === undefined || '{[" \t\r\n'.includes(String.fromCharCode(first))) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const form = /(?:^|&)data=([^&]*)/.exec(text);
  if (form !== null) return Buffer.from(decodedForm(form[1] ?? ''), 'utf8');
  const base64 = text.replaceAll(' ', '+').trim(); // a form that was not percent-encoded turns + into a blank
  return base64Pattern.test(base64) ? Buffer.from(base64, 'base64') : undefined;
}

const base64Pattern = /^[A-Za-z0-9+/_-]{8,}={0,2}$/;

function inflated(bytes: Uint8Array, mostBytes: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes });
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(mostBytes);
    throw broken('a whole gzip stream');
  }
}

function decodedForm(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch (error) {
    if (error instanceof URIError) throw broken('a percent-encoded form');
    throw error;
  }
}

function parsed(bytes: Uint8Array): Json {
  try {
    return parseFast(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw broken('JSON');
    throw error;
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

const broken = (expected: string): DomainError => new DomainError('intake.broken_body', { expected });

export const tooLarge = (mostBytes: number): DomainError =>
  new DomainError('intake.too_large', { kind: 'too_large', expected: `at most ${mostBytes} bytes of JSON` });

/** The first of these own fields of the body that is a text. */
export function textField(value: Json | undefined, ...keys: readonly string[]): string | undefined {
  if (!isObject(value)) return undefined;
  return keys
    .map((key) => (Object.hasOwn(value, key) ? value[key] : undefined))
    .find((field) => typeof field === 'string');
}
