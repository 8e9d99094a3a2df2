import { type Estimate, known, unknown } from '../../basics/estimate.ts';
import {
  matthewsValue,
  mutualInformation,
  type RatioEstimate,
  riskDifference,
  riskRatio,
  type Separation,
  type ShareDifference,
  separation,
} from '../association/index.ts';
import type { Proportion } from '../intervals/index.ts';
import { holm } from '../significance/index.ts';
import type { Half } from './halves.ts';
import {
  type Ladder,
  type PlacedCell,
  pOf,
  type ScanCell,
  type ScanOptions,
  type SettledOptions,
  scannedCells,
  settledOptions,
  sidesOf,
} from './scan.ts';

/** A threshold chosen in one half of the people and judged in the other. */
export interface TriedThreshold {
  readonly event: string;
  readonly window: number;
  readonly count: number;
  /** Where it was chosen: flattered by having been the best of many. */
  readonly chosenBy: ScanCell;
  /** In the confirmation half: these are the figures to show. */
  readonly effect: Separation;
  readonly difference: Estimate<ShareDifference>;
  /** Share that stayed above ÷ below. */
  readonly lift: Estimate<RatioEstimate>;
  readonly p: Estimate<number>;
  /** p corrected for the number put to the proof (Holm); unknown as p is. */
  readonly correctedP: Estimate<number>;
  /** Range of counts, same event and window, that the discovery half does not tell from the chosen one. */
  readonly aboutAsGood: { readonly least: number; readonly most: number };
  /** The count that separates the confirmation half best in the same window; unknown when none has support. */
  readonly bestInConfirmation: Estimate<number>;
  readonly verdict: 'confirmed' | 'not_confirmed' | 'too_small_to_matter';
}

/** Why there is no threshold to rely on. */
export type NoThreshold =
  /** Neither half has a cell with enough people on both sides, some of whom stayed and some left. */
  | 'too_few_customers'
  /** Nothing in the discovery half is beyond what so many tries find by chance. */
  | 'nothing_stands_out'
  /** What stood out in one half did not in the other. */
  | 'not_confirmed'
  /** Something is there, but less than what is worth acting on. */
  | 'too_small_to_matter';

/** The answer of a search for the count that makes people stay. */
export type ThresholdFinding = {
  /** Every event × count × window of the discovery half, in the order of the ladders. */
  readonly cells: readonly ScanCell[];
  /** Cells that entered the correction. */
  readonly tried: number;
  /** One per event at most, best first: those that stood out, with the judgement of the other half. */
  readonly thresholds: readonly TriedThreshold[];
} & (
  | { readonly verdict: 'reliable'; readonly best: TriedThreshold }
  | { readonly verdict: 'no_reliable_threshold'; readonly why: NoThreshold }
);

/**
 * Looks for the count and the time that tell those who stay from those who leave ("100 plays in 10 days"),
 * and says when there is none.
 *
 * One half of the people is searched: every event × count × window, p-values corrected over all
 * (Benjamini–Hochberg). Of each event that stands out with more people staying above, the cell of greatest
 * Matthews correlation is put to the proof in the other half, which took no part in choosing; Holm corrects for how many are.
 * As the halves share nobody, the chance of calling anything reliable where nothing is stays below α,
 * however events, counts and windows hang together, and also when another event truly matters.
 *
 * It is a landmark design and trusts its input: the window must end before "stayed" begins, and only people
 * still there at its end are counted. It finds what goes together, not what causes: prove by experiment.
 *
 * @param ladders  counts of one pass over the events, see {@link Ladder}; 16,000 cells take some 80 ms
 * @param options  α, least support, smallest difference that matters, most events tried
 * @returns all cells, the thresholds tried with effect and interval in the confirmation half, and the verdict
 * @throws DomainError `maths.share_out_of_range`, `maths.argument_out_of_range`, `maths.alpha_out_of_range`,
 * `maths.count_out_of_range`, `maths.difference_out_of_range`
 * @source Cox 1975, Biometrika 62:441–444 (splitting); Holm 1979; Benjamini & Hochberg 1995; Anderson, Cain & Gelber
 * 1983 (landmark); Hansen 2000, Econometrica 68:575–603 (range of the count); the rate on noise and the count found are simulated in the tests
 * @example findThreshold(ladders).verdict // 'reliable' | 'no_reliable_threshold'
 */
export function findThreshold(ladders: readonly Ladder[], options: ScanOptions = {}): ThresholdFinding {
  const settled = settledOptions(options);
  const placed = scannedCells(ladders, settled);
  const standing = bestOfEachEvent(placed.filter(({ cell }) => standsOut(cell, settled.alpha)));
  const thresholds = proven(standing.slice(0, settled.mostTried), settled);
  const cells = placed.map(({ cell }) => cell);
  const tried = cells.filter(({ q }) => q.known).length;
  const best = thresholds.find(({ verdict }) => verdict === 'confirmed');
  if (best !== undefined) return { verdict: 'reliable', best, cells, tried, thresholds };
  return {
    verdict: 'no_reliable_threshold',
    why: reasonFor(tried, thresholds),
    cells,
    tried,
    thresholds,
  };
}

