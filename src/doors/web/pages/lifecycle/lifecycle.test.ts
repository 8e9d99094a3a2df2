import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../words/figures.ts';
import { wordsOf } from '../../words/index.ts';
import { askOf, firstLifecycle, readLifecycleSearch, readOpen } from './search.ts';
import { columnsOf, gridCsv, type Saying } from './shape.ts';

const saying: Saying = { words: wordsOf('en'), figures: figuresOf('en'), period: 'week' };
const row = {
  period: '2026-03-02',
  state: 'running' as const,
  active: 10,
  new: 3,
  returning: 6,
  resurrecting: 1,
  dormant: -4,
  quickRatio: { known: false as const, why: 'not_watched_long_enough' as const },
};

describe('the address of a lifecycle question', () => {
  it('holds the whole question', () => {
    const address = {
      period: 'month',
      from: '2026-01-01',
      to: '2026-03-31',
      activeBy: {
        by: 'event',
        match: { event: 'Order Completed', where: [{ property: 'total', how: 'greater', values: [5] }] },
      },
      people: [{ kind: 'trait', trait: 'plan', how: 'is', values: ['pro'] }],
      unit: 'account',
    };
    expect(askOf(readLifecycleSearch(address))).toEqual(address);
  });

  it('leaves out what does not look like its part, and is no question without dates', () => {
    const read = readLifecycleSearch({
      period: 'year',
      from: '2026-01-01',
      to: '2026-01-31',
      activeBy: 5,
      people: ['x'],
      other: 1,
    });
    expect(read).toEqual({ from: '2026-01-01', to: '2026-01-31' });
    expect(askOf({ from: '2026-01-01' })).toBeUndefined();
  });

  it('names the people that are open', () => {
    expect(readOpen('2026-03-02/dormant')).toEqual({ period: '2026-03-02', which: 'dormant' });
    expect(readOpen('2026-03-02/somebody')).toBeUndefined();
  });

  it('begins with months where there are more than eight of them, with days in the first weeks', () => {
    const first = (from: string, to: string) => firstLifecycle({ span: { first: from, last: to } });
    expect(first('2024-01-10', '2026-03-05')).toEqual({
      period: 'month',
      from: '2025-03-01',
      to: '2026-03-31',
    });
    expect(first('2026-01-10', '2026-03-05')).toEqual({
      period: 'week',
      from: '2026-01-10',
      to: '2026-03-05',
    });
    expect(first('2026-03-01', '2026-03-05')).toEqual({
      period: 'day',
      from: '2026-03-01',
      to: '2026-03-05',
    });
  });
});

describe('a lifecycle as it is drawn', () => {
  it('has those who went below the line, and says what still runs', () => {
    const [column] = columnsOf([row], saying);
    expect(column?.running).toBe(true);
    expect(column?.parts.map(({ id, value }) => [id, value])).toEqual([
      ['returning', 6],
      ['new', 3],
      ['resurrecting', 1],
      ['dormant', -4],
    ]);
    expect(column?.note[0]).toContain('running');
  });

  it('leaves as rows, with an unknown ratio as an empty cell', () => {
    expect(gridCsv({ rows: [row] }, saying)[1]).toEqual(['2026-03-02', 'running', 10, 3, 6, 1, -4, null]);
  });
});
