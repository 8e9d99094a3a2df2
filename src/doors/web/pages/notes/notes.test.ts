import { expect, it } from 'vitest';
import { figuresOf } from '../../words/figures.ts';
import { wordsOf } from '../../words/index.ts';
import { marksOf } from './marks.ts';
import { note } from './note.test-data.ts';

const saying = { words: wordsOf('en'), figures: figuresOf('en') };
const places = (marks: readonly { id: string; from: number; to: number }[]) =>
  marks.map(({ id, from, to }) => [id, from, to]);

it('marks each note on the periods that its days touch, and none outside them', () => {
  const weeks = ['2025-03-03', '2025-03-10', '2025-03-17'];
  const notes = [
    note('last day of the first week', '2025-03-09'),
    note('three days over two weeks', '2025-03-15', '2025-03-17'),
    note('begun before', '2025-02-01', '2025-03-03'),
    note('the day after', '2025-03-24'),
  ];
  expect(places(marksOf(notes, weeks, 'week', saying))).toEqual([
    ['begun before', 0, 0],
    ['last day of the first week', 0, 0],
    ['three days over two weeks', 1, 2],
  ]);
  expect(
    places(marksOf([note('leap day', '2024-02-29')], ['2024-02-01', '2024-03-01'], 'month', saying)),
  ).toEqual([['leap day', 0, 0]]);
  expect(marksOf([note('a sale', '2025-03-09')], ['2025-03-09'], 'day', saying)[0]?.said).toBe(
    '9 March 2025: a sale',
  );
});
