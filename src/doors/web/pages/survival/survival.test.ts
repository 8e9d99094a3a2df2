import { expect, it } from 'vitest';
import { wordsOf } from '../../words/index.ts';
import { curvesCsv } from './curves.ts';
import { readSurvivalSearch, survivalLink } from './search.ts';

it('the file of contract length holds every step of every curve', () => {
  const step = { days: 30, atRisk: 8, share: 0.75, low: null, high: null };
  const curve = {
    contracts: 8,
    ended: 2,
    steps: [step, { ...step, days: 60, atRisk: 4, share: 0.5, low: 0.2, high: 0.7 }],
    at: [],
    median: { known: true, value: 60 } as const,
  };
  const file = curvesCsv(
    [
      { ...curve, offer: null },
      { ...curve, offer: 'Gold', steps: [step] },
    ],
    wordsOf('en'),
  );
  expect(file).toEqual([
    [
      'Offer',
      'Days',
      'Still watched',
      'Share still under contract',
      'Lower bound (95%)',
      'Upper bound (95%)',
    ],
    ['All offers', 30, 8, 0.75, null, null],
    ['All offers', 60, 4, 0.5, 0.2, 0.7],
    ['Gold', 30, 8, 0.75, null, null],
  ]);
});

it('keeps a question with both of its dates or with none, and opens it there', () => {
  const range = { from: '2025-01-01', to: '2025-06-30' };
  expect(survivalLink('gym', range, 'qst_1')).toEqual({
    to: '/w/$slug/survival',
    params: { slug: 'gym' },
    search: { ...range, saved: 'qst_1' },
  });
  expect(readSurvivalSearch({ from: '2025-01-01', saved: 'qst_1' })).toEqual({ saved: 'qst_1' });
  expect(readSurvivalSearch({ from: '2025-01', to: '2025-02' })).toEqual({});
});
