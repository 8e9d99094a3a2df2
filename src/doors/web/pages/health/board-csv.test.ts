import { expect, it } from 'vitest';
import type { Board, Row } from '#src/insights/health/index.ts';
import { wordsOf } from '../../words/index.ts';
import { boardCsv } from './board-csv.ts';

const template = {
  template: {
    dimensions: [
      { key: 'depth', name: null, measure: { kind: 'depth' }, judges: 'level' },
      { key: 'since', name: 'Silence', measure: { kind: 'since' }, judges: 'level' },
    ],
  },
} as unknown as Board['template']; // of a template only what a file tells is read

const told = (value: number | null, percentile: number | null) => ({
  colour: value === null ? null : 'green',
  now: value === null ? { known: false, why: 'no_events' } : { known: true, value },
  change: { known: false, why: 'nothing_before' },
  perEuro:
    percentile === null
      ? { known: false, why: 'free' }
      : { known: true, value: { percentile: { known: true, value: percentile } } },
});
const row = {
  holder: { id: 'acme', name: 'Acmé', email: null },
  score: 100,
  colour: 'green',
  coverage: 0.5,
  price: { known: true, amount: 290, currency: 'EUR' },
  dimensions: [told(0.75, 0.62), told(null, null)],
} as unknown as Row; // likewise

it('has a row each holder, every dimension by its figure, colour and value per euro; empty where it is not known', () => {
  const [heads, first] = boardCsv({ unit: 'account', template }, [row], wordsOf('en'));
  expect(heads?.slice(0, 6)).toEqual(['Account', 'Id', 'Score', 'Score, colour', 'Known', 'Depth']);
  expect(heads).toHaveLength(first?.length ?? 0);
  expect(first).toEqual([
    'Acmé',
    'acme',
    100,
    'green',
    0.5,
    0.75,
    'green',
    0.62,
    null,
    'unknown',
    null,
    290,
    'EUR',
  ]);
});
