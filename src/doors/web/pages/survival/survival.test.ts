import { expect, it } from 'vitest';
import { figuresOf } from '../../words/figures.ts';
import { wordsOf } from '../../words/index.ts';
import { curvesCsv, sampledLines } from './curves.ts';
import { begunSaid, narrowedSaid } from './narrowed.ts';
import { churnAsked, readSurvivalSearch, survivalLink } from './search.ts';

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

it('keeps a question with its dates, one end alone among them, and opens it there', () => {
  const range = { from: '2025-01-01', to: '2025-06-30' };
  expect(survivalLink('gym', range, 'qst_1')).toEqual({
    to: '/w/$slug/survival',
    params: { slug: 'gym' },
    search: { ...range, saved: 'qst_1' },
  });
  expect(survivalLink('gym', { from: '2025-01-01' }, 'qst_1').search).toEqual({
    from: '2025-01-01',
    saved: 'qst_1',
  });
  expect(readSurvivalSearch({ from: '2025-01', to: '2025-02' })).toEqual({});
});

it('says when contracts began: between two dates, from one on, until one, or at any', () => {
  const said = (language: 'fr' | 'en', range: { from?: string; to?: string }) =>
    begunSaid(range, wordsOf(language), figuresOf(language));
  const [from, to] = ['2025-03-02', '2025-06-05'];
  const asked = [{ from, to }, { from }, { to }, {}];
  expect(asked.map((range) => said('en', range))).toEqual([
    'between 2 March and 5 June 2025',
    'from 2 March 2025 on',
    'until 5 June 2025',
    'at any date',
  ]);
  expect(asked.map((range) => said('fr', range))).toEqual([
    'entre le 2 mars et le 5 juin 2025',
    'à partir du 2 mars 2025',
    'jusqu’au 5 juin 2025',
    'à toute date',
  ]);
});

it('opens a kept question whole, and says what it says beside its dates', () => {
  const asked = {
    unit: 'account' as const,
    people: [{ kind: 'trait' as const, trait: 'plan', how: 'is' as const, values: ['pro'] }],
    offers: ['Gold', 'Silver'],
    readings: [30],
    asOf: '2025-06-30T00:00:00Z',
  };
  expect(survivalLink('gym', asked, 'qst_1').search).toEqual({ ...asked, saved: 'qst_1' });
  const named = { lists: [], segments: [] };
  const saying = {
    words: wordsOf('en'),
    figures: figuresOf('en'),
    timezone: 'UTC',
    named,
    countingUnit: 'customer' as const,
  };
  expect(narrowedSaid(asked, saying)).toBe(
    'Contracts held by the accounts whose plan is pro. Curves and leavers of the offers Gold and Silver. Known as of 30 Jun 2025.',
  );
  expect(narrowedSaid({ from: '2025-01-01', to: '2025-06-30' }, saying)).toBe('');
  // Who is meant without being named is who the workspace counts.
  const { people } = asked;
  expect(narrowedSaid({ people }, saying)).toBe('Contracts held by the customers whose plan is pro.');
  const ofAccounts = { ...saying, countingUnit: 'account' as const };
  expect(narrowedSaid({ people }, ofAccounts)).toBe('Contracts held by the accounts whose plan is pro.');
  expect(narrowedSaid({}, ofAccounts)).toBe('');
  expect(narrowedSaid({ offers: ['Gold'] }, saying)).toBe('Curve and leavers of the offer Gold.');
});

it('asks for the leavers of those whose contracts it shows, whenever these began', () => {
  const who = {
    unit: 'account' as const,
    people: [{ kind: 'trait' as const, trait: 'plan', how: 'is' as const, values: ['pro'] }],
    offers: ['Gold'],
    asOf: '2025-06-30T00:00:00Z',
  };
  const asked = { ...who, from: '2025-01-01', to: '2025-03-31', readings: [30], saved: 'qst_1' };
  expect(churnAsked(asked, '2025-06-30')).toEqual({ ...who, from: '2024-06-01', to: '2025-06-30' });
  expect(churnAsked({}, '2025-06-30')).toEqual({ from: '2024-06-01', to: '2025-06-30' });
});

it('draws the curve of one offer beside that of all, and only that where the offer is all there is', () => {
  const step = { days: 30, atRisk: 8, share: 0.75, low: null, high: null };
  const curve = { contracts: 8, ended: 2, at: [], median: { known: true, value: 60 } as const };
  const drawn = (offers: (string | null)[], contracts = 5) =>
    sampledLines(
      offers.map((offer) => ({
        ...curve,
        ...(offer === null ? {} : { contracts }),
        offer,
        steps: [step],
      })),
      wordsOf('en'),
      figuresOf('en'),
    ).lines.map(({ name }) => name);
  expect(drawn([null])).toEqual(['All offers']);
  expect(drawn([null, 'Gold'])).toEqual(['All offers', 'Gold']);
  expect(drawn([null, 'Gold'], 8)).toEqual(['All offers']);
  expect(drawn([null, 'Gold', 'Silver'])).toEqual(['Gold', 'Silver']);
});
