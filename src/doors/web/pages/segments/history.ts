import type { Asked } from '../../asked.ts';
import type { Column } from '../../charts/columns.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';

type Day = Asked['segments.history']['output']['days'][number];
type Saying = Pick<Words, 't'>;

/** The last day is not over. */
const dated = (
  days: readonly Day[],
  figures: Pick<Figures, 'day'>,
  part: (day: Day, last: boolean) => Pick<Column, 'parts' | 'note'>,
): Column[] =>
  days.map((day, at) => {
    const last = at === days.length - 1;
    const { parts, note } = part(day, last);
    return {
      id: day.day,
      label: figures.day(day.day, 'tiny'),
      note: [figures.day(day.day), ...note],
      running: last,
      parts,
    };
  });

/** How many were in it at the end of each day. */
export const sizeColumns = (
  days: readonly Day[],
  { t }: Saying,
  figures: Pick<Figures, 'day' | 'count'>,
): Column[] =>
  dated(days, figures, ({ size }, last) => ({
    parts: [{ id: 'size', value: size, tone: 'plain' }],
    note: [t(last ? 'segments.size_note_now' : 'segments.size_note', { size: figures.count(size) })],
  }));

/** Who came in, above the line, and who left, below it. */
export const movesColumns = (days: readonly Day[], { t }: Saying, figures: Pick<Figures, 'day'>): Column[] =>
  dated(days, figures, ({ entered, left }) => ({
    parts: [
      { id: 'entered', value: entered, tone: 'first' },
      { id: 'left', value: -left, tone: 'lost' },
    ],
    note: [t('segments.entered_note', { count: entered }), t('segments.left_note', { count: left })],
  }));
