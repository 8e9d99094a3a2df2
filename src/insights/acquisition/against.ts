import { unknown } from '#src/basics/estimate.ts';
import { toldShare } from '#src/customers/frame/index.ts';
import type { Proportion } from '#src/maths/intervals/index.ts';
import { type Comparison, compareMany } from '#src/maths/significance/index.ts';
import type { Against, CountedShare } from './ask.ts';

/** Below this many, a share moves by more than three points with one person: nothing is said of them. */
export const fewest = 30;

/** A share with its counts and its interval; unknown where more hits than could be were told. */
export function countedShare({ hits, total }: Proportion): CountedShare {
  if (hits > total) return { hits, total, share: unknown('not_computable'), low: null, high: null };
  return { hits, total, ...toldShare({ hits, total }) };
}

/**
 * Holds each group against all the others together; corrected for how many are held so. A group, or the rest, of fewer
 * than 30 is not compared.
 *
 * @param groups hits of total, or null where a group has no such share
 * @param smallest the smallest difference that matters
 */
export function heldAgainstRest(
  groups: readonly (Proportion | null)[],
  smallest: number,
): (Against | null)[] {
  const told = groups.map((one) => (one === null || one.hits > one.total ? null : one));
  const sum = told.reduce<Proportion>(
    (all, one) => ({ hits: all.hits + (one?.hits ?? 0), total: all.total + (one?.total ?? 0) }),
    { hits: 0, total: 0 },
  );
  const rest = (one: Proportion): Proportion => ({ hits: sum.hits - one.hits, total: sum.total - one.total });
  const pairs = told.map((one) =>
    one === null || one.total < fewest || rest(one).total < fewest ? null : { first: one, second: rest(one) },
  );
  const tested = pairs.filter((pair) => pair !== null);
  const found = compareMany(tested, { smallestThatMatters: smallest });
  return pairs.map((pair) => (pair === null ? null : againstIn(found[tested.indexOf(pair)])));
}

function againstIn(found: Comparison | undefined): Against | null {
  if (found === undefined || !found.difference.known || !found.interval.known) return null;
  if (!found.p.known || !found.decidingP.known) return null;
  return {
    difference: found.difference.value,
    low: found.interval.value.low,
    high: found.interval.value.high,
    p: found.p.value,
    correctedP: found.decidingP.value,
    verdict: found.verdict,
  };
}

/** Rates of clicks or replies differ where they are so much of the others' apart. */
export const smallestOfRate = 0.1;

/**
 * The same for rates of clicks or replies. Draws of one day and one audience resemble each other, so that with a hundred
 * thousand impressions any two campaigns differ beyond chance: a difference is only one from 10 % of the others' rate on.
 */
export function ratesAgainstRest(groups: readonly (Proportion | null)[]): (Against | null)[] {
  return heldAgainstRest(groups, smallestOfRate).map((held, i) => {
    const own = groups[i];
    if (held === null || own == null) return held;
    const matters = smallestOfRate * (own.hits / own.total - held.difference);
    const isFar = Math.abs(held.difference) >= matters - 1e-12; // of two decimals, as they are subtracted
    if (held.verdict === 'different' && isFar) return held;
    const isNear = Math.max(Math.abs(held.low), Math.abs(held.high)) < matters;
    return { ...held, verdict: isNear ? 'no_difference_found' : 'cannot_say' };
  });
}
