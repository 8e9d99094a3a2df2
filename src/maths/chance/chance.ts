import { requireCount } from '../arguments/index.ts';

/**
 * A repeatable source of chance (sfc32): the same seed gives the same numbers on every machine, so that
 * an answer with chance in it can be shown again.
 *
 * Not for secrets.
 *
 * @param seed  a whole number ≥ 0
 * @returns a function giving numbers in 0–1, 1 excluded, in steps of 2⁻³²; period about 2¹²⁸
 * @throws DomainError `maths.count_out_of_range`
 * @source Doty-Humphrey, PractRand: sfc32
 * @example const random = seededChance(7); random()
 */
export function seededChance(seed: number): () => number {
  requireCount('seed', seed);
  let a = seed >>> 0;
  let b = Math.floor(seed / 2 ** 32);
  let c = 0x9e3779b9;
  let count = 1;
  const next = () => {
    const sum = (a + b + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let warming = 0; warming < 16; warming++) next();
  return next;
}

/**
 * Numbers of a standard normal law from a source of chance, by Marsaglia's polar method.
 *
 * @param random  a source of numbers in 0–1
 * @returns a function giving one number at a time
 * @source Marsaglia & Bray 1964, SIAM Review 6:260–264
 * @example const error = normalChance(seededChance(7)); error()
 */
export function normalChance(random: () => number): () => number {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    for (;;) {
      const x = 2 * random() - 1;
      const y = 2 * random() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const stretch = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * stretch;
      return x * stretch;
    }
  };
}
