import { DomainError } from '../../basics/errors.ts';
import { requireCount } from '../arguments/index.ts';

/** In which half of the people a customer is: the one that may search, or the one that judges. */
export type Half = 'discovery' | 'confirmation';

const encoder = new TextEncoder();

/**
 * The half a customer belongs to, by a salted hash: always the same for one salt, unrelated to anything
 * known about them, and to the halves of another salt.
 *
 * The hash is MurmurHash3 (32 bits, seed 0) of `salt:customer` as UTF-8; its last bit decides, 0 for
 * discovery. ClickHouse says the same by `bitAnd(murmurHash3_32(concat(salt, ':', toString(customer))), 1)`.
 *
 * @param customer  the customer's number, or any other lasting key
 * @param salt      a new one for a new, independent split
 * @returns the half
 * @source Appleby's MurmurHash3_x86_32; checked against its published values and ClickHouse murmurHash3_32
 * @example halfOf(42, 'aha-7')
 */
export const halfOf = (customer: number | string, salt: string): Half =>
  (murmur3(`${salt}:${customer}`) & 1) === 0 ? 'discovery' : 'confirmation';

/**
 * Counts worth trying, from 1 up: every whole number at first, then steps of at most 5 %.
 *
 * A threshold of 137 may be found as 133 or 139, which nobody can tell apart; in exchange a million
 * different counts need 250 rungs.
 *
 * @param most  the largest count worth trying: integer ≥ 1
 * @returns rising whole numbers, the first 1, none above `most`
 * @throws DomainError `maths.count_out_of_range`
 * @source arithmetic
 * @example countLadder(23) // 1, 2, … 20, 21, 22, 23
 */
export function countLadder(most: number): number[] {
  requireCount('most', most, 1);
  const rungs: number[] = [];
  for (let count = 1; count <= most; count += Math.max(1, Math.floor(count / 20))) rungs.push(count);
  return rungs;
}

/**
 * Turns "how many customers did it exactly (or from this rung to the next) so often" into "at least so often".
 *
 * @param exactly  customers per rung, in rising order of the rungs
 * @returns customers at or above each rung, in the same order
 * @throws DomainError `maths.count_out_of_range`
 * @source arithmetic
 * @example atLeast([5, 3, 2]) // 10, 5, 2
 */
export function atLeast(exactly: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(exactly.length);
  let above = 0;
  for (let rung = exactly.length - 1; rung >= 0; rung--) {
    const customers = exactly[rung] ?? 0;
    requireCount(`exactly[${rung}]`, customers);
    above += customers;
    sums[rung] = above;
  }
  return sums;
}

/** MurmurHash3_x86_32 with seed 0. */
export function murmur3(text: string): number {
  const bytes = encoder.encode(text);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length & ~3;
  let hash = 0;
  for (let at = 0; at < whole; at += 4) {
    hash ^= scrambled(view.getUint32(at, true));
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let at = bytes.length - 1; at >= whole; at--) rest = (rest << 8) | (bytes[at] ?? 0);
  if (whole < bytes.length) hash ^= scrambled(rest);
  return finished(hash ^ bytes.length);
}

function scrambled(block: number): number {
  const mixed = Math.imul(block, 0xcc9e2d51);
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}

function finished(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Refuses a ladder that does not rise, or whose parts have not the same length. */
export function requireLadder(field: string, counts: ArrayLike<number>, lengths: readonly number[]): void {
  for (let rung = 0; rung < counts.length; rung++) {
    const rises = rung === 0 || (counts[rung] ?? 0) > (counts[rung - 1] ?? 0);
    if (rises && Number.isFinite(counts[rung])) continue;
    throw new DomainError('maths.argument_out_of_range', {
      field: `${field}.counts[${rung}]`,
      expected: 'finite numbers, each above the one before',
      got: counts[rung],
    });
  }
  if (lengths.every((length) => length === counts.length)) return;
  throw new DomainError('maths.argument_out_of_range', {
    field,
    expected: `as many figures as counts (${counts.length})`,
    got: lengths,
  });
}
