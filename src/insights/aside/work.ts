import { type Points, type TypicalOptions, typicalGroups } from '#src/maths/grouping/index.ts';
import { findThreshold, type Ladder, type ScanCell, type ScanOptions } from '#src/maths/thresholds/index.ts';

/** What is done aside: sums that take up to seconds. */
const work = {
  /** Typical groups, without who is in which. */
  typicalGroups: (points: Points, options: TypicalOptions) => {
    const groups = typicalGroups(points, options);
    if (groups.verdict !== 'clear_groups') return groups;
    const { partition, ...rest } = groups;
    return { ...rest, centres: partition.centres };
  },
  /**
   * A threshold, with few of the cells looked at, as there may be hundreds of thousands: the best of each event, and those of
   * the counts shown, of the events that lead.
   */
  findThreshold: (ladders: readonly Ladder[], { shown, leading, ...options }: ThresholdOptions) => {
    const { cells, ...finding } = findThreshold(ladders, options);
    const best = bestOfEach(cells);
    const tried = finding.thresholds.map(({ event }) => event);
    const events = new Set([...tried, ...best.slice(0, leading).map(({ event }) => event)]);
    const counts = new Set(shown);
    return {
      ...finding,
      best: finding.verdict === 'reliable' ? finding.best : null,
      why: finding.verdict === 'reliable' ? null : finding.why,
      bestOfEach: best,
      shown: cells.filter(({ event, count }) => counts.has(count) && events.has(event)),
    };
  },
};

interface ThresholdOptions extends ScanOptions {
  /** Counts of which every cell is told. */
  readonly shown: readonly number[];
  /** Of so many events beside those put to the proof. */
  readonly leading: number;
}

/** The supported cell of each event that tells most, best first; of equals the shorter window, then the lower count. */
function bestOfEach(cells: readonly ScanCell[]): ScanCell[] {
  const best = new Map<string, ScanCell>();
  for (const cell of cells) {
    if (!cell.supported || !cell.correlation.known) continue;
    const before = best.get(cell.event);
    if (before === undefined || bySurest(cell, before) < 0) best.set(cell.event, cell);
  }
  return [...best.values()].sort(bySurest);
}

const bySurest = (a: ScanCell, b: ScanCell): number =>
  strength(b) - strength(a) || a.window - b.window || a.count - b.count;
const strength = ({ correlation }: ScanCell): number => (correlation.known ? correlation.value : -1);

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
