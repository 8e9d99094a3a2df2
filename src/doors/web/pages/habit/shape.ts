import type { HabitGrid } from '#src/insights/habit/index.ts';
import type { Column } from '../../charts/columns.ts';
import type { CsvCell } from '../../charts/csv.ts';
import type { HeatRow } from '../../charts/HeatMap.tsx';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';

/** What is needed to say an answer. */
export interface Saying {
  readonly words: Words;
  readonly figures: Figures;
}

export const kinds = ['daily', 'weekdays', 'rhythm', 'none', 'too_early'] as const;
export type KindName = (typeof kinds)[number];

/** Whether a kind is a habit. */
export const isHabit = (kind: KindName): boolean => kind !== 'none' && kind !== 'too_early';

/** A weekday by its name; 1 is Monday. 2024-01-01 was a Monday. */
export const weekdayName = (
  weekday: number,
  { words }: Pick<Saying, 'words'>,
  style: 'long' | 'short' = 'long',
) => words.intl.formatDate(`2024-01-0${weekday}T12:00:00Z`, { weekday: style, timeZone: 'UTC' });

/** An hour as people say it: « 18 h ». */
export const hourName = (hour: number, { words }: Pick<Saying, 'words'>): string =>
  words.t('habit.hour', { hour });

/** Everybody active by what their days look like: habits in full colour, the others pale. */
export const kindColumns = (
  { kinds: counts, active }: HabitGrid,
  { words: { t }, figures }: Saying,
): Column[] =>
  kinds.map((kind) => ({
    id: kind,
    label: t(`habit.kind_short.${kind}`),
    note: [
      t(`habit.kind.${kind}`),
      t('ask.people_title', { count: counts[kind] }),
      figures.share(active === 0 ? 0 : counts[kind] / active, 1),
    ],
    running: kind === 'too_early',
    parts: [{ id: kind, tone: isHabit(kind) ? 'first' : 'kept', value: counts[kind] }],
  }));

/** The order of weekdays in this workspace: 1 is Monday. */
export const weekdaysFrom = (weekStart: HabitGrid['weekStart']): number[] =>
  weekStart === 'sunday' ? [7, 1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5, 6, 7];

const nobody = { days: 0, customers: 0 };

/** The hours of the day between the first and the last that has anything: all of them where nothing has. */
export function hoursShown({ hours }: Pick<HabitGrid, 'hours'>): number[] {
  const [first, last] = [hours.findIndex((days) => days > 0), hours.findLastIndex((days) => days > 0)];
  return hours.flatMap((_days, hour) => (first < 0 || (hour >= first && hour <= last) ? [hour] : []));
}

/** The week hour by hour: a row for each weekday, coloured by how many active days began then. */
export function weekRows(grid: HabitGrid, saying: Saying): HeatRow[] {
  const { words, figures } = saying;
  const hours = hoursShown(grid);
  const most = Math.max(1, ...grid.pattern.flat().map(({ days }) => days));
  return weekdaysFrom(grid.weekStart).map((weekday): HeatRow => {
    const name = weekdayName(weekday, saying);
    const customers = grid.weekdays[weekday - 1]?.customers ?? 0;
    return {
      id: String(weekday),
      label: name,
      note: null,
      summary: false,
      size: {
        face: 'full',
        weight: null,
        few: false,
        text: figures.count(customers),
        said: words.t('habit.weekday_said', { weekday: name, count: customers }),
        opens: customers > 0 ? `${weekday}` : null,
      },
      cells: hours.map((hour) => {
        const { days, customers: people } = grid.pattern[weekday - 1]?.[hour] ?? nobody;
        return {
          face: days === 0 ? 'empty' : 'full',
          weight: days === 0 ? null : days / most,
          few: false,
          text: days === 0 ? '' : figures.count(days),
          said: words.t('habit.cell_said', {
            weekday: name,
            hour: hourName(hour, saying),
            days,
            customers: people,
          }),
          opens: people > 0 ? `${weekday}/${hour}` : null,
        };
      }),
    };
  });
}

/** What a cell of the week opens: a weekday of a habit, or an hour of a weekday. */
export function cellOpens(opens: string): { weekday: number } | { at: { weekday: number; hour: number } } {
  const [weekday = 1, hour] = opens.split('/').map(Number);
  return hour === undefined ? { weekday } : { at: { weekday, hour } };
}

/** Kinds, then the week hour by hour, as rows of a file. */
export function habitCsv(grid: HabitGrid, saying: Saying): CsvCell[][] {
  const { t } = saying.words;
  return [
    [t('habit.kind_head'), t('habit.customers'), t('csv.part')],
    ...kinds.map((kind): CsvCell[] => [
      t(`habit.kind.${kind}`),
      grid.kinds[kind],
      grid.active === 0 ? null : grid.kinds[kind] / grid.active,
    ]),
    [],
    [t('habit.weekday'), ...Array.from({ length: 24 }, (_, hour) => hourName(hour, saying))],
    ...weekdaysFrom(grid.weekStart).map((weekday): CsvCell[] => [
      weekdayName(weekday, saying),
      ...(grid.pattern[weekday - 1] ?? []).map(({ days }) => days),
    ]),
  ];
}
