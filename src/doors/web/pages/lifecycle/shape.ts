import type { LifecycleGrid, LifecycleRow } from '#src/insights/lifecycle/index.ts';
import type { Column } from '../../charts/columns.ts';
import type { CsvCell } from '../../charts/csv.ts';
import type { PeriodName } from '../../ui/dates.ts';
import { periodLabel } from '../../ui/dates.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';

/** What is needed to say an answer. */
export interface Saying {
  readonly words: Words;
  readonly figures: Figures;
  readonly period: PeriodName;
}

/** What a column is made of, from the line upwards, then downwards. */
export const segments = [
  { id: 'returning', tone: 'kept' },
  { id: 'new', tone: 'first' },
  { id: 'resurrecting', tone: 'back' },
  { id: 'dormant', tone: 'lost' },
] as const;

export const figureNames = ['active', 'new', 'returning', 'resurrecting', 'dormant'] as const;

/** The periods as columns around a line. */
export const columnsOf = (rows: readonly LifecycleRow[], saying: Saying): Column[] =>
  rows.map((row) => ({
    id: row.period,
    label: saying.figures.day(row.period, saying.period === 'month' ? 'tiny-month' : 'tiny'),
    running: row.state === 'running',
    note: noteOf(row, saying),
    parts: segments.map(({ id, tone }) => ({ id, tone, value: row[id] })),
  }));

function noteOf(row: LifecycleRow, { words: { t }, figures, period }: Saying): string[] {
  const name = periodLabel(row.period, period, { t }, figures);
  const running = row.state === 'running' ? `, ${t('ask.running')}` : '';
  return [
    `${name}${running}`,
    ...figureNames.map((figure) =>
      t('shell.pair', { name: t(`lifecycle.${figure}`), value: figures.count(row[figure]) }),
    ),
    ...(row.quickRatio.known
      ? [t('shell.pair', { name: t('lifecycle.quick'), value: figures.decimal(row.quickRatio.value, 2) })]
      : []),
  ];
}

/** The chart in words. */
export const chartSaid = (rows: readonly LifecycleRow[], { words: { t }, figures, period }: Saying): string =>
  rows
    .map((row) =>
      t('lifecycle.chart_said', {
        period: periodLabel(row.period, period, { t }, figures),
        active: row.active,
        new: row.new,
        returning: row.returning,
        resurrecting: row.resurrecting,
        dormant: Math.abs(row.dormant),
      }),
    )
    .join(' ');

/** The answer as rows of a file. */
export function gridCsv({ rows }: Pick<LifecycleGrid, 'rows'>, { words: { t } }: Saying): CsvCell[][] {
  const head = [
    t('lifecycle.period'),
    t('csv.state'),
    ...figureNames.map((figure) => t(`lifecycle.${figure}`)),
    t('lifecycle.quick'),
  ];
  return [
    head,
    ...rows.map((row): CsvCell[] => [
      row.period,
      t(`csv.state.${row.state}`),
      ...figureNames.map((figure) => row[figure]),
      row.quickRatio.known ? row.quickRatio.value : null,
    ]),
  ];
}
