import { DomainError } from '../../basics/errors.ts';
import { type Estimate, known, unknown } from '../../basics/estimate.ts';
import { requireCount, requireHits, requireInside } from '../arguments/index.ts';
import { matthewsValue } from '../association/index.ts';
import type { Proportion } from '../intervals/index.ts';
import { benjaminiHochberg, fisherExact, suitableTest, zTest } from '../significance/index.ts';
import { type Half, requireLadder } from './halves.ts';

/** One half of the people, for one event in one window. */
export interface HalfCounts {
  /** Observable to the end of the window. */
  readonly customers: number;
  /** Of them, those who stayed. */
  readonly stayed: number;
  /** Per count of the ladder: those who did the event at least so often. */
  readonly reached: ArrayLike<number>;
  /** Of those, those who stayed. */
  readonly reachedAndStayed: ArrayLike<number>;
}

/** One event in one window, at every count worth trying, in both halves of the people. */
export interface Ladder {
  /** Which event: thresholds of one event are one idea, of which only the best is put to the proof. */
  readonly event: string;
  /** In any one unit, the same for all ladders; of equals the shorter window is preferred. */
  readonly window: number;
  /** Rising; not necessarily whole numbers: minutes of use will do. */
  readonly counts: ArrayLike<number>;
  readonly discovery: HalfCounts;
  readonly confirmation: HalfCounts;
}

export interface ScanOptions {
  /** Chance of finding something where nothing is; 0.05 unless told. */
  readonly alpha?: number;
  /** Fewest people on each side of a threshold, in each half; 30 unless told. */
  readonly leastPerSide?: number;
  /** Fewest points of difference worth acting on, as a share; 0 unless told. */
  readonly smallestThatMatters?: number;
  /** Most events put to the proof; 20 unless told. */
  readonly mostTried?: number;
}

/** One event × count × window in the discovery half: a cell of the heat map. */
export interface ScanCell {
  readonly event: string;
  readonly window: number;
  readonly count: number;
  /** Stayed of those who reached the count. */
  readonly doers: Proportion;
  /** Stayed of the others. */
  readonly others: Proportion;
  /** False where one side is smaller than `leastPerSide`: shown, never chosen, not counted as tried. */
  readonly supported: boolean;
  readonly correlation: Estimate<number>;
  /** Two-sided, alone. */
  readonly p: Estimate<number>;
  /** p corrected over all cells tried (Benjamini–Hochberg). */
  readonly q: Estimate<number>;
}

/** A cell and the ladder it stands on. */
export interface PlacedCell {
  readonly cell: ScanCell;
  readonly ladder: Ladder;
  readonly rung: number;
}

/** The options with nothing left open. */
export type SettledOptions = Required<ScanOptions>;

/** Fills in what was not told, and refuses what makes no sense. */
export function settledOptions(options: ScanOptions): SettledOptions {
  const { alpha = 0.05, leastPerSide = 30, smallestThatMatters = 0, mostTried = 20 } = options;
  requireInside('maths.alpha_out_of_range', 'alpha', alpha);
  requireCount('leastPerSide', leastPerSide, 1);
  requireCount('mostTried', mostTried, 1);
  if (smallestThatMatters >= 0 && smallestThatMatters < 1) {
    return { alpha, leastPerSide, smallestThatMatters, mostTried };
  }
  throw new DomainError('maths.difference_out_of_range', {
    field: 'smallestThatMatters',
    expected: 'a share from 0 to below 1',
    got: smallestThatMatters,
  });
}

/**
 * Every cell of every ladder in the discovery half, p-values corrected for all tried.
 *
 * @param ladders  any number; those of nobody give cells of nobody
 * @param options  settled
 * @returns one cell per ladder and count, in order
 * @throws DomainError `maths.share_out_of_range`, `maths.argument_out_of_range`
 */
export function scannedCells(ladders: readonly Ladder[], options: SettledOptions): PlacedCell[] {
  const alone = ladders.flatMap((ladder, at) => {
    requireWhole(`ladders[${at}]`, ladder);
    return Array.from({ length: ladder.counts.length }, (_, rung) => placed(ladder, rung, options));
  });
  const corrected = benjaminiHochberg(
    alone.flatMap(({ cell: { supported, p } }) => (supported && p.known ? [p.value] : [])),
  ).values();
  return alone.map(({ cell, ...place }) => {
    const next = cell.supported && cell.p.known ? corrected.next().value : undefined;
    return { ...place, cell: next === undefined ? cell : { ...cell, q: known(next) } };
  });
}

function placed(ladder: Ladder, rung: number, options: SettledOptions): PlacedCell {
  const { doers, others } = sidesOf(ladder, rung, 'discovery');
  const smaller = Math.min(doers.total, others.total);
  const supported = smaller >= options.leastPerSide && smaller > 0;
  const cell = {
    event: ladder.event,
    window: ladder.window,
    count: ladder.counts[rung] ?? 0,
    doers,
    others,
    supported,
    correlation: matthewsValue(doers, others),
    p: supported ? pOf(doers, others) : unknown('too_few_customers'),
    q: unknown(supported ? 'not_computable' : 'too_few_customers'),
  };
  return { cell, ladder, rung };
}

/**
 * Those at or above a count, and those below it, in one half.
 *
 * @param ladder  one event in one window
 * @param rung    position of the count
 * @param half    which half
 * @returns stayed of total on each side
 * @throws DomainError `maths.share_out_of_range` when the figures contradict each other
 */
export function sidesOf(ladder: Ladder, rung: number, half: Half): { doers: Proportion; others: Proportion } {
  const { customers, stayed, reached, reachedAndStayed } = ladder[half];
  const doers = { hits: reachedAndStayed[rung] ?? 0, total: reached[rung] ?? 0 };
  const others = { hits: stayed - doers.hits, total: customers - doers.total };
  requireHits(doers.hits, doers.total);
  requireHits(others.hits, others.total);
  return { doers, others };
}

/** p of the test that suits the two sides. */
export function pOf(doers: Proportion, others: Proportion): Estimate<number> {
  if (suitableTest(doers, others) === 'fisher') return fisherExact(doers, others);
  const z = zTest(doers, others);
  return z.known ? known(z.value.p) : z;
}

function requireWhole(field: string, ladder: Ladder): void {
  for (const half of ['discovery', 'confirmation'] as const) {
    const { customers, stayed, reached, reachedAndStayed } = ladder[half];
    requireHits(stayed, customers);
    requireLadder(field, ladder.counts, [reached.length, reachedAndStayed.length]);
  }
}
