import type { Note } from '#src/insights/notes/index.ts';
import type { Mark } from '../../charts/marks.ts';
import { addDays, monthEnd, type PeriodName } from '../../ui/dates.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';

/** A note's days, as people say them. */
function daysSaid(
  { from, to }: Pick<Note, 'from' | 'to'>,
  { t }: Pick<Words, 't'>,
  figures: Pick<Figures, 'day'>,
): string {
  if (from === to) return figures.day(from);
  return t('notes.span', { from: figures.day(from, 'short'), to: figures.day(to, 'short') });
}

/** A note as one line: when, and what. */
export const noteSaid = (note: Note, words: Pick<Words, 't'>, figures: Pick<Figures, 'day'>): string =>
  words.t('notes.said', { days: daysSaid(note, words, figures), text: note.text });

/** The last day of a period, from its first. */
export const lastDay = (first: string, period: PeriodName): string =>
  period === 'month' ? monthEnd(first) : addDays(first, period === 'week' ? 6 : 0);

/** What is needed to say a mark. */
export interface MarkWords {
  readonly words: Pick<Words, 't'>;
  readonly figures: Pick<Figures, 'day'>;
}

/**
 * Notes as marks over periods in a row, oldest first; those outside them are left out.
 *
 * @param firsts the first local day of each period
 */
export function marksOf(
  notes: readonly Note[],
  firsts: readonly string[],
  period: PeriodName,
  { words, figures }: MarkWords,
): Mark[] {
  return notes
    .toSorted((one, other) => (one.from < other.from ? -1 : 1))
    .flatMap((note) => {
      const touched = firsts.flatMap((first, at) =>
        first <= note.to && lastDay(first, period) >= note.from ? [at] : [],
      );
      const [from, to] = [touched[0], touched.at(-1)];
      if (from === undefined || to === undefined) return [];
      return [{ id: note.id, from, to, said: noteSaid(note, words, figures) }];
    });
}
