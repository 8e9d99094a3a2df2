import { describe, expect, it } from 'vitest';
import type { Cell, Cohort, Series } from '#src/insights/retention/index.ts';
import { clear, moved } from '../../charts/HeatMap.tsx';
import { figuresOf } from '../../words/figures.ts';
import { wordsOf } from '../../words/index.ts';
import { curveSaid } from './lines.ts';
import { begunColumns, faceOf, type Saying } from './shape.ts';

const saying: Saying = {
  words: wordsOf('fr'),
  figures: figuresOf('fr'),
  ask: { start: { event: null }, return: { event: null }, from: '2025-01-01', to: '2025-06-30' },
  currency: 'EUR',
};
const parts = {
  saying,
  scale: () => 0.5,
  cohort: '2025-01-06',
  interval: 4,
  row: 'Sem. du 6 janv. 25',
  column: 'Semaine 4',
};
const known = {
  state: 'complete',
  eligible: 121,
  returned: 51,
  share: { known: true, value: 51 / 121 },
  low: 0.337,
  high: 0.51,
  soFar: null,
} as const;

describe('a grid', () => {
  it('ends with the last column that has begun for anybody', () => {
    const columns = [0, 1, 2, 3].map((interval) => ({ interval, from: interval, to: interval }));
    const cells = (...states: readonly Cell['state'][]) =>
      states.map((state, interval): Cell => ({ ...known, interval, state, value: null, valueShare: null }));
    const cohort = (own: Cell[]): Cohort => ({
      period: '2025-01-06',
      state: 'complete',
      size: 9,
      startPeriod: known,
      cells: own,
    });
    const series = (...cohorts: Cohort[]): Series => ({
      kind: 'all',
      value: null,
      size: 9,
      cohorts,
      summary: { kind: 'weighted', size: 9, startPeriod: known, cells: [] },
    });
    const early = cohort(cells('complete', 'complete', 'running', 'not_begun'));
    const late = cohort(cells('complete', 'not_begun', 'not_begun', 'not_begun'));
    expect(begunColumns({ columns, series: [series(early, late)] })).toBe(3);
    expect(begunColumns({ columns, series: [series(late)] })).toBe(2);
  });

  it('says its curve from interval 1 on, each share by its own interval', () => {
    const points = [0.5, null, 0.3].map((share) => ({ share, low: null, high: null, note: '' }));
    const columns = [1, 2, 3].map((interval) => ({ interval, from: interval, to: interval }));
    const lines = [{ id: 'all', name: 'Ensemble', points, kind: 0 }];
    expect(curveSaid({ columns }, lines, saying).replace(/\s/g, ' ')).toBe(
      'Courbe de la part qui revient, Ensemble. Semaine 1 : 50 %, Semaine 3 : 30 %',
    );
  });
});

describe('a cell', () => {
  it('that is complete says its share, interval and counts', () => {
    const face = faceOf(known, parts);
    expect(face).toMatchObject({
      face: 'full',
      text: '42\u00a0%',
      few: false,
      opens: '2025-01-06/4/returned',
    });
    expect(face.said.replace(/\s/g, ' ')).toBe(
      'Sem. du 6 janv. 25, Semaine 4 : 42,1 % (33,7 % à 51 %). 51 sur 121.',
    );
  });

  it('with an interval wider than 20 points is pale', () => {
    expect(faceOf({ ...known, low: 0.3, high: 0.51 }, parts).few).toBe(true);
  });

  it('that runs shows what is seen so far, and opens those people', () => {
    const running = {
      ...known,
      state: 'running',
      eligible: 0,
      share: { known: false, why: 'not_watched_long_enough' },
      soFar: { begun: 50, returned: 10 },
    } as const;
    expect(faceOf(running, parts)).toMatchObject({
      face: 'running',
      text: '20\u00a0%',
      opens: '2025-01-06/4/so_far',
    });
  });

  it('that has not begun is empty, not zero', () => {
    expect(faceOf({ ...known, state: 'not_begun' }, parts)).toMatchObject({
      face: 'empty',
      text: '',
      opens: null,
    });
  });

  it('that is unknown is a dash with its reason', () => {
    const face = faceOf({ ...known, share: { known: false, why: 'too_few_customers' } }, parts);
    expect(face).toMatchObject({ face: 'unknown', text: '–' });
    expect(face.said).toContain('Trop peu de clients pour le dire.');
  });
});

describe('the heat map', () => {
  it('is walked by arrow keys and never left by them', () => {
    expect(moved('ArrowRight', [0, 1], 3, 5)).toEqual([0, 2]);
    expect(moved('ArrowLeft', [2, 0], 3, 5)).toEqual([2, 0]);
    expect(moved('End', [1, 1], 3, 5)).toEqual([1, 4]);
    expect(moved('Tab', [1, 1], 3, 5)).toBeUndefined();
  });

  it('leaves out the shades on which neither text colour is readable', () => {
    expect([clear(0.58), clear(0.585), clear(0.77), clear(0.79), clear(0.8)]).toEqual([
      0.58, 0.58, 0.76, 0.82, 0.82,
    ]);
  });
});
