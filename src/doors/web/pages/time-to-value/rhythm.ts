/** Values and how many have them, as an operation tells them. */
type Bars = readonly { readonly value: number; readonly count: number }[];

/** A column of a spread: those above `above` up to `upTo`; null without an end. */
export interface Band {
  readonly above: number;
  readonly upTo: number | null;
  readonly count: number;
}

const ends = [1, 2, 3, 4, 5, 6, 7, 14, 30, 60] as const;

/** Gaps in days as columns: day by day in the first week, then ever wider. Empty ones at the end are left out. */
export function gapBands(bars: Bars): Band[] {
  const bands = [...ends, null].map((upTo, at): Band => {
    const above = ends[at - 1] ?? 0;
    const count = bars
      .filter(({ value }) => value > above && (upTo === null || value <= upTo))
      .reduce((sum, bar) => sum + bar.count, 0);
    return { above, upTo, count };
  });
  return bands.slice(0, bands.findLastIndex(({ count }) => count > 0) + 1);
}

/** Every whole number of a range with how many have it, so that none is missing between two others. */
export const filledBars = (bars: Bars, most: number): { value: number; count: number }[] => {
  const last = Math.min(most, bars.at(-1)?.value ?? 0);
  return Array.from({ length: last }, (_, at) => ({
    value: at + 1,
    count: bars.find(({ value }) => value === at + 1)?.count ?? 0,
  }));
};
