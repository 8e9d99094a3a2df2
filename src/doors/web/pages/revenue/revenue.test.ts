import { expect, it } from 'vitest';
import { figuresOf } from '../../words/figures.ts';
import { wordsOf } from '../../words/index.ts';
import { askOf, firstRevenue, readRevenueSearch, revenueLink } from './search.ts';
import { columnsOf, movementsCsv, partName, type Saying, type ToldBook } from './shape.ts';

const saying: Saying = { words: wordsOf('en'), figures: figuresOf('en'), period: 'month' };
const known = (value: number) => ({ known: true as const, value });
const moved = (value: number, customer: number) => ({
  amount: known(value),
  holders: { customer, account: 0 },
});
const book: ToldBook = {
  currency: 'EUR',
  offer: null,
  group: null,
  rows: [
    {
      period: '2025-06-01',
      state: 'running',
      start: known(10_000),
      new: moved(2000, 1),
      expansion: moved(1500, 1),
      contraction: moved(-500, 1),
      churn: moved(-800, 1),
      reactivation: moved(200, 1),
      rates: known(0),
      end: known(12_400),
      holders: { customer: 4, account: 0 },
      quickRatio: { known: false, why: 'not_watched_long_enough' },
      quickRatioWithReactivation: { known: false, why: 'not_watched_long_enough' },
    },
  ],
};

it('draws what came above the line and what went below it, in whole units, and writes the same into the file', () => {
  const [column] = columnsOf(book, saying);
  expect(column?.parts.map(({ id, value }) => [id, value])).toEqual([
    ['new', 20],
    ['expansion', 15],
    ['reactivation', 2],
    ['churn', -8],
    ['contraction', -5],
    ['rates', 0],
  ]);
  expect(column?.note.slice(1, 3)).toEqual(['New: €20, 1 holder', 'Expansion: €15, 1 holder']);
  const [, row] = movementsCsv({ books: [book], whole: [] }, saying);
  expect(row?.slice(4)).toEqual([100, 20, 15, 2, -5, -8, 0, 124, null]);
});

it('holds the whole question in its address, and begins with a year of months', () => {
  const asked = { from: '2025-01-01', to: '2025-06-30', by: 'offer', counting: { ends: 'paid' } };
  expect(askOf(readRevenueSearch(asked))).toEqual({ period: 'month', ...asked });
  expect(askOf(readRevenueSearch({ ...asked, counting: { ends: 'soon' } }))).toEqual({
    period: 'month',
    from: '2025-01-01',
    to: '2025-06-30',
    by: 'offer',
  });
  const apart = { from: '2025-01-01', to: '2025-06-30', by: { trait: 'plan' } };
  expect(askOf(readRevenueSearch(apart))).toEqual({ period: 'month', ...apart });
  expect(askOf(readRevenueSearch({ ...apart, by: { trait: '' } }))?.by).toBeUndefined();
  expect(revenueLink('gym', asked, 'qst_1').search).toEqual({ ...asked, saved: 'qst_1' });
  expect(firstRevenue({ span: { first: '2020-01-10', last: '2026-03-05' } })).toEqual({
    period: 'month',
    from: '2025-03-01',
    to: '2026-03-31',
  });
});

it('calls parts by their offer, their phase, their value', () => {
  const name = (kind: 'value' | 'others' | 'missing', value: string | null) =>
    partName({ group: { kind, value } }, saying.words);
  expect(partName({ offer: 'Gold' }, saying.words)).toBe('Gold');
  expect([name('value', 'pro'), name('value', 'attrition'), name('others', null)]).toEqual([
    'pro',
    'Attrition',
    'Other values',
  ]);
  expect(partName({}, saying.words)).toBeUndefined();
});
