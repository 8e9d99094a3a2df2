import { describe, expect, it } from 'vitest';
import type { Candidate, Curve, Figures as Found, ScanAnswer } from '#src/insights/aha/index.ts';
import { figuresOf } from '../../words/figures.ts';
import { wordsOf } from '../../words/index.ts';
import { firstScan } from './first-scan.ts';
import { ahaLink, askOf, readAhaSearch } from './search.ts';
import {
  candidateAt,
  candidatesCsv,
  candidateWhiskers,
  chosenOf,
  chosenSaid,
  curveLines,
  hardlyDiffers,
  heatOf,
  heatRows,
  readCell,
} from './shape.ts';

const saying = { words: wordsOf('en'), figures: figuresOf('en') };
const sureOf = (share: number) => ({
  known: true as const,
  value: { share, interval: { low: share - 0.05, high: share + 0.05 } },
});

/** B01: of 300 above 240 stayed, of 700 below 140. */
const figures: Found = {
  above: { hits: 240, total: 300 },
  below: { hits: 140, total: 700 },
  stayedAbove: sureOf(0.8),
  stayedBelow: sureOf(0.2),
  lift: { known: true, value: { ratio: { known: true, value: 4 }, low: 3.4, high: 4.7 } },
  difference: { known: true, value: { difference: 0.6, interval: { low: 0.54, high: 0.65 } } },
  sensitivity: sureOf(0.632),
  specificity: sureOf(0.903),
  mcc: { known: true, value: { value: 0.566, interval: { low: 0.5, high: 0.62 } } },
  reach: sureOf(0.7),
};
const unknown = { known: false, why: 'not_computable' } as const;
const played: Candidate = {
  event: 'play',
  count: 100,
  window: 10,
  verdict: 'confirmed',
  confirmation: figures,
  discovery: { ...figures, above: { hits: 120, total: 150 } },
  everyone: figures,
  q: { known: true, value: 0.0001 },
  p: { known: true, value: 0.0001 },
  correctedP: { known: true, value: 0.0002 },
  aboutAsGood: { least: 98, most: 102 },
  bestInConfirmation: { known: true, value: 100 },
};
const searched: Candidate = {
  ...played,
  event: 'search',
  count: 1,
  window: 3,
  verdict: 'not_tried',
  confirmation: null,
  correctedP: unknown,
};

describe('a search for the aha moment', () => {
  const address = {
    start: { event: 'Inscription' },
    return: { event: 'Visite' },
    from: '2026-01-01',
    to: '2026-06-30',
    windows: [7, 14],
    outcome: { from: 60, to: 89 },
    exclude: ['Email Opened'],
  };

  it('is held by its address, without what only says how it is looked at', () => {
    const looked = { ...address, pick: { event: 'Visite', count: 3, window: 7 }, measure: 'lift' };
    expect(askOf(readAhaSearch(looked))).toEqual(address);
    expect(readAhaSearch({ ...address, outcome: { from: 'x' }, pick: { event: 'Visite' } })).toEqual({
      ...address,
      outcome: undefined,
    });
    expect(askOf(readAhaSearch({ from: '2026-01-01' }))).toBeUndefined();
    expect(ahaLink('demo', address, 'q1').search).toEqual({ ...address, saved: 'q1' });
  });

  it('begins with the sign-up, what is done most after it, and the third month where it can be seen', () => {
    const events = ['Visite', 'Application ouverte', 'Inscription'].map((event) => ({ event, count: 10 }));
    expect(firstScan({ events, span: { first: '2024-09-19', last: '2026-11-21' } })).toEqual({
      start: { event: 'Inscription' },
      return: { event: 'Visite' },
      windows: [3, 7, 10, 14],
      outcome: { from: 60, to: 89 },
      from: '2024-12-01', // the last two years
      to: '2026-11-21',
    });
  });

  it('is judged earlier where less is known, never before the longest window is over', () => {
    for (const last of ['2026-01-20', '2026-02-20', '2026-04-20', '2026-12-20']) {
      const { windows = [], outcome } = firstScan({ events: [], span: { first: '2026-01-01', last } });
      expect(outcome?.from).toBeGreaterThanOrEqual(Math.max(...windows));
    }
  });
});

