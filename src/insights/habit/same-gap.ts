/** Gaps of more days than this are not looked at. */
export const longestGap = 14;

const choices: bigint[][] = [[1n]];

/** n over k, exactly; 0 where k is not within 0 … n. */
function choose(n: number, k: number): bigint {
  if (n < 0 || k < 0 || k > n) return 0n;
  for (let row = choices.length; row <= n; row += 1) {
    const before = choices[row - 1] ?? [];
    choices.push(Array.from({ length: row + 1 }, (_, i) => (before[i - 1] ?? 0n) + (before[i] ?? 0n)));
  }
  return choices[n]?.[k] ?? 0n;
}

const kept = new Map<string, number>();

/**
 * How often at least `times` of the gaps between `days` active days, dealt at random over a span, are of one given length.
 *
 * Sets in which j given gaps have the length are those of days − j days in a span shorter by j lengths; the rest is
 * inclusion and exclusion, in whole numbers, as the terms alternate and cancel.
 *
 * @param span  days of the span; @param gap 1 to {@link longestGap}
 * @returns a chance, 1 for times 0
 * @source Feller, An Introduction to Probability Theory I, IV.5; checked by enumeration in the tests
 */
export function sameGapP(
  { span, days }: { readonly span: number; readonly days: number },
  { gap, times }: { readonly gap: number; readonly times: number },
): number {
  if (times <= 0) return 1;
  const key = `${span} ${days} ${gap} ${times}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  let sets = 0n;
  for (let j = times; j < days; j += 1) {
    const term = choose(j - 1, times - 1) * choose(days - 1, j) * choose(span - j * gap, days - j);
    sets += (j - times) % 2 === 0 ? term : -term;
  }
  const p = quotient(sets, choose(span, days));
  kept.set(key, p);
  return p;
}

/** A small whole number ÷ a large one, to 15 digits. */
function quotient(part: bigint, whole: bigint): number {
  if (part === 0n || whole === 0n) return 0;
  const shift = Math.max(0, whole.toString(2).length - part.toString(2).length) + 60;
  return Number((part << BigInt(shift)) / whole) / 2 ** shift;
}
