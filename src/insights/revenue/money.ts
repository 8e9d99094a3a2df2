import { type Estimate, known, unknown } from '#src/basics/estimate.ts';

/** Half-even: exact halves go to the even neighbour, so that many roundings lean to neither side. */
export function halfEven(amount: bigint, parts: bigint): bigint {
  const whole = floorOf(amount, parts);
  const rest = 2n * (amount - whole * parts);
  return rest > parts || (rest === parts && whole % 2n !== 0n) ? whole + 1n : whole;
}

const floorOf = (amount: bigint, parts: bigint): bigint => {
  const whole = amount / parts;
  return amount < 0n && whole * parts !== amount ? whole - 1n : whole;
};

/**
 * Amounts in whole smallest units that add up to a total that was rounded by itself (largest remainder).
 *
 * Nothing stays nothing as long as another part can bear the difference.
 *
 * @param amounts in parts of a smallest unit
 * @param parts   how many make a smallest unit
 * @param total   whole smallest units
 * @example wholeParts([1n, 1n, 1n], 3n, 1n) // [1n, 0n, 0n]
 */
export function wholeParts(amounts: readonly bigint[], parts: bigint, total: bigint): bigint[] {
  const whole = amounts.map((amount) => floorOf(amount, parts));
  const rests = amounts.map((amount, at) => amount - (whole[at] ?? 0n) * parts);
  let left = total - whole.reduce((sum, one) => sum + one, 0n);
  const step = left < 0n ? -1n : 1n;
  const order = amounts
    .map((amount, at) => ({ at, isNothing: amount === 0n, rest: step * (rests[at] ?? 0n) }))
    .sort((a, b) => Number(a.isNothing) - Number(b.isNothing) || compare(b.rest, a.rest) || a.at - b.at);
  for (let turn = 0; left !== 0n && order.length > 0; turn = (turn + 1) % order.length) {
    const at = order[turn]?.at ?? 0;
    whole[at] = (whole[at] ?? 0n) + step;
    left -= step;
  }
  return whole;
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** Smallest units as a figure; unknown beyond what a number holds exactly. */
export const minorOf = (amount: bigint): Estimate<number> =>
  amount <= BigInt(Number.MAX_SAFE_INTEGER) && amount >= -BigInt(Number.MAX_SAFE_INTEGER)
    ? known(Number(amount))
    : unknown('not_computable');

/** One amount divided by another; unknown where there is nothing to divide by. */
export const quotient = (amount: bigint, by: bigint): Estimate<number> =>
  by > 0n ? known(Number(amount) / Number(by)) : unknown('not_computable');