describe('the count that is looked at', () => {
  it('is the first candidate until another one is picked', () => {
    const found = { candidates: [played, searched] };
    expect(chosenOf(found, undefined)).toEqual({ event: 'play', count: 100, window: 10 });
    const picked = { event: 'play', count: 50, window: 7 };
    expect(chosenOf(found, picked)).toBe(picked);
    expect(candidateAt(found, picked)).toBeUndefined();
    expect(candidateAt(found, searched)).toBe(searched);
    expect(chosenOf({ candidates: [] }, undefined)).toBeUndefined();
  });

  it('is said as one says it', () => {
    expect(chosenSaid(played, saying)).toBe('“play” 100 times or more in 10 days');
    expect(chosenSaid({ event: 'play', count: 1, window: 1 }, saying)).toBe(
      '“play” at least once in one day',
    );
  });

  it('splits its curve in two: grey below the threshold, coloured from it on', () => {
    const point = (count: number, hits: number, total: number): Curve['points'][number] => ({
      count,
      exactly: { hits, total },
      stayed: sureOf(hits / total),
      above: { hits, total },
      stayedAbove: sureOf(hits / total),
    });
    const curve: Curve = {
      event: 'play',
      window: 10,
      never: { hits: 0, total: 0 },
      stayedOfNever: unknown,
      points: [point(3, 120, 600), point(97, 20, 100), point(100, 240, 300)],
    };
    const { columns, lines } = curveLines(curve, 100, saying);
    expect(columns).toEqual(['3', '97', '100']); // nobody never played
    expect(lines.map(({ name, points }) => [name, ...points.map(({ share }) => share)])).toEqual([
      ['Fewer', 0.2, 0.2, null],
      ['100 or more', null, null, 0.8],
    ]);
  });
});

describe('the heat map', () => {
  const cell = (count: number, hits: number, mcc: number | null, supported = true) => ({
    count,
    above: { hits, total: 100 },
    below: { hits: 20, total: 100 },
    lift: hits / 20,
    mcc,
    supported,
  });
  const found: Pick<ScanAnswer, 'heat' | 'counts'> = {
    counts: [1, 5, 10],
    heat: [
      { event: 'play', window: 7, cells: [cell(1, 30, 0.1), cell(5, 80, 0.6, false)] },
      { event: 'search', window: 7, cells: [cell(10, 20, 0)] },
    ],
  };

  it('has the counts that somebody reached, pale where the separation is weak, an outline where people are few', () => {
    const { rows, columns } = heatOf(found, 'play');
    expect(columns).toEqual([1, 5]);
    const [row] = heatRows(rows, columns, 'mcc', saying);
    expect(row?.size).toMatchObject({ text: '100', opens: 'size/7' });
    expect(row?.cells.map(({ text, weight, few, opens }) => [text, weight, few, opens])).toEqual([
      ['0.1', expect.closeTo(1 / 3, 9), false, '7/1'], // of a scale that ends at 0.3 at least
      ['0.6', 1, true, '7/5'],
    ]);
    expect(row?.cells[1]?.said).toBe(
      '“play” 5 times or more in 7 days: 80% of the 100 above stay, 20% of the 100 below. Separation: 0.6. Too few on one side.',
    );
    const shares = heatRows(rows, columns, 'stayed', saying)[0]?.cells.map(({ text }) => text);
    expect(shares).toEqual(['30%', '80%']);
  });

  it('opens a cell by its window and count', () => {
    expect(readCell('14/5')).toEqual({ window: 14, count: 5 });
    expect(readCell('size/14')).toBeUndefined();
  });
});

describe('the ranking', () => {
  it('shows the half that confirms where a threshold was put to the proof, else the half that searches', () => {
    const [head, ...rows] = candidatesCsv({ candidates: [played, searched] }, saying);
    expect(rows.map((row) => row.length)).toEqual([head?.length, head?.length]);
    expect(rows.map((row) => row.slice(0, 8))).toEqual([
      ['play', 100, 10, 'Confirmed', 'Half that confirms', 300, 700, 0.8],
      ['search', 1, 3, 'May be chance', 'Half that searches', 150, 700, 0.8],
    ]);
    expect(rows.map((row) => row.at(-1))).toEqual([0.0002, 0.0001]);
    expect(candidateWhiskers([played, searched], 8, saying).map(({ value, sure }) => [value, sure])).toEqual([
      [0.6, true],
      [0.6, false],
    ]);
  });

  it('hints that nearly nobody or nearly everybody stays, only where nothing was found', () => {
    expect(hardlyDiffers({ best: null, stayed: sureOf(0.05) })).toBe('few');
    expect(hardlyDiffers({ best: null, stayed: sureOf(0.98) })).toBe('most');
    expect(hardlyDiffers({ best: null, stayed: sureOf(0.5) })).toBeNull();
    expect(hardlyDiffers({ best: played, stayed: sureOf(0.98) })).toBeNull();
  });
});
