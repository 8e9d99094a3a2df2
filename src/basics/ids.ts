import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford's base 32: no i, l, o, u

/**
 * An unguessable public id such as `ws_7k3m…`: prefix, underscore, 16 characters (80 bits).
 *
 * @param prefix two to four letters that say what is named
 */
export const newId = (prefix: string): string => `${prefix}_${randomText(16)}`;

/** A secret of 32 characters (160 bits) behind a prefix that secret scanners can find. */
export const newSecret = (prefix: string): string => `${prefix}_${randomText(32)}`;

const randomText = (length: number): string =>
  Array.from(randomBytes(length), (byte) => alphabet[byte & 31]).join('');
