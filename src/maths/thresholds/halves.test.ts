import { describe, expect, it } from 'vitest';
import { murmur3 } from './halves.ts';
import { atLeast, countLadder, halfOf } from './index.ts';

describe('the half a customer belongs to', () => {
  // Published values of MurmurHash3_x86_32 with seed 0; the last two ClickHouse murmurHash3_32
  it.each([
    ['', 0],
    ['test', 0xba6bd213],
    ['Hello, world!', 0xc0363e43],
    ['The quick brown fox jumps over the lazy dog', 0x2e4ff723],
    ['é', 269551495],
    ['aha-7:42', 4082302787],
  ])('comes from the hash of "%s", %d', (text, hash) => expect(murmur3(text)).toBe(hash));

  it('is one of two, of 10,000 customers between 4,850 and 5,150 each (3 standard errors of 50)', () => {
    const found = Array.from({ length: 10_000 }, (_, customer) => halfOf(customer, 'salt'));
    const searching = found.filter((half) => half === 'discovery').length;
    expect(searching).toBeGreaterThan(4850);
    expect(searching).toBeLessThan(5150);
  });

  it('is the same for one salt, and unrelated for another: half of the customers change sides', () => {
    const moved = Array.from({ length: 10_000 }, (_, n) => halfOf(n, 'a') !== halfOf(n, 'b'));
    expect(Math.abs(moved.filter(Boolean).length - 5000)).toBeLessThan(150);
    expect(halfOf(42, 'a')).toBe(halfOf('42', 'a'));
  });
});

describe('counts worth trying', () => {
  it('are all whole numbers to 40, then no more than 5 % apart, to a million in fewer than 300', () => {
    const rungs = countLadder(1_000_000);
    expect(rungs.slice(0, 41)).toEqual([...Array.from({ length: 40 }, (_, at) => at + 1), 42]);
    expect(rungs.length).toBeLessThan(300);
    for (const [at, rung] of rungs.slice(1).entries()) {
      expect(rung - (rungs[at] ?? 0)).toBeLessThanOrEqual(Math.max(1, 0.05 * (rungs[at] ?? 0)));
    }
  });

  it('of at most 1 are 1; of at most 0 are refused', () => {
    expect(countLadder(1)).toEqual([1]);
    expect(() => countLadder(0)).toThrow('maths.count_out_of_range');
  });

  it('add up from above: 5, 3, 2 exactly are 10, 5, 2 at least', () => {
    expect([...atLeast([5, 3, 2])]).toEqual([10, 5, 2]);
    expect([...atLeast([])]).toEqual([]);
    expect(() => atLeast([1, -1])).toThrow('maths.count_out_of_range');
  });
});
