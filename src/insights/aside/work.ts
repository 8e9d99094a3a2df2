import { type Points, type TypicalOptions, typicalGroups } from '#src/maths/grouping/index.ts';
import { findThreshold, type Ladder, type ScanOptions } from '#src/maths/thresholds/index.ts';

/** What is done aside: sums that take up to seconds. */
const work = {
  /** Typical groups, without who is in which. */
  typicalGroups: (points: Points, options: TypicalOptions) => {
    const groups = typicalGroups(points, options);
    if (groups.verdict !== 'clear_groups') return groups;
    const { partition, ...rest } = groups;
    return { ...rest, centres: partition.centres };
  },
  findThreshold: (ladders: readonly Ladder[], options: ScanOptions) => findThreshold(ladders, options),
};

export type Work = typeof work;

/** One sum to do. */
export type Letter = {
  [Name in keyof Work]: { readonly name: Name; readonly given: Parameters<Work[Name]> };
}[keyof Work];

/** Does a sum. */
export function carriedOut(letter: Letter): ReturnType<Work[keyof Work]> {
  if (letter.name === 'typicalGroups') return work.typicalGroups(...letter.given);
  return work.findThreshold(...letter.given);
}
