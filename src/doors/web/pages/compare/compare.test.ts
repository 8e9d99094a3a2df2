import { describe, expect, it } from 'vitest';
import type { GroupsCompared } from '#src/insights/groups/index.ts';
import { type ComparedQuestion, comparedOperations } from '../../ui/comparable.ts';
import { figuresOf } from '../../words/figures.ts';
import { wordsOf } from '../../words/index.ts';
import { backTo } from './back.ts';
import { askOf, readCompareSearch, readOpen, writeOpen } from './search.ts';
import { armName, columnsOf, comparedCsv, figuresInLine, rangesOf } from './shape.ts';

const question = {
  of: 'lifecycle.grid',
  ask: { period: 'month', from: '2025-03-01', to: '2025-03-31' },
} as const;
const list = { kind: 'list', list: 'lst_1' } as const;
const range = { kind: 'range', from: '2025-01-01', to: '2025-02-28' } as const;
const saying = { words: wordsOf('fr'), figures: figuresOf('fr') };

describe('the address of a comparison', () => {
  it('holds a question and its groups, and asks once there are two', () => {
    expect(askOf(readCompareSearch({ question, arms: [list] }))).toBeUndefined();
    expect(
      askOf(readCompareSearch({ question, arms: [list, range], figure: 'kept_1', open: '0/hits/kept_1' })),
    ).toEqual({
      question,
      arms: [list, range],
      figure: 'kept_1',
    });
  });

  it('leaves out what it does not know', () => {
    expect(
      readCompareSearch({ question: { of: 'weather.grid', ask: {} }, arms: [{ kind: 'cohort' }] }),
    ).toEqual({});
  });

  it('names whose people are open, whatever the key of the figure holds', () => {
    const open = { arm: 1, which: 'total', figure: 'next: a/b' } as const;
    expect(readOpen(writeOpen(open))).toEqual(open);
    expect(readOpen('x/hits/kept_1')).toBeUndefined();
  });
});

describe('the way back from a comparison', () => {
  const range = { from: '2025-01-06', to: '2025-03-30' };

  it('leads to the board of a moment, over as many weeks: 12 from Monday 6 January to Sunday 30 March', () => {
    const back = backTo('gym', { of: 'aha.rate', ask: { definition: 'aha_1', ...range, unit: 'customer' } });
    expect(back?.params).toEqual({ slug: 'gym', id: 'aha_1' });
    expect(back?.search).toEqual({ weeks: 12, unit: 'customer' });
  });

  it('leads to the re-taking of a value where it is asked, and to the dates of contracts', () => {
    const value = { event: 'Order Completed' };
    const again = { ...range, period: 'month', tolerance: 30 } as const;
    const back = backTo('gym', { of: 'time-to-value.retaking', ask: { value, ...again } });
    expect(back?.search).toEqual({ value, again });
    expect(backTo('gym', { of: 'survival.contracts', ask: range })?.search).toEqual(range);
  });

  it('leads from every question that can be compared to a page', () => {
    expect(comparedOperations.filter((of) => !backTo('gym', { of, ask: range } as ComparedQuestion))).toEqual(
      [],
    );
  });
});

describe('what is compared', () => {
  it('calls dates as one says them, and knows the range just before, as long', () => {
    expect(armName(range, { lists: [] }, saying.figures)).toBe('janvier 2025 – février 2025');
    expect(rangesOf(question)?.before).toEqual({ from: '2025-01-29', to: '2025-02-28' });
  });

  const share = {
    hits: 1,
    total: 4,
    share: { known: true, value: 0.25 },
    low: 0.1,
    high: 0.5,
    behind: null,
  } as const;
  const figure = (key: string, at: number | null, date: string | null = null) => ({
    key,
    name: { fr: key, en: key },
    place: at === null ? null : { at, date },
    groups: [share],
  });
  const compared = (figures: GroupsCompared['figures']) =>
    ({ arms: [{ name: { fr: 'A', en: 'A' }, arm: list }], figures, pairs: [] }) as unknown as GroupsCompared; // what is read of it

  it('draws a line where all figures stand on one scale, in its order', () => {
    const months = ['2025-03-01', '2025-02-01', '2025-01-01'].map((date, i) => figure(`kept_${i}`, -i, date));
    const inLine = figuresInLine(compared(months));
    expect(inLine.map(({ key }) => key)).toEqual(['kept_2', 'kept_1', 'kept_0']);
    expect(columnsOf(inLine, question, saying.figures)).toEqual(['janv. 25', 'févr. 25', 'mars 25']);
    expect(figuresInLine(compared([...months, figure('other', null)]))).toEqual([]);
  });

  it('exports every share with its interval', () => {
    const [head, row] = comparedCsv(compared([figure('habit', null)]), saying);
    expect(head?.slice(0, 4)).toEqual(['Chiffre', 'Groupe', 'Personnes', 'Sur']);
    expect(row).toEqual(['habit', 'A', 1, 4, 0.25, 0.1, 0.5]);
  });
});
