import { createHash } from 'node:crypto';

/** What no record can hold is left out: the character zero, and halves of characters. */
export const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/** An index holds no more than 2,704 bytes, and the holder's id is in it too. */
const mostBytes = 2_000;

/** What tells one promise from another: one too long for an index is told by what it begins with, and its digest. */
export function referenceOf(text: string): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  return `${text.slice(0, 100).toWellFormed()}… ${createHash('sha256').update(text).digest('hex')}`;
}

/** What the register counts with: quantities of 38 digits, of which six stand behind the point. */
const [least, most] = [0.000001, 1e30];

/** A quantity that was promised; null where it is none, or none that the register can hold. */
export const promisedQuantity = (told: number | null): number | null =>
  told !== null && told >= least && told <= most ? told : null;

/** What came of it; null where that cannot be held. */
export const actualQuantity = (told: number | null): number | null =>
  told !== null && Math.abs(told) <= most ? told : null;
