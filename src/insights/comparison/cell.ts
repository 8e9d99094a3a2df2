import type { Comparison } from '#src/maths/significance/index.ts';

/** What two shares held against each other show, as `PairCell` describes it. */
export const testedBy = (found: Comparison) => ({
  difference: found.difference,
  low: found.interval.known ? found.interval.value.low : null,
  high: found.interval.known ? found.interval.value.high : null,
  test: found.test,
  z: found.z,
  p: found.p,
  correctedP: found.decidingP,
  neededPerGroup: found.neededPerGroup,
  stillNeeded: found.verdict === 'different' ? 0 : Math.max(0, found.neededPerGroup - found.smallestGroup),
  verdict: found.verdict,
});

/** Places of every two of so many groups: 0 and 1, 0 and 2, …, 1 and 2, … */
export const everyTwo = (groups: number): (readonly [number, number])[] =>
  Array.from({ length: groups }, (_, i) => i).flatMap((i) =>
    Array.from({ length: groups - i - 1 }, (_, j) => [i, i + 1 + j] as const),
  );