function reasonFor(tried: number, thresholds: readonly TriedThreshold[]): NoThreshold {
  if (tried === 0) return 'too_few_customers';
  if (thresholds.length === 0) return 'nothing_stands_out';
  return thresholds.some(({ verdict }) => verdict === 'too_small_to_matter')
    ? 'too_small_to_matter'
    : 'not_confirmed';
}

const standsOut = ({ q, correlation }: ScanCell, alpha: number): boolean =>
  q.known && q.value <= alpha && correlation.known && correlation.value > 0;

/** Of each event its best cell; greatest correlation first, of equals the shorter window, then the lower count. */
function bestOfEachEvent(placed: readonly PlacedCell[]): PlacedCell[] {
  const ranked = [...placed].sort(
    (a, b) =>
      strengthOf(b.cell) - strengthOf(a.cell) || a.cell.window - b.cell.window || a.cell.count - b.cell.count,
  );
  const seen = new Set<string>();
  return ranked.filter(({ cell }) => !seen.has(cell.event) && seen.add(cell.event));
}

const strengthOf = ({ correlation }: ScanCell): number => (correlation.known ? correlation.value : -1);

function proven(chosen: readonly PlacedCell[], options: SettledOptions): TriedThreshold[] {
  const alone = chosen.map(({ ladder, rung }) => {
    const { doers, others } = sidesOf(ladder, rung, 'confirmation');
    return pOf(doers, others);
  });
  // One that cannot be tested was put to the proof all the same: it counts, as p = 1.
  const corrected = holm(alone.map((p) => (p.known ? p.value : 1)));
  return chosen.map((place, at) => {
    const p = alone[at] ?? known(1);
    const correctedP = p.known ? known(corrected[at] ?? 1) : p;
    return judged(place, { p, correctedP }, options);
  });
}

function judged(
  place: PlacedCell,
  proof: Pick<TriedThreshold, 'p' | 'correctedP'>,
  options: SettledOptions,
): TriedThreshold {
  const { cell, ladder, rung } = place;
  const { doers, others } = sidesOf(ladder, rung, 'confirmation');
  const level = 1 - options.alpha;
  const difference = riskDifference(doers, others, level);
  const gap = difference.known ? difference.value.difference : 0;
  const holds = proof.correctedP.known && proof.correctedP.value <= options.alpha && gap > 0;
  const matters = gap >= options.smallestThatMatters;
  return {
    event: cell.event,
    window: cell.window,
    count: cell.count,
    chosenBy: cell,
    effect: separation(doers, others, level),
    difference,
    lift: riskRatio(doers, others, level),
    ...proof,
    aboutAsGood: aboutAsGood(place, options),
    bestInConfirmation: bestCount(ladder, options),
    verdict: !holds ? 'not_confirmed' : matters ? 'confirmed' : 'too_small_to_matter',
  };
}

/**
 * The counts that the discovery half does not tell from the chosen one: Hansen's likelihood ratio region for
 * a threshold, from the least to the greatest count in it.
 */
function aboutAsGood(
  { cell, ladder }: PlacedCell,
  { alpha, leastPerSide }: SettledOptions,
): TriedThreshold['aboutAsGood'] {
  const everyone = ladder.discovery.customers;
  const most = informationOf(cell.doers, cell.others);
  const farthest = -2 * Math.log(1 - Math.sqrt(1 - alpha));
  let range = { least: cell.count, most: cell.count };
  for (const { count, doers, others } of sidesOfAll(ladder, 'discovery', leastPerSide)) {
    const behind = 2 * Math.LN2 * everyone * (most - informationOf(doers, others));
    if (behind > farthest) continue;
    range = { least: Math.min(range.least, count), most: Math.max(range.most, count) };
  }
  return range;
}

const informationOf = (doers: Proportion, others: Proportion): number => {
  const bits = mutualInformation(doers, others);
  return bits.known ? bits.value : 0;
};

/** The count of a ladder with the greatest correlation in the confirmation half. */
function bestCount(ladder: Ladder, { leastPerSide }: SettledOptions): Estimate<number> {
  let best: Estimate<number> = unknown('too_few_customers');
  let greatest = Number.NEGATIVE_INFINITY;
  for (const { count, doers, others } of sidesOfAll(ladder, 'confirmation', leastPerSide)) {
    const correlation = matthewsValue(doers, others);
    if (!correlation.known || correlation.value <= greatest) continue;
    greatest = correlation.value;
    best = known(count);
  }
  return best;
}

/** Both sides of every count that has enough people on each. */
function sidesOfAll(ladder: Ladder, half: Half, leastPerSide: number) {
  return Array.from({ length: ladder.counts.length }, (_, rung) => ({
    count: ladder.counts[rung] ?? 0,
    ...sidesOf(ladder, rung, half),
  })).filter(({ doers, others }) => Math.min(doers.total, others.total) >= leastPerSide);
}
