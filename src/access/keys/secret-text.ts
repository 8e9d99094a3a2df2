import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford's base 32, as in ids
const shape = /^pk_([0-9a-hjkmnp-tv-z]{32})([0-9a-hjkmnp-tv-z]{7})$/;

/**
 * A new API key: `pk_`, 160 random bits in 32 characters, and their CRC-32 in 7.
 *
 * The prefix lets secret scanners find a key, the checksum lets them (and us) tell one from a look-alike without asking.
 */
export function newApiKey(): string {
  const body = Array.from(randomBytes(32), (byte) => alphabet[byte & 31]).join('');
  return `pk_${body}${checksum(body)}`;
}

/** True when a text could be one of our keys: prefix, length, alphabet and checksum agree. */
export function looksLikeApiKey(text: string): boolean {
  const [, body, sum] = shape.exec(text) ?? [];
  return body !== undefined && checksum(body) === sum;
}

/** What is kept of a key: SHA-256 suffices, since it has 160 random bits and cannot be guessed as a password can. */
export const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest();

function checksum(body: string): string {
  const sum = crc32(`pk_${body}`);
  return Array.from({ length: 7 }, (_, i) => alphabet[(sum >>> (5 * (6 - i))) & 31]).join('');
}
